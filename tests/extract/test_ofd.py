from __future__ import annotations

import io
from pathlib import Path

import pytest
from ofd_parts import AREA, SPACE, box_rules, ofd_file, page, text
from PIL import Image

from zipingbiao.batch.inputs import Input
from zipingbiao.batch.work import process_document
from zipingbiao.errors import UnreadableFile
from zipingbiao.extract import notes, ofdparts, scan
from zipingbiao.extract.ofd import read_ofd
from zipingbiao.extract.raster import Pixels
from zipingbiao.extract.reader import read_document
from zipingbiao.schemas.page import Page, Source

TABLE = box_rules(2, 2) + text("部门名称", "1 2 9 9", 'DeltaX="g 3 3"') + text("水务局", "21 2 9 9")
IMAGE = '<ImageObject Boundary="0 0 210 297" ResourceID="7"/>'
RESOURCES = (
    f'<Res {SPACE} BaseLoc="Res"><MultiMedias><MultiMedia ID="7" Type="Image">'
    "<MediaFile>page.png</MediaFile></MultiMedia></MultiMedias></Res>"
)


def picture(width: int = 420, height: int = 594) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "red").save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def scanned(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Pixels, float, str]]:
    """What goes to the recogniser instead of being recognised."""
    seen: list[tuple[Pixels, float, str]] = []

    def read(pixels: Pixels, number: int, scale: float, note: str = "") -> Page:
        seen.append((pixels, scale, note))
        return Page(number, 0, 0, Source.OCR, note=note)

    monkeypatch.setattr(scan, "read_scan", read)
    return seen


def test_rules_and_glyphs_become_a_grid_in_points(tmp_path: Path) -> None:
    document = read_document(ofd_file(tmp_path, page(TABLE)))
    (read,) = document.pages
    (grid,) = read.grids
    assert document.kind == "ofd"
    assert (read.width, read.height) == pytest.approx((595.28, 841.89), abs=0.01)
    assert [cell.text for cell in grid.cells] == ["部门名称", "水务局", "", ""]
    assert grid.edges == pytest.approx((0, 56.69, 113.39), abs=0.01)
    assert {cell.source for cell in grid.cells} == {Source.TEXT_LAYER}


def test_a_page_has_its_own_area_or_that_of_the_document(tmp_path: Path) -> None:
    common = "<PageArea><PhysicalBox>0 0 100 50</PhysicalBox></PageArea>"
    moved = AREA.replace("0 0 210 297", "10 20 210 297")
    path = ofd_file(tmp_path, page("", ""), page(text("甲"), moved), common=common)
    first, second = read_ofd(path)
    assert (first.width, first.height) == pytest.approx((283.46, 141.73), abs=0.01)
    assert second.lines[0].box.x0 == pytest.approx(0)


def test_templates_are_drawn_under_the_page(tmp_path: Path) -> None:
    common = '<TemplatePage ID="3" BaseLoc="/Doc_0/Tpls/T.xml"/><TemplatePage ID="4" BaseLoc="x"/>'
    content = page(text("水务局", "21 2 9 9"), '<Template TemplateID="3"/>' + AREA)
    others = {"Doc_0/Tpls/T.xml": page(box_rules(2, 1))}
    (read,) = read_ofd(ofd_file(tmp_path, content, common=common, others=others))
    assert [cell.text for cell in read.grids[0].cells] == ["", "水务局"]


@pytest.mark.parametrize(
    "place", ["Doc_0/Pages/Page_0/Content.xml", "/doc_0/pages/page_0/content.xml", "Pages\\P.xml"]
)
def test_parts_are_found_as_exporters_write_them(tmp_path: Path, place: str) -> None:
    document = f'<Document {SPACE}><Pages><Page ID="1" BaseLoc="{place}"/></Pages></Document>'
    others = {"Doc_0/Document.xml": document, "Doc_0\\Pages\\P.xml": page(text("甲"))}
    (read,) = read_ofd(ofd_file(tmp_path, page(text("甲")), others=others))
    assert [line.text for line in read.lines] == ["甲"]


def test_all_documents_of_a_file_are_read(tmp_path: Path) -> None:
    root = "<DocBody><DocRoot>Doc_0/Document.xml</DocRoot></DocBody>"
    others = {"OFD.xml": f"<OFD {SPACE}>{root}{root}</OFD>"}
    pages = list(read_ofd(ofd_file(tmp_path, page(text("甲")), others=others)))
    assert [read.number for read in pages] == [1, 2]


