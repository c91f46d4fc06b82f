"""Files that come with the program and are not code: the grammar, the policies, the pages of the diagnostic codes.

In the repository and in an editable install they lie beside `engine`; in a wheel they are packed inside it, so that
site-packages gains no folder called `grammar` or `docs`. `importlib.resources` would find them too, but is slow to
import, and every start of the program would pay for it; `pathlib` is left until somebody wants a `Path` as well.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_HERE = os.path.dirname(os.path.abspath(__file__))
_PACKED = os.path.join(_HERE, "_shipped")
_BASE = _PACKED if os.path.isdir(_PACKED) else os.path.dirname(_HERE)


def shipped(*parts: str) -> Path:
    """The path of a shipped file or folder, named as in the repository: `shipped("grammar", "policy.lark")`."""
    from pathlib import Path

    return Path(shipped_name(*parts))


def shipped_name(*parts: str) -> str:
    """The same path as a text."""
    return os.path.join(_BASE, *parts)
