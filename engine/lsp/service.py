"""The server itself: its projects, when they are read as a whole, and what the editor is told of them.

One loop answers the editor; a second thread reads the files of a project and checks it when the typing pauses, so that
no keystroke waits for either. Start reading at `HjemmelServer`.
"""

from __future__ import annotations

import asyncio
import gc
import os
from collections.abc import Callable, Coroutine, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from engine import __version__
from engine.lsp.convert import diagnostic, uri_of
from engine.lsp.laws import Laws
from engine.lsp.positions import Buffer
from engine.lsp.projects import Project, analyse, check

PAUSE = 0.25
"""Seconds without a keystroke before the whole project is read."""

ROUNDS = 100
"""How many times a project is checked before memory is looked through for what is left over."""


class HjemmelServer(LanguageServer):
    """The server, with the projects it has met. `paths` are read as one project; without them each folder is one."""

    def __init__(self, paths: Iterable[str], store: str) -> None:
        super().__init__("hjemmel", __version__)
        self.paths = tuple(os.path.abspath(path) for path in paths)
        self.store = store
        self.laws = Laws()
        self.projects: list[Project] = []
        self.worker = ThreadPoolExecutor(1, "hjemmel")
        self.waiting: dict[int, asyncio.Task[None]] = {}
        self.published: dict[str, list[lsp.Diagnostic]] = {}
        self.running: set[asyncio.Task[None]] = set()
        self.checks = 0

    @property
    def encoding(self) -> str:
        return str(getattr(self.workspace.position_encoding, "value", self.workspace.position_encoding) or "utf-16")

    # Projects

    def project_of(self, name: str) -> Project:
        """The project a file belongs to; a file outside all of them makes one of its own."""
        found = next((project for project in self.projects if project.holds(name)), None)
        if found is None:
            found = _project_around(name)
            self.projects.append(found)
            self.start(self.load(found))
        return found

    def at(self, uri: str) -> tuple[Project, Buffer]:
        """The project and the text of a file the editor asks about."""
        name = name_of(uri)
        project = self.project_of(name)
        if name not in project.texts.sheets:
            project.reread([name])
        if name not in project.texts.sheets:
            raise JsonRpcInvalidParams(f"no text is known of {uri}")
        return project, project.buffer(name, self.encoding)

    def start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.get_running_loop().create_task(work)
        task.add_done_callback(self.tell_of_failure)
        self.running = {each for each in self.running if not each.done()} | {task}
        return task

    def tell_of_failure(self, task: asyncio.Task[None]) -> None:
        """What goes wrong behind the author's back is said aloud; the texts are still served."""
        error = None if task.cancelled() else task.exception()
        if error is not None:
            said = f"hjemmel: this should not have happened: {type(error).__name__}: {error}"
            self.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Error, said[:300]))

    async def load(self, project: Project) -> None:
        """Reads the files of a project, and checks it."""
        loop = asyncio.get_running_loop()
        project.take(await loop.run_in_executor(self.worker, project.read_all))
        languages = sorted({sheet.language for sheet in project.texts.sheets.values()})
        await loop.run_in_executor(self.worker, _warm, languages)
        await self.check(project)

    def touched(self, project: Project) -> None:
        """The project is read as a whole when the typing pauses."""
        waiting = self.waiting.pop(id(project), None)
        if waiting is not None:
            waiting.cancel()
        self.waiting[id(project)] = self.start(self._later(project))

    async def _later(self, project: Project) -> None:
        await asyncio.sleep(PAUSE)
        self.waiting.pop(id(project), None)
        if project.is_loaded:
            await self.check(project)

    async def check(self, project: Project) -> None:
        """Binds the project as it is now, tells what was found, then what else can be said of it."""
        loop = asyncio.get_running_loop()
        while True:
            self.checks += 1
            if self.checks % ROUNDS == 0:  # little of what is made here goes in circles, and looking for it takes long
                await loop.run_in_executor(self.worker, gc.collect)
            generation, texts = project.generation, project.texts
            bound = await loop.run_in_executor(self.worker, analyse, texts)
            project.analysed = bound
            self.publish(project)
            if project.generation == generation:
                checked = await loop.run_in_executor(self.worker, check, bound, self.laws.provisions)
                await loop.run_in_executor(self.worker, getattr, checked, "graph")
                project.analysed = checked
                self.publish(project)
                self.refresh()
            if project.generation == generation or id(project) in self.waiting:
                return

    def refresh(self) -> None:
        """Asks the editor to ask again for what depends on the whole project."""
        can = self.client_capabilities.workspace
        if can is None:
            return
        if can.code_lens is not None and can.code_lens.refresh_support:
            self.workspace_code_lens_refresh(None)
        if can.inlay_hint is not None and can.inlay_hint.refresh_support:
            self.workspace_inlay_hint_refresh(None)
        if can.semantic_tokens is not None and can.semantic_tokens.refresh_support:
            self.workspace_semantic_tokens_refresh(None)

    # Findings

    def publish(self, project: Project, only: str | None = None) -> None:
        """Tells the editor of findings that are not what it was told last."""
        for name in [only] if only is not None else sorted(project.texts.sheets):
            buffer = project.buffer(name, self.encoding) if name in project.texts.sheets else None
            found = self.findings(project, name) if buffer is not None else []
            if only is None and self.published.get(name, []) == found:
                continue
            self.published[name] = found
            version = buffer.version if buffer is not None else None
            self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri_of(name), found, version))

    def findings(self, project: Project, name: str) -> list[lsp.Diagnostic]:
        buffer = project.buffer(name, self.encoding)
        return [diagnostic(each, buffer, self.buffer_of(project)) for each in project.diagnostics(name)]

    def buffer_of(self, project: Project) -> Callable[[str], Buffer | None]:
        def found(name: str) -> Buffer | None:
            return project.buffer(name, self.encoding) if name in project.texts.sheets else None

        return found


def _warm(languages: Iterable[str]) -> None:
    """Loads what the first hover and the first completion would otherwise wait for."""
    import explain.citations
    import explain.histories  # noqa: F401
    from engine.syntax.expected import expected_after

    for language in languages:
        expected_after("", language)


def name_of(uri: str) -> str:
    """The name of a file, as its spans carry it."""
    path = to_fs_path(uri)
    return os.path.abspath(path) if path is not None and uri.startswith("file:") else uri


def _project_around(name: str) -> Project:
    """Where a file is read with others: the nearest folder called `policies` above it, or the files beside it."""
    if "://" in name or not os.path.isabs(name):
        return Project((name,))
    folder = os.path.dirname(name)
    above = folder
    while os.path.dirname(above) != above:
        if os.path.basename(above) == "policies":
            return Project((above,))
        above = os.path.dirname(above)
    return Project((folder,), is_flat=True)
