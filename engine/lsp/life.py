"""From start to stop: which folders are read, what the editor has open, and every change to either."""

from __future__ import annotations

import os

from lsprotocol import types as lsp
from pygls.uris import to_fs_path

from engine.lsp.laws import Laws, open_laws
from engine.lsp.positions import Buffer
from engine.lsp.projects import Project
from engine.lsp.service import HjemmelServer, name_of
from engine.store.files import SUFFIX
from engine.store.settings import FILE as SETTINGS


def add_life(server: HjemmelServer) -> None:
    @server.feature(lsp.INITIALIZED)
    def initialized(ls: HjemmelServer, params: lsp.InitializedParams) -> None:
        ls.laws = open_laws(ls.store) if ls.store else Laws()
        for paths in [ls.paths] if ls.paths else [(folder,) for folder in _folders(ls)]:
            ls.projects.append(Project(paths))
            ls.start(ls.load(ls.projects[-1]))
        _watch(ls)

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def files_changed(ls: HjemmelServer, params: lsp.DidChangeWatchedFilesParams) -> None:
        names = [name_of(change.uri) for change in params.changes]
        for project in ls.projects:
            rules = [name for name in names if name.endswith(SUFFIX) and project.holds(name)]
            if rules and project.is_loaded:
                project.reread(rules)
                for name in rules:
                    ls.publish(project, name)
            if rules or any(os.path.basename(name) == SETTINGS for name in names):
                ls.touched(project)

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def folders_changed(ls: HjemmelServer, params: lsp.DidChangeWorkspaceFoldersParams) -> None:
        folders = [] if ls.paths else _folders(ls)
        for event in params.event.removed:
            for project in [each for each in ls.projects if each.paths == (_root(event.uri),) and not ls.paths]:
                ls.leave(project)
        for folder in folders:
            if not any(folder in project.paths for project in ls.projects):
                ls.projects.append(Project((folder,)))
                ls.start(ls.load(ls.projects[-1]))


def _folders(ls: HjemmelServer) -> list[str]:
    """What to read of each folder the editor has open: `policies` in it, or the folder itself."""
    uris = [folder.uri for folder in ls.workspace.folders.values()] or [ls.workspace.root_uri or ""]
    return [_root(uri) for uri in uris if uri and to_fs_path(uri) is not None]


def _root(uri: str) -> str:
    root = os.path.abspath(to_fs_path(uri) or "")
    below = os.path.join(root, "policies")
    return below if os.path.isdir(below) else root


def _watch(ls: HjemmelServer) -> None:
    can = ls.client_capabilities.workspace
    if can is None or can.did_change_watched_files is None or not can.did_change_watched_files.dynamic_registration:
        return
    watched = [lsp.FileSystemWatcher(f"**/*{SUFFIX}"), lsp.FileSystemWatcher(f"**/{SETTINGS}")]
    options = lsp.DidChangeWatchedFilesRegistrationOptions(watched)
    registration = lsp.Registration("policy-files", lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
    ls.client_register_capability(lsp.RegistrationParams([registration]))


def add_changes(server: HjemmelServer) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    def opened(ls: HjemmelServer, params: lsp.DidOpenTextDocumentParams) -> None:
        document = params.text_document
        name = name_of(document.uri)
        project = ls.project_of(name)
        project.put(Buffer(name, document.text, ls.encoding, document.version))
        ls.publish(project, name)
        ls.touched(project)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def changed(ls: HjemmelServer, params: lsp.DidChangeTextDocumentParams) -> None:
        name = name_of(params.text_document.uri)
        project = ls.project_of(name)
        buffer = project.buffer(name, ls.encoding)
        for change in params.content_changes:
            buffer = Buffer(name, buffer.changed(change), ls.encoding, params.text_document.version)
        project.put(buffer)
        ls.publish(project, name)
        ls.touched(project)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def closed(ls: HjemmelServer, params: lsp.DidCloseTextDocumentParams) -> None:
        name = name_of(params.text_document.uri)
        project = ls.project_of(name)
        project.close(name)
        ls.publish(project, name)
        ls.touched(project)