@pytest.mark.parametrize("objects", [IMAGE, text("看不见") + IMAGE])
def test_a_page_under_a_picture_is_read_as_a_scan(
    tmp_path: Path, scanned: list[tuple[Pixels, float, str]], objects: str
) -> None:
    others: dict[str, str | bytes] = {
        "Doc_0/DocumentRes.xml": RESOURCES,
        "Doc_0/Res/page.png": picture(1240, 1754),
    }
    common = "<DocumentRes>DocumentRes.xml</DocumentRes>"
    path = ofd_file(tmp_path, page(objects), common=common, others=others)
    (read,) = read_ofd(path)
    ((pixels, scale, note),) = scanned
    assert read.source is Source.OCR
    assert note in (notes.PICTURE, notes.UNDER_PICTURE)
    assert scale == pytest.approx(1240 / 595.28, abs=0.01)
    assert pixels.shape == (1754, 1240, 3)
    assert pixels[0, 0].tolist() == [0, 0, 255]


def test_a_picture_keeps_its_place_on_the_page(
    tmp_path: Path, scanned: list[tuple[Pixels, float, str]]
) -> None:
    others: dict[str, str | bytes] = {
        "Doc_0/Pages/Page_0/Res.xml": RESOURCES.replace(' BaseLoc="Res"', ""),
        "Doc_0/Pages/Page_0/page.png": picture(),
    }
    low = IMAGE.replace("0 0 210 297", "0 100 210 197")
    path = ofd_file(tmp_path, page(low, AREA + "<PageRes>Res.xml</PageRes>"), others=others)
    list(read_ofd(path))
    ((pixels, _, _),) = scanned
    assert pixels[10, 10].tolist() == [255, 255, 255]
    assert pixels[-10, 10].tolist() == [0, 0, 255]


@pytest.mark.parametrize(
    ("objects", "data"),
    [
        (IMAGE, b"no picture"),
        (IMAGE, None),
        (text("\ue000" * 30), None),
        (box_rules(2, 2), None),
    ],
)
def test_a_page_that_cannot_be_read_is_reported(
    tmp_path: Path, objects: str, data: bytes | None
) -> None:
    others: dict[str, str | bytes] = {"Doc_0/R.xml": RESOURCES}
    if data is not None:
        others["Doc_0/Res/page.png"] = data
    common = "<PublicRes>R.xml</PublicRes>"
    path = ofd_file(tmp_path, page(objects), common=common, others=others)
    (read,) = read_ofd(path)
    assert (read.note, read.grids, read.lines) == (notes.NOT_DRAWABLE, (), ())
    findings = process_document(Input(path, "form.ofd")).findings
    assert "page-unread" in [finding.rule for finding in findings]


def test_annotations_are_left_out_with_a_note(tmp_path: Path) -> None:
    listed = f'<Annotations {SPACE}><Page PageID="1"/></Annotations>'
    others = {"Doc_0/Annotations.xml": listed}
    pages = read_ofd(ofd_file(tmp_path, page(TABLE), page(TABLE), others=others))
    assert [read.note for read in pages] == ["", notes.ANNOTATED]


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"OFD.xml": "<OFD/>"}, "damaged"),
        ({"OFD.xml": "<OFD"}, "damaged"),
        ({"Doc_0/Document.xml": "<Document/>"}, "damaged"),
        ({"Doc_0/Pages/Page_0/Content.xml": "<Page"}, "damaged"),
        ({"Doc_0/Encryptions.xml": "<x/>"}, "encrypted"),
        (
            {"OFD.xml": '<!DOCTYPE O [<!ENTITY a "b">]><OFD><DocBody>&a;</DocBody></OFD>'},
            "damaged",
        ),
    ],
)
def test_what_is_broken_gives_one_line(tmp_path: Path, parts: dict[str, str], words: str) -> None:
    path = ofd_file(tmp_path, page(TABLE), others=parts)
    with pytest.raises(UnreadableFile, match=words):
        list(read_ofd(path))


def test_a_page_that_is_listed_but_missing_is_damage(tmp_path: Path) -> None:
    pages = '<Pages><Page ID="1" BaseLoc="../../../etc/passwd"/></Pages>'
    others = {"Doc_0/Document.xml": f"<Document {SPACE}>{pages}</Document>"}
    with pytest.raises(UnreadableFile, match="damaged"):
        list(read_ofd(ofd_file(tmp_path, others=others)))


def test_a_picture_larger_than_any_page_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ofdparts, "MOST_OPENED", 399)
    others: dict[str, str | bytes] = {
        "Doc_0/R.xml": RESOURCES,
        "Doc_0/Res/page.png": picture(20, 20),
    }
    path = ofd_file(tmp_path, page(IMAGE), common="<PublicRes>R.xml</PublicRes>", others=others)
    assert [read.note for read in read_ofd(path)] == [notes.NOT_DRAWABLE]
