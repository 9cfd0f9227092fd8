from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from zipingbiao.batch.inputs import Input
from zipingbiao.batch.work import process_document
from zipingbiao.errors import UnreadableFile
from zipingbiao.extract import image as images
from zipingbiao.extract.image import flat, read_image
from zipingbiao.extract.render import page_image
from zipingbiao.schemas.outcome import FileStatus

INK = np.full((60, 80), 255, np.uint8)
INK[20:30, 10:40] = 0


def grey() -> Image.Image:
    """Paper with a black mark."""
    return Image.fromarray(INK)


def transparent(mode: str) -> Image.Image:
    """A black mark on nothing."""
    sheet = Image.new(mode, (80, 60), 0)
    sheet.putalpha(grey().point(lambda value: 255 - value))
    return sheet


def palette() -> Image.Image:
    sheet = Image.new("P", (80, 60), 1)
    sheet.putpalette([0, 0, 0, 255, 255, 255])
    sheet.paste(0, (10, 20, 40, 30))
    return sheet


MODES: dict[str, Callable[[], Image.Image]] = {
    "1 bit": lambda: grey().convert("1"),
    "16 bits": lambda: Image.fromarray(INK.astype(np.uint16) * 257),
    "32 bits": lambda: Image.fromarray(INK.astype(np.int32) * 257),
    "8 of 32 bits": lambda: Image.fromarray(INK.astype(np.int32)),
    "real numbers": lambda: Image.fromarray(INK.astype(np.float32) / 255),
    "CMYK": lambda: grey().convert("CMYK"),
    "palette": palette,
    "transparent": lambda: transparent("RGBA"),
    "transparent grey": lambda: transparent("LA"),
}


@pytest.mark.parametrize("mode", MODES)
def test_images_of_every_mode_are_black_on_white(mode: str) -> None:
    found = np.asarray(flat(MODES[mode]()))
    assert found.shape == (60, 80, 3)
    assert np.abs(found.astype(int) - INK[:, :, None]).max() <= 1


def pictures(path: Path) -> list[tuple[tuple[int, ...], float]]:
    return [(pixels.shape, scale) for pixels, scale in images._pictures(path)]


def test_a_page_is_upright_as_its_camera_noted(tmp_path: Path) -> None:
    path, noted = tmp_path / "a.jpg", Image.Exif()
    noted[0x0112] = 6  # the camera was held on its side
    grey().save(path, exif=noted)
    assert pictures(path) == [((80, 60, 3), 1.0)]
    assert page_image(path, 1, 1.0).size == (60, 80)


@pytest.mark.parametrize(("kind", "pages"), [("TIFF", 2), ("PNG", 1), ("MPO", 1)])
def test_only_tiff_files_have_pages_others_have_previews_and_animations(
    tmp_path: Path, kind: str, pages: int
) -> None:
    path = tmp_path / "a.img"
    sheet = grey().convert("RGB")
    sheet.save(path, kind, save_all=True, append_images=[sheet.rotate(90)])
    assert len(pictures(path)) == pages


@pytest.mark.parametrize("kind", ["GIF", "WEBP"])
def test_an_animation_that_is_named_like_a_page_is_refused_in_one_line(
    tmp_path: Path, kind: str
) -> None:
    path = tmp_path / "a.png"
    grey().save(path, kind, save_all=True, append_images=[grey().rotate(90)])
    outcome = process_document(Input(path, "a.png"))
    assert (outcome.status, outcome.error) == (
        FileStatus.FAILED,
        "named .png but its content is no image: fetch it again",
    )


def test_a_truncated_photo_is_refused_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    Image.effect_noise((400, 300), 60).save(path)
    path.write_bytes(path.read_bytes()[:4000])
    with pytest.raises(UnreadableFile, match="damaged or cut off"):
        list(read_image(path))


@pytest.mark.parametrize("size", [(1, 1), (30000, 1), (4000, 40)])
def test_what_is_no_page_by_its_size_is_refused_in_one_line(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    path = tmp_path / "a.png"
    Image.new("L", size, 255).save(path)
    with pytest.raises(UnreadableFile, match="too small or too narrow"):
        list(read_image(path))


def test_a_scan_with_more_pixels_than_needed_is_made_smaller(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(images, "MOST_PIXELS", 1200)
    path = tmp_path / "a.png"
    for sheet in (grey(), grey().convert("1"), palette()):
        sheet.save(path)
        assert pictures(path) == [((30, 40, 3), 0.5)]


def test_places_on_a_page_that_was_made_smaller_are_those_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(images, "MOST_PIXELS", 250_000)
    path = tmp_path / "a.png"
    Image.new("L", (1000, 1000), 255).save(path)
    (page,) = read_image(path)
    assert (page.width, page.height) == (1000, 1000)


# A file of 20,000 × 20,000 pixels is told by its header; one of 12,000 × 12,000 has to be decoded.
@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="memory is asked of /proc")
@pytest.mark.parametrize(("side", "status"), [(20_000, "failed"), (12_000, "no-form")])
def test_a_huge_scan_costs_little(tmp_path: Path, side: int, status: str) -> None:
    path = tmp_path / "a.png"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Image, "MAX_IMAGE_PIXELS", None)
        sheet = Image.new("L", (side, side), 255)
        sheet.paste(0, (1000, 1000, 9000, 1020))
        sheet.save(path)
    found, seconds, megabytes = measured(path)
    assert found == status
    assert seconds < 20
    assert megabytes < 1000


def measured(path: Path) -> tuple[str, float, float]:
    """How a file ends, in how many seconds, with how much memory, in a process of its own."""
    script = (
        "import re, sys, time, pathlib\n"
        "from zipingbiao.batch.inputs import Input\n"
        "from zipingbiao.batch.work import process_document\n"
        "start = time.process_time()\n"
        "outcome = process_document(Input(pathlib.Path(sys.argv[1]), 'a'))\n"
        # Not ru_maxrss, which begins with what the parent held.
        "status = pathlib.Path('/proc/self/status').read_text()\n"
        "most = int(re.search(r'VmHWM:\\s+(\\d+)', status)[1]) / 1024\n"
        "print(outcome.status, time.process_time() - start, most)\n"
    )
    command = [sys.executable, "-c", script, str(path)]
    status, seconds, megabytes = subprocess.check_output(command, text=True).split()
    return status, float(seconds), float(megabytes)


@pytest.mark.slow
def test_a_photo_of_no_page_ends_soon_and_says_that_it_was_not_read(tmp_path: Path) -> None:
    y, x = np.mgrid[0:900, 0:1200]
    waves = [
        127 + 100 * np.sin(x / 170 + y / 90 + k) * np.cos(y / (130 + 20 * k)) for k in range(3)
    ]
    noise = np.random.default_rng(1).normal(0, 18, (900, 1200, 3))
    path = tmp_path / "cat.jpg"
    Image.fromarray(np.clip(np.stack(waves, -1) + noise, 0, 255).astype(np.uint8)).save(path)
    start = time.process_time()
    outcome = process_document(Input(path, "cat.jpg"))
    assert time.process_time() - start < 20
    assert (outcome.status, outcome.forms) == (FileStatus.NO_FORM, ())
    assert "page-unread" in {finding.rule for finding in outcome.findings}
