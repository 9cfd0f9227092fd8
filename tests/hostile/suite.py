"""All hostile files in one folder, by kind and group."""

from __future__ import annotations

from pathlib import Path

from hostile import images, offices, pdfs, texts, zipfiles

# Nobody listens there; whoever tries it all the same is refused, and seen.
NOWHERE = "http://127.0.0.1:9"
MANY_PAGES = 10_000
_MODULES = {"pdf": pdfs, "zip": zipfiles, "image": images, "office": offices, "text": texts}
_SUFFIXES = {"pdf": ".pdf", "zip": ".zip"}


def write_all(folder: Path, address: str = NOWHERE) -> None:
    """Write every hostile file into `folder`; those that act call `address`."""
    for kind, module in _MODULES.items():
        for group in module.GROUPS:
            for name, data in module.files(group).items():
                _write(folder / kind / group / f"{name}{_SUFFIXES.get(kind, '')}", data)
    for name, data in acting(address, str(folder / "it-ran")).items():
        _write(folder / "acting" / name, data)
    for name, data in {
        "user-password.pdf": pdfs.locked("secret", "owner"),
        "owner-password.pdf": pdfs.locked("", "owner"),
        "pages-10000.pdf": pdfs.many_pages(MANY_PAGES),
        "pages-1000.pdf": pdfs.many_pages(1000),
    }.items():
        _write(folder / "pdf" / "others" / name, data)


def acting(address: str, marker: str) -> dict[str, bytes]:
    """Files that would do something, were they opened by what they are made for."""
    return {
        "acting.pdf": pdfs.acting(address, marker),
        "acting.html": texts.acting(address, marker),
        **offices.acting(address, marker),
    }


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
