"""Files that come with the program and are not code: the grammar, the policies, the pages of the diagnostic codes.

In the repository and in an editable install they lie beside `engine`; in a wheel they are packed inside it, so that
site-packages gains no folder called `grammar` or `docs`. `importlib.resources` would find them too, but is slow to
import, and every start of the program would pay for it.
"""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).parent
_PACKED = _HERE / "_shipped"
_BASE = _PACKED if _PACKED.is_dir() else _HERE.parent


def shipped(*parts: str) -> Path:
    """The path of a shipped file or folder, named as in the repository: `shipped("grammar", "policy.lark")`."""
    return _BASE.joinpath(*parts)
