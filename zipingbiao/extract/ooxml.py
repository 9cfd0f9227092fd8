"""The package of an office file (Office Open XML): a zip of XML parts, opened with care.

The file comes from anywhere. The zip directory says how large its parts become, and what is too
large is refused before it is unpacked; XML is read without entities, document types or network.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lxml import etree

from zipingbiao.errors import UnreadableFile
from zipingbiao.extract.refusals import damaged, encrypted

# A form is some 100 KB of XML; a collection of hundreds stays below this.
MOST_BYTES = 64 * 1024 * 1024
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# Longer numbers are none that a form needs, and cost time.
_MOST_DIGITS = 9


class Package:
    """The parts of an open office file."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._left = MOST_BYTES

    def names(self, pattern: str) -> list[str]:
        """The names of the parts that match a pattern as a whole."""
        return [name for name in self._archive.namelist() if re.fullmatch(pattern, name)]

    def xml(self, name: str) -> etree._Element | None:
        """A part as a tree; None if there is no such part.

        Raises:
            UnreadableFile: it is damaged, encrypted or too large.
        """
        info = self._info(name)
        if info is None:
            return None
        self._left -= info.file_size
        if self._left < 0:
            raise _too_large()
        root = parsed(self._read(info))
        # Office writes no document type; who does wants entities expanded.
        if root.getroottree().docinfo.internalDTD is not None:
            raise damaged()
        return root

    def data(self, name: str) -> bytes | None:
        """A part that is no XML (a picture); None if there is no such part.

        Raises:
            UnreadableFile: it is damaged, encrypted or too large.
        """
        info = self._info(name)
        if info is None:
            return None
        if info.file_size > MOST_BYTES:
            raise _too_large()
        return self._read(info)

    def _info(self, name: str) -> zipfile.ZipInfo | None:
        try:
            info = self._archive.getinfo(name)
        except KeyError:
            return None
        if info.flag_bits & _ENCRYPTED:
            raise encrypted()
        if info.compress_type not in _METHODS:
            raise damaged()
        return info

    def _read(self, info: zipfile.ZipInfo) -> bytes:
        with self._archive.open(info) as stream:
            # To the stated size and no further, should the directory lie.
            return stream.read(info.file_size)


def _too_large() -> UnreadableFile:
    return UnreadableFile(
        "the file unpacks to more than any form holds: check where it came from",
        "文件解压后过大，不像自评表，请核对来源。",
    )


@contextmanager
def opened(path: Path) -> Iterator[Package]:
    """Open an office file.

    Raises:
        UnreadableFile: it is damaged, here or in a part that is read while it is open.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            yield Package(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise damaged() from error
    except etree.XMLSyntaxError as error:
        raise damaged() from error


def parsed(data: bytes) -> etree._Element:
    """XML as a tree, without entities and without looking anything up."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    return etree.fromstring(data, parser)


def local(element: etree._Element) -> str:
    """The name of an element without its namespace (the strict and the usual one differ)."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: etree._Element, name: str) -> str | None:
    """An attribute by its name without namespace."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None


def child(element: etree._Element | None, *names: str) -> etree._Element | None:
    """The first child of that name, or its descendant along several names."""
    for name in names:
        if element is None:
            return None
        element = next((item for item in element if local(item) == name), None)
    return element


def number(element: etree._Element | None, name: str, default: int = 0) -> int:
    """An attribute that is a whole number; the default where it is missing or none."""
    text = None if element is None else attribute(element, name)
    return int(text) if text and text.isdecimal() and len(text) <= _MOST_DIGITS else default


def switched_on(element: etree._Element | None) -> bool:
    """Whether a switch is there and not turned off (`<w:vanish/>`, `<w:vanish w:val="0"/>`)."""
    if element is None:
        return False
    return attribute(element, "val") not in ("0", "false", "off")
