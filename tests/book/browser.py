"""axe-core run on pages of a book in a headless Chromium, without a driver: the page runs it and writes what it found.

Needs Chromium and `axe.min.js` of the npm package axe-core, whose place `HJEMMEL_AXE` gives; CI has neither.
`python -m tests.book.browser FOLDER` runs it on every kind of page of a book. Start reading at `violations`.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from html import unescape
from pathlib import Path

FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--virtual-time-budget=20000"),
    *("--allow-file-access-from-files", "--dump-dom"),
)
RUN = """<script src="{axe}"></script><script>
for (const each of document.querySelectorAll("details")) each.open = true;
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
axe.run(document, {{runOnly: rules}}).then(function (found) {{
  const out = found.violations.map((it) => [it.id, it.nodes.length, it.nodes[0].html]);
  const page = document.documentElement;
  const wide = page.scrollWidth, window_ = page.clientWidth;
  if (wide > window_) out.push(["wider-than-the-window", wide, window_ + ""]);
  document.documentElement.setAttribute("data-axe", JSON.stringify(out));
}});
</script></body>"""


def chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser")


def axe() -> Path | None:
    place = Path(os.environ.get("HJEMMEL_AXE", "node_modules/axe-core/axe.min.js"))
    return place if place.is_file() else None


def shown(address: str) -> str:
    """What a browser makes of a page read from a file, with no more leave than any file has."""
    program = chromium()
    assert program is not None
    flags = [flag for flag in FLAGS if flag != "--allow-file-access-from-files"]
    with tempfile.TemporaryDirectory() as data:
        command = [program, *flags, f"--user-data-dir={data}", address]
        return subprocess.run(command, capture_output=True, check=True, timeout=120).stdout.decode()


def violations(page: Path, width: int = 1440, dark: bool = False) -> list[tuple[str, int, str]]:
    """What axe-core finds on a page with everything unfolded: the rule, how often, and the first place.

    With it whether the page is wider than the window. `dark` shows it as one who asks for dark pages sees it.
    """
    program, script = chromium(), axe()
    assert program is not None
    assert script is not None
    tried = page.with_name(f"axe-{page.name}")
    text = page.read_text(encoding="utf-8").replace("</body>", RUN.format(axe=script.resolve().as_uri()))
    tried.write_text(text, encoding="utf-8")
    try:
        with tempfile.TemporaryDirectory() as data:
            scheme = ["--blink-settings=preferredColorScheme=0"] if dark else []
            command = [
                program,
                *FLAGS,
                *scheme,
                f"--user-data-dir={data}",
                f"--window-size={width},1200",
                tried.as_uri(),
            ]
            made = subprocess.run(command, capture_output=True, check=True, timeout=120).stdout.decode()
    finally:
        tried.unlink()
    found = re.search(r'data-axe="([^"]*)"', made)
    assert found is not None, f"axe-core did not answer for {page}"
    return [tuple(each) for each in json.loads(unescape(found.group(1)))]


def kinds(folder: Path) -> list[Path]:
    """One page of each kind, in each language that is there."""
    pages: list[Path] = []
    for language in ("nb", "nn", "en"):
        here = folder / language
        pages += sorted(here.glob("*.html"))
        for name in ("index", "satser", "saker"):
            pages += sorted(here.glob(f"*/{name}.html"))[:1]
        largest = sorted(here.glob("*/[0-9]*.html"), key=lambda path: (-path.stat().st_size, path))
        pages += largest[:3]
    return pages


if __name__ == "__main__":
    bad = 0
    for each in kinds(Path(sys.argv[1])):
        for width, dark in ((390, False), (1440, False), (390, True)):
            found = violations(each, width, dark)
            bad += len(found)
            print(each, width, "dark" if dark else "light", found or "nothing found", flush=True)
    sys.exit(1 if bad else 0)
