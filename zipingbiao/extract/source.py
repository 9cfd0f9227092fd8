"""What kind of file is this? Decided by what it holds, not by its name."""

from __future__ import annotations

import re
import stat
import zipfile
from pathlib import Path

from zipingbiao.errors import UnknownKind, UnreadableFile
from zipingbiao.extract.compound import DOC, ET, MAGIC, WPS, XLS, compound_kind
from zipingbiao.extract.refusals import encrypted

PDF, IMAGE, TEXT = "pdf", "image", "text"
DOCX, XLSX, HTML = "docx", "xlsx", "html"
OFD, RTF, ODT, ODS = "ofd", "rtf", "odt", "ods"
# Several files in one; no document.
ZIP = "zip"
# What LibreOffice has to convert before it can be read.
TEXTS, BOOKS = frozenset({DOC, WPS, RTF, ODT}), frozenset({XLS, ET, ODS})

_MAGIC = {
    b"\x89PNG\r\n\x1a\n": IMAGE,
    b"\xff\xd8\xff": IMAGE,
    b"II*\x00": IMAGE,
    b"MM\x00*": IMAGE,
    b"II+\x00": IMAGE,
    b"MM\x00+": IMAGE,
    b"{\\rtf": RTF,
}
_BY_SUFFIX = {
    ".pdf": PDF,
    ".png": IMAGE,
    ".jpg": IMAGE,
    ".jpeg": IMAGE,
    ".tif": IMAGE,
    ".tiff": IMAGE,
    ".txt": TEXT,
    ".tsv": TEXT,
    ".docx": DOCX,
    ".xlsx": XLSX,
    ".ofd": OFD,
}
# How files are named that a reader takes; the content still decides.
SUFFIXES = frozenset({*_BY_SUFFIX, ".htm", ".html", *(f".{kind}" for kind in TEXTS | BOOKS)})
# The part that says which office file a zip is.
_PARTS = {r"word/document\d*\.xml": DOCX, r"xl/workbook\d*\.xml": XLSX, r"OFD\.xml": OFD}
_OTHER_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b")
# What only the zips hold that are one document (a presentation, a book, a program).
_PACKAGES = frozenset(
    {"[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF", "META-INF/container.xml"}
)
# An archive that begins with its end is empty.
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
# The part in which OpenDocument files name their kind, and the one that lists their keys.
_MIMETYPE, _MANIFEST = "mimetype", "META-INF/manifest.xml"
_OPENDOCUMENT = "application/vnd.oasis.opendocument."
_OPENDOCUMENTS = {"text": ODT, "spreadsheet": ODS}
_MANIFEST_BYTES = 1024 * 1024
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title|table|div)\b",
    re.IGNORECASE | re.DOTALL,
)
# The XML formats of Office 2003, which are often named .doc and .xls.
_XML_2003 = {
    b"http://schemas.microsoft.com/office/word/2003/wordml": DOC,
    b"urn:schemas-microsoft-com:office:spreadsheet": XLS,
}
# A PDF may carry bytes before its header (ISO 32000-1, Annex H.3: within the first 1024).
_PDF_HEADER_WINDOW = 1024


def kind_of(path: Path) -> str:
    """The kind of a file: `pdf`, `ofd`, `image`, `docx`, `xlsx`, `html`, `text`, one of those that
    need converting (`TEXTS` and `BOOKS`), or `zip`.

    Raises:
        UnreadableFile: the file is missing, empty or not what its name says.
        UnknownKind: no reader takes it.
    """
    try:
        # A pipe would be waited for, and a device never ends.
        if not stat.S_ISREG(path.stat().st_mode):
            raise UnknownKind(
                "no regular file (a folder, pipe or device): give files",
                "这不是普通文件（可能是管道或设备），请指定文件。",
            )
        with path.open("rb") as stream:
            head = stream.read(_PDF_HEADER_WINDOW)
    except OSError as error:
        raise UnreadableFile(
            f"cannot be opened ({error.strerror}): check the path",
            "文件打不开，请检查路径和权限。",
        ) from error
    if not head:
        raise UnreadableFile("the file is empty: fetch it again", "文件是空的，请重新获取。")
    return _by_content(path, head) or _by_name(path, head)


def _by_content(path: Path, head: bytes) -> str | None:
    """The kind that the first bytes tell. A zip may hold a PDF as it is, so it comes first."""
    if head.startswith(_ZIPS):
        return _zip_kind(path)
    if head.startswith(_OTHER_ARCHIVES):
        raise UnknownKind(
            "an archive, but no zip: unpack it, and convert the folder",
            "这是压缩包，但不是 zip 格式，请先解压，再转换文件夹。",
        )
    if head.startswith(MAGIC):
        return compound_kind(path)
    if b"%PDF-" in head:
        return PDF
    if head.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<?xml"):
        return next((kind for name, kind in _XML_2003.items() if name in head), None)
    return next((kind for magic, kind in _MAGIC.items() if head.startswith(magic)), None)


def _by_name(path: Path, head: bytes) -> str:
    named = _BY_SUFFIX.get(path.suffix.lower())
    # A web page in place of a PDF or a picture says that the fetching failed.
    if named in (None, TEXT) and _is_html(head):
        return HTML
    if named is TEXT:
        return TEXT
    if named is not None:
        raise UnreadableFile(
            f"named {path.suffix} but its content is no {named}: fetch it again",
            f"文件名以 {path.suffix} 结尾，内容却不是这种格式，请重新获取。",
        )
    suffix = path.suffix.lower() or "(none)"
    raise UnknownKind(
        f"no reader for files of this kind: {suffix}; convert it to PDF first",
        f"不支持这种文件（{path.suffix.lower() or '无扩展名'}），请先转换为 PDF。",
    )


def _is_html(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return bool(_HTML.match(head.decode("utf-16", errors="replace").lstrip("\ufeff")))
    return bool(_HTML.match(head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")))


def _zip_kind(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            open_kind = _opendocument_kind(archive)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise UnreadableFile(
            "the file is a damaged or cut-off zip: fetch it again",
            "文件已损坏或不完整，请重新获取。",
        ) from error
    if open_kind:
        return open_kind
    for pattern, kind in _PARTS.items():
        if any(re.fullmatch(pattern, name) for name in names):
            return kind
    if _PACKAGES & set(names):
        raise UnknownKind(
            "a zip of parts, but neither .docx nor .xlsx: save it in one of these formats",
            "这个文件不是 .docx 或 .xlsx，请另存为这两种格式。",
        )
    return ZIP


def _opendocument_kind(archive: zipfile.ZipFile) -> str | None:
    if _MIMETYPE not in archive.namelist():
        return None
    with archive.open(_MIMETYPE) as stream:
        named = stream.read(100).decode("ascii", errors="replace")
    word = named.removeprefix(_OPENDOCUMENT).removesuffix("-template").strip()
    kind = _OPENDOCUMENTS.get(word) if named.startswith(_OPENDOCUMENT) else None
    if kind is not None and _MANIFEST in archive.namelist():
        with archive.open(_MANIFEST) as stream:
            if b":encryption-data" in stream.read(_MANIFEST_BYTES):
                raise encrypted()
    return kind
