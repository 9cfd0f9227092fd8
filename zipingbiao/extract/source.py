"""What kind of file is this? Decided by its first bytes, not by its name."""

from __future__ import annotations

from pathlib import Path

from zipingbiao.errors import UnknownKind, UnreadableFile

PDF, IMAGE, TEXT = "pdf", "image", "text"

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
}
# A PDF may carry bytes before its header (ISO 32000-1, Annex H.3: within the first 1024).
_PDF_HEADER_WINDOW = 1024


def kind_of(path: Path) -> str:
    """The kind of a file: `pdf`, `image` or `text`.

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
    named = _BY_SUFFIX.get(path.suffix.lower())
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
