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
from engine.diagnostics.translate import in_language
from engine.lsp.analysed import Analysed, analyse, check
from engine.lsp.convert import diagnostic, uri_of
from engine.lsp.laws import Laws
from engine.lsp.positions import Buffer
from engine.lsp.projects import Project
from engine.lsp.results import run, run_before
from engine.store.law_store import DamagedStore

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
        self.checking: set[int] = set()
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

    def leave(self, project: Project) -> None:
        """A folder that the editor has closed is no longer told of; texts of it that are still open are read anew."""
        self.projects.remove(project)
        for name in sorted(self.told(project)):
            self.published[name] = []
            self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri_of(name), []))
        for buffer in project.buffers.values():
            self.project_of(buffer.name).put(buffer)

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
        project.take(await self.behind(project.read_all))
        await self.behind(_warm, sorted({sheet.language for sheet in project.texts.sheets.values()}))
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
        """Binds the project as it is now, tells what was found, then what else can be said of it; again while the
        texts have changed meanwhile. Whoever comes while this goes on leaves it to the one who is at it."""
        if id(project) in self.checking:
            return
        self.checking.add(id(project))
        try:
            while not await self._checked(project) and id(project) not in self.waiting:
                pass
        finally:
            self.checking.discard(id(project))

    async def _checked(self, project: Project) -> bool:
        """One round; whether the texts are still as they were when it began."""
        self.checks += 1
        if self.checks % ROUNDS == 0:  # little of what is made here goes in circles, and looking for it takes long
            await self.behind(gc.collect)
        if project not in self.projects:
            return True
        generation = project.generation
        unread = [each for found in project.unread.values() for each in found]
        project.analysed = await self.behind(analyse, project.texts, unread)
        self.publish(project)
        if project.generation == generation and project in self.projects:
            checked = await self.behind(self._judged, project.analysed, project.paths)
            project.checked = checked
            if project.analysed is not None and project.analysed.sheets is checked.sheets:
                project.analysed = checked
            await self.run_again(project, checked)
            self.publish(project)
            self.refresh()
        return project.generation == generation

    async def run_again(self, project: Project, checked: Analysed) -> None:
        """The cases that somebody has run, so that what stands beside them is never of other rules than these."""
        examples = [] if checked.workspace.has_errors else run_before(project, checked)
        for result, found in await self.behind(run, checked, examples) if examples else ():
            if project.texts.sheets is checked.sheets:
                project.keep_result(result.example.span.file, result.example.span.start, found)

    def _judged(self, analysed: Analysed, paths: tuple[str, ...]) -> Analysed:
        """What the checks say; without the law where its store is damaged, which the author is told of."""
        try:
            checked = check(analysed, paths, self.laws.provisions, self.laws.sentences)
        except DamagedStore:
            self.laws = Laws()
            checked = check(analysed, paths, None, self.laws.sentences)
        _ = checked.graph  # made here, so that no lens waits for it
        return checked

    async def behind(self, work: Callable[..., Any], *given: Any) -> Any:
        """Done by the second thread."""
        return await asyncio.get_running_loop().run_in_executor(self.worker, work, *given)

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
        if project not in self.projects:
            return
        for name in [only] if only is not None else sorted(project.told_of() | self.told(project)):
            found = self.findings(project, name)
            if only is None and self.published.get(name, []) == found:
                continue
            self.published[name] = found
            buffer = project.buffers.get(name)
            version = buffer.version if buffer is not None else None
            self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri_of(name), found, version))

    def told(self, project: Project) -> set[str]:
        """The files of a project that the editor has been told something of and must hear when it is gone."""
        return {name for name, found in self.published.items() if found and project.holds(name)}

    def findings(self, project: Project, name: str) -> list[lsp.Diagnostic]:
        """What is to be said of a file, in its own language."""
        sheet = project.texts.sheets.get(name)
        language = sheet.language if sheet is not None else "en"
        buffer_of = self.buffer_of(project)
        buffer = buffer_of(name) or Buffer(name, "", self.encoding)
        found = (in_language(each, language) for each in project.diagnostics(name))
        return [diagnostic(each, buffer, buffer_of) for each in found]

    def buffer_of(self, project: Project) -> Callable[[str], Buffer | None]:
        def found(name: str) -> Buffer | None:
            if name in project.texts.sheets:
                return project.buffer(name, self.encoding)
            settings = project.checked.sources.get(name) if project.checked is not None else None
            return Buffer(name, settings.text, self.encoding) if settings is not None else None

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
