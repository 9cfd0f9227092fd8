"""Pictures of pages as they were read: every stage differs from the bare page where it must."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image, ImageChops

import zipingbiao
from benchmarks.fixtures import FIXTURES
from zipingbiao import inspection, viewing
from zipingbiao.batch.work import interpretations_of
from zipingbiao.cli import main
from zipingbiao.errors import UnreadableFile, UsageError
from zipingbiao.extract.render import page_image
from zipingbiao.reconcile.interpret import Interpretation
from zipingbiao.report.drawing import Stage
from zipingbiao.schemas.form import Form
from zipingbiao.schemas.page import Box, Document, Page, Source

SOURCE = FIXTURES / "gd-department-errors-pdf.pdf"
SCALE = 2
NAMES = [f"{number}-{stage}.png" for number, stage in enumerate(Stage, start=1)]


@dataclass(frozen=True)
class Shown:
    """The first page of a fixture: what was read of it, and its pictures by stage."""

    bare: Image.Image
    page: Page
    read: Interpretation
    pictures: dict[Stage, Image.Image]

    def changed(self, stage: Stage, box: Box) -> bool:
        """Whether a picture differs from the bare page within a box."""
        area = tuple(round(edge * SCALE) for edge in (box.x0, box.top, box.x1, box.bottom))
        difference = ImageChops.difference(self.bare, self.pictures[stage])
        return difference.crop(area).getbbox() is not None  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    document = inspection.read(SOURCE)
    folder = tmp_path_factory.mktemp("stages")
    paths = list(viewing.draw_stages(SOURCE, document, document.pages[:1], folder))
    assert [path.name for path in paths] == [f"page1-{name}" for name in NAMES]
    pictures = {
        stage: Image.open(path).convert("RGB") for stage, path in zip(Stage, paths, strict=True)
    }
    (read,) = interpretations_of(document, SOURCE.name)
    return Shown(page_image(SOURCE, 1, SCALE), document.pages[0], read, pictures)


def inside(box: Box) -> Box:
    """A box without its edges, where nothing but its own tint and text is drawn."""
    return Box(box.x0 + 1.5, box.top + 1.5, box.x1 - 1.5, box.bottom - 1.5)


def cells_with(drawn: Shown, wanted: Callable[[str], object]) -> Iterator[Box]:
    for grid in drawn.page.grids:
        yield from (inside(cell.box) for cell in grid.cells if cell.box and wanted(cell.text))


def test_rules_are_drawn_where_they_are(drawn: Shown) -> None:
    assert drawn.page.rules
    for rule in drawn.page.rules:
        middle = (rule.start + rule.end) / 2
        x, y = (middle, rule.at) if rule.horizontal else (rule.at, middle)
        assert drawn.changed(Stage.RULES, Box(x - 1, y - 1, x + 1, y + 1))


def test_rules_touch_no_cell(drawn: Shown) -> None:
    assert not any(
        drawn.changed(Stage.RULES, box) for box in cells_with(drawn, lambda text: text.strip())
    )


def test_the_grid_goes_through_merged_cells(drawn: Shown) -> None:
    merged = [c for grid in drawn.page.grids for c in grid.cells if c.row_span > 1 and c.box]
    assert merged
    for cell in merged:
        assert cell.box
        assert drawn.changed(Stage.GRID, inside(cell.box))


def test_every_cell_is_tinted_and_nothing_beside_the_tables(drawn: Shown) -> None:
    assert all(drawn.changed(Stage.CELLS, box) for box in cells_with(drawn, lambda _: True))
    assert not any(drawn.changed(Stage.CELLS, line.box) for line in drawn.page.lines)


def test_a_reading_is_drawn_on_every_text_and_on_no_blank(drawn: Shown) -> None:
    assert all(
        drawn.changed(Stage.READING, box) for box in cells_with(drawn, lambda text: text.strip())
    )
    assert all(drawn.changed(Stage.READING, line.box) for line in drawn.page.lines)
    blank = list(cells_with(drawn, lambda text: not text.strip()))
    assert blank
    assert not any(drawn.changed(Stage.READING, box) for box in blank)


def test_roles_are_drawn_on_figures_and_names(drawn: Shown) -> None:
    figures = [f.place for _, f in drawn.read.form.figures() if f.place and f.place.page == 1]
    names = [leaf.place for leaf in drawn.read.form.indicators if leaf.place]
    for place in (*figures, *(place for place in names if place.page == 1)):
        assert place.box
        assert drawn.changed(Stage.ROLES, inside(place.box))
    assert not any(drawn.changed(Stage.ROLES, line.box) for line in drawn.page.lines)


def test_the_tree_is_drawn_beside_its_leaves(drawn: Shown) -> None:
    leaves = {leaf.line: leaf.place for leaf in drawn.read.form.indicators}
    step = drawn.page.width / 40
    for place in leaves.values():
        assert place
        if place.page == 1:
            assert place.box
            assert drawn.changed(Stage.TREE, inside(place.box))
            left = Box(place.box.x0 - 2 * step, place.box.top, place.box.x0, place.box.bottom)
            assert drawn.changed(Stage.TREE, inside(left))
    scores = [leaf.score.place for leaf in drawn.read.form.indicators if leaf.score]
    assert not any(
        drawn.changed(Stage.TREE, inside(place.box)) for place in scores if place and place.box
    )


def test_findings_are_drawn_around_what_they_are_about(drawn: Shown) -> None:
    places = [f.place for f in drawn.read.form.findings if f.place and f.place.page == 1]
    assert places
    for place in places:
        assert place.box
        assert drawn.changed(Stage.FINDINGS, place.box)


def test_all_stages_differ(drawn: Shown) -> None:
    assert len({picture.tobytes() for picture in (drawn.bare, *drawn.pictures.values())}) == 8


def test_a_form_shows_itself(drawn: Shown) -> None:
    (form,) = zipingbiao.read(SOURCE)
    for stage in Stage:
        assert form.show(stage).tobytes() == drawn.pictures[stage].tobytes()
    assert form.show()._repr_png_()
    assert form.show().tobytes() == zipingbiao.show(form, "findings", page=1).tobytes()
    assert form.show(page=2).tobytes() != form.show(page=1).tobytes()


@pytest.fixture
def moved(tmp_path: Path) -> Path:
    """A fixture in a folder of its own."""
    folder = tmp_path / "in" / "2022"
    folder.mkdir(parents=True)
    return Path(shutil.copy(SOURCE, folder / "a.pdf"))


def test_forms_of_a_batch_know_their_files(moved: Path, tmp_path: Path) -> None:
    for out in (None, tmp_path / "out"):
        ((outcome,), folder) = zipingbiao.convert(tmp_path / "in", out=out), tmp_path / "in"
        (form,) = outcome.forms
        assert form.source == "2022/a.pdf"
        known = form.show("cells").tobytes()
        assert replace(form).show("cells", file=folder).tobytes() == known
        assert replace(form).show("cells", file=moved).tobytes() == known


def test_forms_of_files_from_several_folders_know_theirs(moved: Path, tmp_path: Path) -> None:
    other = tmp_path / "other" / "a.pdf"
    other.parent.mkdir()
    shutil.copy(FIXTURES / "transfer-pdf.pdf", other)
    forms = [
        o.forms[0] for o in zipingbiao.convert([other, moved, FIXTURES / "gd-department-pdf.pdf"])
    ]
    alone = [zipingbiao.read(path)[0] for path in (other, moved)]
    for form, same in zip(forms, alone, strict=False):
        assert form.show("cells").tobytes() == same.show("cells").tobytes()


def test_a_file_in_a_zip_is_found(moved: Path, tmp_path: Path) -> None:
    packed = Path(shutil.make_archive(str(tmp_path / "forms"), "zip", moved.parent))
    ((outcome,), (form,)) = zipingbiao.convert(packed), zipingbiao.read(packed)
    assert outcome.forms[0].source == "forms.zip/a.pdf"
    assert outcome.forms[0].show().tobytes() == form.show().tobytes()
    packed.unlink()
    shutil.copy(FIXTURES / "transfer-pdf.pdf", moved)
    shutil.make_archive(str(tmp_path / "forms"), "zip", moved.parent)
    with pytest.raises(UsageError, match="changed since"):
        form.show()


def test_what_cannot_be_shown_is_one_clear_line(
    moved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (form,) = zipingbiao.read(moved)
    with pytest.raises(UsageError, match="no stage 'colours': give rules, grid"):
        form.show("colours")
    with pytest.raises(UsageError, match="does not stand on page 9; give one of 1–2"):
        form.show(page=9)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match=r"a\.pdf: not found at \.; give file="):
        replace(form).show()
    with pytest.raises(UsageError, match=r"does not hold the form .*another file"):
        form.show(file=FIXTURES / "gd-department-pdf.pdf")
    moved.write_bytes(b"%PDF-1.4 cut off")
    with pytest.raises(UnreadableFile, match=r"a\.pdf: the PDF is damaged"):
        form.show()
    moved.unlink()
    with pytest.raises(UsageError, match=r"a\.pdf: not found at .*2022"):
        form.show()


def test_a_file_without_pages_says_so() -> None:
    (form,) = zipingbiao.read(FIXTURES / "transfer-text.txt")
    with pytest.raises(UsageError, match="has no page to draw"):
        form.show()


def test_nothing_is_kept_of_forms_that_are_gone() -> None:
    forms: list[Form] = list(zipingbiao.read(SOURCE))
    key = id(forms[0])
    assert key in viewing._HOMES
    forms.clear()
    gc.collect()
    assert key not in viewing._HOMES


def test_the_command_draws_every_stage_of_every_page(tmp_path: Path) -> None:
    out = tmp_path / "made" / "stages"
    result = CliRunner().invoke(main, ["show", str(SOURCE), "--stages", str(out)])
    assert result.exit_code == 0, result.output
    assert f"written: 14 pictures in {out}" in result.stderr
    assert sorted(path.name for path in out.iterdir()) == [
        f"page{page}-{name}" for page in (1, 2) for name in NAMES
    ]
    (tmp_path / "file").touch()
    one = ["show", str(SOURCE), "-p", "2", "--stages", str(tmp_path / "file")]
    result = CliRunner().invoke(main, one)
    assert result.exit_code == 2
    assert "is a file" in result.stderr


def test_the_command_says_which_files_have_no_pages(tmp_path: Path) -> None:
    source = str(FIXTURES / "transfer-text.txt")
    result = CliRunner().invoke(main, ["show", source, "--stages", str(tmp_path / "out")])
    assert result.exit_code == 2
    assert "has no page to draw" in result.stderr
    assert not (tmp_path / "out").exists()


def test_pages_are_numbered_so_that_they_sort(tmp_path: Path) -> None:
    source = tmp_path / "a.png"
    Image.new("RGB", (300, 400), "white").save(source)
    pages = tuple(Page(number, 300, 400, Source.OCR) for number in range(1, 11))
    document = Document(str(source), "image", "", pages)
    first = next(viewing.draw_stages(source, document, pages[:1], tmp_path))
    assert first.name == "page01-1-rules.png"


def test_a_picture_is_drawn_and_a_name_without_a_format_refused(tmp_path: Path) -> None:
    source = tmp_path / "a.png"
    Image.new("RGB", (300, 400), "white").save(source)
    page = Page(1, 300, 400, Source.OCR)
    document = Document(str(source), "image", "", (page,))
    viewing.draw(source, document, page, tmp_path / "drawn.png")
    with Image.open(tmp_path / "drawn.png") as drawn:
        assert drawn.size == (300, 400)
    with pytest.raises(UsageError, match=r"like page\.png"):
        viewing.draw(source, document, page, tmp_path / "drawn")


def test_a_folder_that_cannot_be_made_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    document = inspection.read(SOURCE)
    with pytest.raises(UsageError, match=r"file/in: cannot be made a folder"):
        next(viewing.draw_stages(SOURCE, document, document.pages, tmp_path / "file" / "in"))
