"""Can PDFium take a file apart at all? Tried out in a process of its own, with bounds.

Run as a program (`probe.py FILE`) it needs nothing of this package, so that it starts quickly.
"""

from __future__ import annotations

import subprocess
import sys

import pypdfium2 as pdfium

# What the process may map (bytes): PDFium itself maps some 100 MB, a large page some more.
MOST_MAPPED = 1536 * 1024**2
# All pages of a report of hundreds take some seconds.
MOST_SECONDS = 60.0


def is_bearable(path: str) -> bool:
    """Whether all pages of a PDF can be loaded within the bounds."""
    # -P: beside this file lie others that are named as modules of the library are.
    command = [sys.executable, "-P", __file__, path]
    quiet = subprocess.DEVNULL
    try:
        done = subprocess.run(
            command, stdin=quiet, stdout=quiet, stderr=quiet, timeout=MOST_SECONDS, check=False
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


if __name__ == "__main__":
    _bound()
    _load_all(sys.argv[1])
