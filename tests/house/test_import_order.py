"""One road through the house: a package imports only from packages before it, inside functions too."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.files import ROOT, every_file, name_of

ORDER = (
    "shipped",
    "memory",
    "source",
    "diagnostics",
    "model",
    "syntax",
    "resolve",
    "reference",
    "graph",
    "analysis",
    "evaluate",
    "columns",
    "sql",
    "solver",
    "law",
    "records",
    "interview",
    "nearest",
    "diff",
    "authoring",
    "explain",
    "book",
    "store",
    "workspace",
    "lsp",
    "cli",
    "web",
)
PACKAGES = ("engine/", "explain/")


def test_a_package_imports_only_from_packages_before_it() -> None:
    against = [
        f"{name_of(path)}:{line}: {room_of(path)} imports {imported}"
        for path in modules()
        for line, imported in imports(path)
        if ORDER.index(imported) > ORDER.index(room_of(path))
    ]
    assert against == []


def test_every_room_has_its_place_in_the_order() -> None:
    assert {room_of(path) for path in modules()} - set(ORDER) == set()


def modules() -> list[Path]:
    """The modules of the program, apart from the door of `engine` itself, which anybody may read the version from."""
    return [
        path
        for path in every_file(".py")
        if name_of(path).startswith(PACKAGES) and name_of(path) != "engine/__init__.py"
    ]


def room_of(path: Path) -> str:
    return room(path.relative_to(ROOT).with_suffix("").parts) or ""


def room(parts: tuple[str, ...]) -> str | None:
    """The room a module path belongs to, or `None` for a module that is not of the program."""
    if parts[0] == "explain":
        return "explain"
    return parts[1] if parts[0] == "engine" and len(parts) > 1 else None


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Each room a module imports from, with the line: at the top, in a function, or for types only."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        for name in imported_names(node, path):
            imported = room(tuple(name.split(".")))
            if imported is not None and imported != "__version__":
                yield node.lineno, imported


def imported_names(node: ast.AST, path: Path) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if not isinstance(node, ast.ImportFrom):
        return []
    assert node.level == 0, f"{name_of(path)}:{node.lineno}: write the whole name of what is imported"
    return [f"{node.module}.{alias.name}" for alias in node.names]
