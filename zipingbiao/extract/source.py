"""What kind of file is this? Decided by what it holds, not by its name."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from zipingbiao.errors import UnknownKind, UnreadableFile

PDF, IMAGE, TEXT = "pdf", "image", "text"
DOCX, XLSX, HTML = "docx", "xlsx", "html"

_MAGIC = {
    b"\x89PNG\r\n\x1a\n": IMAGE,
    b"\xff\xd8\xff": IMAGE,
    b"II*\x00": IMAGE,
    b"MM\x00*": IMAGE,
    b"II+\x00": IMAGE,
    b"MM\x00+": IMAGE,
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
}
# The part that says which office file a zip is.
_PARTS = {r"word/document\d*\.xml": DOCX, r"xl/workbook\d*\.xml": XLSX}
_ZIP = b"PK\x03\x04"
# Compound files: the old office formats, and the new ones behind a password.
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE2_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OLE2_STREAMS = {"WordDocument": (".doc", ".docx"), "Workbook": (".xls", ".xlsx")}
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title|table|div)\b",
    re.IGNORECASE | re.DOTALL,
)
# A PDF may carry bytes before its header (ISO 32000-1, Annex H.3: within the first 1024).
_PDF_HEADER_WINDOW = 1024


def kind_of(path: Path) -> str:
    """The kind of a file: `pdf`, `image`, `docx`, `xlsx`, `html` or `text`.

    Raises:
        UnreadableFile: the file is missing, empty or not what its name says.
        UnknownKind: no reader takes it.
    """
    try:
        with path.open("rb") as stream:
            head = stream.read(_PDF_HEADER_WINDOW)
    except OSError as error:
        raise UnreadableFile(
            f"cannot be opened ({error.strerror}): check the path",
            "文件打不开，请检查路径和权限。",
        ) from error
    if not head:
        raise UnreadableFile("the file is empty: fetch it again", "文件是空的，请重新获取。")
    if b"%PDF-" in head:
        return PDF
    for magic, kind in _MAGIC.items():
        if head.startswith(magic):
            return kind
    if head.startswith(_ZIP):
        return _zip_kind(path)
    if head.startswith(_OLE2):
        raise _ole2_error(path)
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
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise UnreadableFile(
            "the file is a damaged or cut-off zip: fetch it again",
            "文件已损坏或不完整，请重新获取。",
        ) from error
    for pattern, kind in _PARTS.items():
        if any(re.fullmatch(pattern, name) for name in names):
            return kind
    raise UnknownKind(
        "a zip, but neither .docx nor .xlsx: unpack it, or save it in one of these formats",
        "这是压缩包，但不是 .docx 或 .xlsx，请先解压，或另存为这两种格式。",
    )


def _ole2_error(path: Path) -> UnreadableFile | UnknownKind:
    data = path.read_bytes()
    if _OLE2_ENCRYPTED in data:
        return UnreadableFile(
            "the office file is encrypted: save a copy without a password",
            "Office 文件已加密，请另存一份不设密码的副本。",
        )
    for stream, (old, new) in _OLE2_STREAMS.items():
        if stream.encode("utf-16-le") in data:
            return UnknownKind(
                f"an old {old} file: save it as {new}",
                f"这是旧版 {old} 文件，请另存为 {new}。",
            )
    return UnknownKind(
        "an old office file: save it as .docx or .xlsx",
        "这是旧版 Office 文件，请另存为 .docx 或 .xlsx。",
    )
