"""Can a PDF be taken apart at all? Tried out in a process of its own, with bounds.

Run as a program it needs nothing of this package, so that it starts quickly: `probe.py FILE` loads
all pages by PDFium, `probe.py FILE PAGE` reads the tables of one by camelot.
"""

from __future__ import annotations

import subprocess
import sys

import pypdfium2 as pdfium

# What the process may map (bytes): PDFium itself maps some 100 MB, a large page some more.
MOST_MAPPED = 1024**3
# All pages of a report of hundreds take some seconds, one by camelot a second.
MOST_SECONDS, MOST_SECONDS_A_PAGE = 60.0, 15.0


def is_bearable(path: str, page: int | None = None) -> bool:
    """Whether all pages of a PDF can be loaded by PDFium within the bounds, or one by camelot."""
    # -P: beside this file lie others that are named as modules of the library are.
    command = [sys.executable, "-P", __file__, path, *([] if page is None else [str(page)])]
    quiet, seconds = subprocess.DEVNULL, MOST_SECONDS if page is None else MOST_SECONDS_A_PAGE
    try:
        done = subprocess.run(
            command, stdin=quiet, stdout=quiet, stderr=quiet, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def _bound() -> None:
    try:
        import resource
    except ImportError:  # Windows bounds the time only
        return
    seconds = int(MOST_SECONDS)
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MAPPED, MOST_MAPPED))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _load_all(path: str) -> None:
    document = pdfium.PdfDocument(path)
    for number in range(len(document)):
        try:
            page = document[number]
        except pdfium.PdfiumError:
            continue  # whoever reads the page will say so
        page.get_textpage().close()
        page.close()


def _read_tables(path: str, page: str) -> None:
    from camelot.io import read_pdf

    read_pdf(path, pages=page, flavor="network", suppress_stdout=True)


if __name__ == "__main__":
    _bound()
    if len(sys.argv) > 2:
        _read_tables(sys.argv[1], sys.argv[2])
    else:
        _load_all(sys.argv[1])
