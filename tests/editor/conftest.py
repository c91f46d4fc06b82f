"""An editor with a project open, shared by the tests of the server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.store.law_import import import_laws
from tests.editor.client import Editor, editor
from tests.editor.pages import Page
from tests.editor.samples import CASES, LAW, LOCAL, RULES


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of policies and a store of law texts beside it."""
    root = tmp_path_factory.mktemp("bær 🫐")
    (root / "policies").mkdir()
    for name, text in (("rules", RULES), ("cases", CASES), ("local", LOCAL)):
        (root / "policies" / f"{name}.policy").write_text(text, encoding="utf-8")
    (root / "texts").mkdir()
    (root / "texts" / "berries.xml").write_bytes(LAW)
    import_laws([str(root / "texts")], str(root / "law"), None)
    return root


@pytest.fixture(scope="session", params=["utf-16", "utf-8", "utf-32"])
def there(request: pytest.FixtureRequest, folder: Path) -> Iterator[Editor]:
    """An editor of each kind, with the whole folder checked once."""
    with editor(folder, "--store", str(folder / "law"), encodings=(request.param,)) as opened:
        opened.encoding = opened.capabilities["positionEncoding"]
        assert opened.encoding == request.param
        opened.until_asked("workspace/codeLens/refresh")
        yield opened


@pytest.fixture
def rules(there: Editor, folder: Path) -> Iterator[Page]:
    page = Page(there, folder / "policies" / "rules.policy", RULES)
    yield page
    page.close()


@pytest.fixture
def cases(there: Editor, folder: Path) -> Iterator[Page]:
    page = Page(there, folder / "policies" / "cases.policy", CASES)
    yield page
    page.close()


@pytest.fixture
def local(there: Editor, folder: Path) -> Iterator[Page]:
    page = Page(there, folder / "policies" / "local.policy", LOCAL)
    yield page
    page.close()
