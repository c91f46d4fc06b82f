"""The extension for Visual Studio Code as one file: a zip archive with a manifest and a list of content types.

`python -m engine.lsp.vsix FOLDER OUTPUT` packs a copy of `docs/editors/vscode` with the library its client needs, which
`npm ci` has put there (`make vsix` does both). The same files give the same bytes. Start reading at `pack`.
"""

from __future__ import annotations

import json
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

LIBRARY = Path("node_modules", "vscode-languageclient")
LEFT_OUT = ("package-lock.json", ".package-lock.json")
_NOT_READ = (".d.ts", ".map", ".ts", ".md", ".yml")
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_TYPES = {".json": "application/json", ".js": "application/javascript", ".vsixmanifest": "text/xml"}


class Incomplete(Exception):
    """The extension lacks something it cannot start without."""


def pack(folder: Path, output: Path) -> list[str]:
    """Writes the extension in a folder as one file, and gives the names in it.

    Raises:
        Incomplete: the client's library is not there.
    """
    if not (folder / LIBRARY / "package.json").is_file():
        raise Incomplete(f"{LIBRARY.as_posix()} is not in {folder}: run `npm ci --omit=dev` there")
    package = json.loads((folder / "package.json").read_text(encoding="utf-8"))
    files = sorted(path for path in folder.rglob("*") if path.is_file() and _is_packed(path.relative_to(folder)))
    contents = {
        "[Content_Types].xml": _content_types(folder, files),
        "extension.vsixmanifest": _manifest(package),
        **{f"extension/{path.relative_to(folder).as_posix()}": path.read_bytes() for path in files},
    }
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            entry = zipfile.ZipInfo(name, _FIRST_DAY)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, content)
    return list(contents)


def _is_packed(path: Path) -> bool:
    if path.name in LEFT_OUT or path.suffix == ".vsix" or ".bin" in path.parts:
        return False
    return path.parts[0] != "node_modules" or not path.name.endswith(_NOT_READ)


def _content_types(folder: Path, files: Iterable[Path]) -> bytes:
    """What kind of content each ending has; a file without one is named by itself."""
    listed = list(files)
    endings = sorted({path.suffix.lower() for path in listed if path.suffix} | {".vsixmanifest"})
    kinds = [
        f"<Default Extension={quoteattr(each)} ContentType={quoteattr(_TYPES.get(each, 'text/plain'))}/>"
        for each in endings
    ]
    alone = [f"/extension/{path.relative_to(folder).as_posix()}" for path in listed if not path.suffix]
    kinds += [f'<Override PartName={quoteattr(name)} ContentType="text/plain"/>' for name in alone]
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">' + "".join(kinds) + "</Types>\n"
    ).encode()


def _manifest(package: dict[str, Any]) -> bytes:
    """What the editor reads before it opens the rest."""
    engine = quoteattr(package["engines"]["vscode"])
    identity = " ".join(
        f"{key}={quoteattr(package[name])}"
        for key, name in (("Id", "name"), ("Version", "version"), ("Publisher", "publisher"))
    )
    assets = {
        "Microsoft.VisualStudio.Code.Manifest": "extension/package.json",
        "Microsoft.VisualStudio.Services.Content.Details": "extension/README.md",
        "Microsoft.VisualStudio.Services.Content.License": "extension/LICENSE",
    }
    listed = "\n".join(f'    <Asset Type="{kind}" Path="{path}" Addressable="true"/>' for kind, path in assets.items())
    return f"""<?xml version="1.0" encoding="utf-8"?>
<PackageManifest Version="2.0.0" xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011">
  <Metadata>
    <Identity Language="en-US" {identity}/>
    <DisplayName>{escape(package["displayName"])}</DisplayName>
    <Description xml:space="preserve">{escape(package["description"])}</Description>
    <Tags>policy,law</Tags>
    <Categories>{escape(",".join(package["categories"]))}</Categories>
    <GalleryFlags>Public</GalleryFlags>
    <License>extension/LICENSE</License>
    <Properties>
      <Property Id="Microsoft.VisualStudio.Code.Engine" Value={engine}/>
      <Property Id="Microsoft.VisualStudio.Code.ExtensionDependencies" Value=""/>
      <Property Id="Microsoft.VisualStudio.Code.ExtensionPack" Value=""/>
      <Property Id="Microsoft.VisualStudio.Code.ExtensionKind" Value="workspace"/>
    </Properties>
  </Metadata>
  <Installation>
    <InstallationTarget Id="Microsoft.VisualStudio.Code"/>
  </Installation>
  <Dependencies/>
  <Assets>
{listed}
  </Assets>
</PackageManifest>
""".encode()


def main(arguments: list[str]) -> int:
    """Packs the extension where it is told to; what it could not do goes to standard error."""
    if len(arguments) != 2:
        print("usage: python -m engine.lsp.vsix FOLDER OUTPUT", file=sys.stderr)
        return 2
    try:
        names = pack(Path(arguments[0]), Path(arguments[1]))
    except (Incomplete, OSError) as error:
        print(f"vsix: {error}", file=sys.stderr)
        return 2
    print(f"{arguments[1]}: {len(names)} files")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
