"""Pages as pictures of how they were read: what `show -o`, `show --stages` and `form.show` draw."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import ref

from zipingbiao.errors import UsageError, ZipingbiaoError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PIL import Image

    from zipingbiao.reconcile.interpret import Interpretation
    from zipingbiao.report.drawing import Seen, Stage
    from zipingbiao.schemas.family import Family
    from zipingbiao.schemas.form import Form
    from zipingbiao.schemas.page import Document, Page

# Pixels a page unit: text of 9 pt is then easily read; pictures are drawn as they are.
_PDF_SCALE, _IMAGE_SCALE = 2.0, 1.0


@dataclass(frozen=True, slots=True)
class Home:
    """Where forms came from: the paths that were given, and the folder with the families."""

    paths: tuple[Path, ...]
    families: Path | None = None


# By identity, for forms are large to compare; an entry goes with its form.
_HOMES: dict[int, tuple[ref[Form], Home]] = {}


def remember(forms: Iterable[Form], home: Home) -> None:
    """Know where forms came from, as long as they live."""
    for form in forms:
        key = id(form)
        _HOMES[key] = (ref(form, partial(_forget, key)), home)


def _forget(key: int, _: ref[Form]) -> None:
    _HOMES.pop(key, None)


def draw(
    path: Path, document: Document, page: Page, out: Path, known: Sequence[Family] | None = None
) -> None:
    """Draw a page with its rules, cells, doubtful figures and findings to a picture file."""
    from zipingbiao.batch.work import forms_of
    from zipingbiao.report.drawing import draw_page

    forms = forms_of(document, path.name, known)
    picture, scale = _upright(path, page)
    _save(draw_page(picture, page, scale, forms), out)


def draw_stages(
    path: Path,
    document: Document,
    pages: Sequence[Page],
    folder: Path,
    known: Sequence[Family] | None = None,
) -> Iterator[Path]:
    """Draw what every stage made of each page, a picture each, into a folder.

    Raises:
        UsageError: the file has no pages to draw, or the folder cannot be written.
    """
    from zipingbiao.batch.work import interpretations_of
    from zipingbiao.report.drawing import Stage, draw_stage

    reads = interpretations_of(document, path.name, known)
    forms = [read.form for read in reads]
    digits = len(str(len(document.pages)))
    for page in pages:
        picture, scale = _upright(path, page)
        _make(folder)
        seen = _seen(page, forms, reads)
        for number, stage in enumerate(Stage, start=1):
            out = folder / f"page{page.number:0{digits}}-{number}-{stage}.png"
            _save(draw_stage(picture, seen, scale, stage), out)
            yield out


def show(form: Form, stage: str, *, page: int | None, file: str | Path | None) -> Image.Image:
    """A page of a form as a stage read it; see `zipingbiao.show`."""
    from zipingbiao.report.drawing import draw_stage

    wanted = _stage(stage)
    path, families = _found(form, file)
    document, reads = _read(path, _changed(path), families)
    same = [read for read in reads if _is_same(form, read.form)]
    if not same:
        raise UsageError(
            f"{path}: does not hold the form {form.form_id}; it changed since, or is another file",
            f"{path}：其中没有表 {form.form_id}，文件可能已改动，或不是同一个文件",
        )
    number = form.first_page if page is None else page
    if not form.first_page <= number <= form.last_page:
        pages = f"{form.first_page}–{form.last_page}"
        raise UsageError(
            f"{form.form_id}: does not stand on page {number}; give one of {pages}",
            f"{form.form_id}：不在第 {number} 页，请指定第 {pages} 页",
        )
    found = next(known for known in document.pages if known.number == number)
    picture, scale = _upright(path, found)
    return draw_stage(picture, _seen(found, [form], same), scale, wanted)


def _stage(name: str) -> Stage:
    from zipingbiao.report.drawing import Stage

    if name not in list(Stage):
        raise UsageError(
            f"no stage {name!r}: give {', '.join(Stage)}",
            f"没有 {name!r} 这个阶段，请指定 {'、'.join(Stage)}",
        )
    return Stage(name)


def _found(form: Form, file: str | Path | None) -> tuple[Path, Path | None]:
    """The file of a form, and the folder with the families it was read with."""
    from zipingbiao.extract.archive import exists

    remembered = _HOMES.get(id(form))
    home = remembered[1] if remembered else Home((Path(),))
    given = None if file is None else Path(file)
    roots = home.paths if given is None else (given,)
    places = [place for root in roots for place in _places(root, form.source)]
    if given is not None and not given.is_dir():
        places.append(given)  # a copy under another name
    found = next((place for place in places if exists(place)), None)
    if found is None:
        looked = ", ".join(str(root) for root in roots)
        raise UsageError(
            f"{form.source}: not found at {looked}; give file=, the file itself or the folder "
            "that was converted",
            f"{form.source}：在 {looked} 找不到，请用 file= 指定文件本身或当时转换的文件夹",
        )
    return found, home.families


def _places(root: Path, source: str) -> Iterator[Path]:
    """Where the file named `source` in a batch may be, if `root` was given to the batch: names are
    paths below a folder that was given, or below one that holds all that was given."""
    yield from (folder / source for folder in (root, *root.absolute().parents))


def _changed(path: Path) -> int:
    """When a file changed last; of one in a zip, when that did."""
    return next(one for one in (path, *path.absolute().parents) if one.exists()).stat().st_mtime_ns


@lru_cache(maxsize=4)
def _read(
    path: Path, changed: int, families: Path | None
) -> tuple[Document, tuple[Interpretation, ...]]:
    """The file read again; kept, for people look at one form several times."""
    from zipingbiao.batch.work import interpretations_of
    from zipingbiao.extract.reader import read_document
    from zipingbiao.schemas.family_files import with_folder

    try:
        document = read_document(path)
    except ZipingbiaoError as error:
        raise type(error)(f"{path}: {error}", f"{path}：{error.message_zh}") from error
    return document, interpretations_of(document, path.name, with_folder(families))


def _is_same(form: Form, read: Form) -> bool:
    """Whether a form that was read again is the one at hand: the same figures as they were read."""
    pages = (form.first_page, form.last_page) == (read.first_page, read.last_page)
    ours, theirs = (
        [figure.text for _, figure in one.figures() if figure.text] for one in (form, read)
    )
    return pages and form.title == read.title and ours == theirs


def _seen(page: Page, forms: Sequence[Form], reads: Sequence[Interpretation]) -> Seen:
    from zipingbiao.reconcile.roles import roles
    from zipingbiao.report.drawing import Seen

    return Seen(page, tuple(forms), tuple(part for read in reads for part in roles(read)))


def _upright(path: Path, page: Page) -> tuple[Image.Image, float]:
    """The picture of a page as it was read, and its pixels a page unit."""
    from zipingbiao.extract.archive import on_disk
    from zipingbiao.extract.render import page_image
    from zipingbiao.extract.source import IMAGE, kind_of

    with on_disk(path) as file:
        scale = _IMAGE_SCALE if kind_of(file) == IMAGE else _PDF_SCALE
        return page_image(file, page.number, scale).rotate(-page.turn, expand=True), scale


def _save(picture: Image.Image, out: Path) -> None:
    try:
        picture.save(out)
    except (OSError, ValueError) as error:
        raise UsageError(
            f"{out}: cannot be written ({error}); name it like page.png",
            f"{out}：无法写入（{error}），请用 page.png 这样的文件名",
        ) from error


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(
            f"{folder}: cannot be made a folder ({error.strerror}); give another",
            f"{folder}：无法建立文件夹（{error.strerror}），请另选一个",
        ) from error
