"""Made-up ruled tables as scans, with the true boxes of their cells.

They share nothing with the forms in `fixtures/` but the script: random rows, columns, merges, type
sizes and rule widths, then what scanners, copiers and cameras do to a page.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from random import Random

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from zipingbiao.extract.raster import Pixels
from zipingbiao.schemas.page import Box

FACES = ("NotoSerifCJKsc-Regular.otf", "NotoSansCJKsc-Regular.otf")
WORDS = (
    "本期发行金额",
    "债券余额",
    "利率",
    "期限",
    "主承销商",
    "信用评级",
    "担保方式",
    "到期日",
    "募集资金用途",
    "应付账款",
    "营业收入",
    "净利润",
    "资产总额",
    "负债率",
    "流动比率",
    "报告期内",
    "经营活动",
    "现金流量净额",
    "注册资本",
)
# Drawn at so many times the final size, then reduced: soft edges as a scanner's.
OVER = 2

Slot = tuple[int, int, int, int]
"""Row, column, row span, column span."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A page: its picture, and the true cells of its one table with their boxes (pixels)."""

    picture: Pixels
    cells: dict[Slot, Box]
    damage: str


@dataclass(frozen=True, slots=True)
class _Plan:
    xs: list[int]
    ys: list[int]
    slots: list[Slot]
    size: int
    width: int


def draw(seed: int, fonts: Path, damage: str) -> Drawing:
    """One page, the same for the same seed."""
    rng = Random(seed)
    plan = _plan(rng)
    image = Image.new("L", (plan.xs[-1] + plan.xs[0], plan.ys[-1] + plan.ys[0]), 255)
    _print(ImageDraw.Draw(image), plan, rng, fonts / rng.choice(FACES))
    page = np.asarray(image, np.uint8)
    page = np.asarray(
        cv2.resize(page, None, fx=1 / OVER, fy=1 / OVER, interpolation=cv2.INTER_AREA), np.uint8
    )
    cells = {slot: _box(plan, slot).scaled(1 / OVER) for slot in plan.slots}
    return DAMAGES[damage](Drawing(page, cells, damage), np.random.default_rng(seed))


def _plan(rng: Random) -> _Plan:
    size = rng.randint(18, 34) * OVER
    columns, rows = rng.randint(3, 10), rng.randint(4, 16)
    margin = rng.choice((2, 4, 8)) * size
    xs, ys = [margin], [margin + 2 * size]
    for _ in range(columns):
        xs.append(xs[-1] + rng.randint(3, 9) * size)
    for _ in range(rows):
        ys.append(ys[-1] + round(rng.choice((1.5, 1.8, 2.6, 3.5)) * size))
    return _Plan(xs, ys, _merged(rng, rows, columns), size, rng.choice((1, 2, 2, 3, 4)) * OVER)


def _merged(rng: Random, rows: int, columns: int) -> list[Slot]:
    """Slots that cover the table, some of them merged over rows or columns."""
    taken: set[tuple[int, int]] = set()
    slots: list[Slot] = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            high = rng.choice((1, 1, 1, 1, 2, 4)) if column < 3 else 1
            wide = rng.choice((1, 1, 1, 1, 1, 2, 3)) if high == 1 else 1
            high, wide = min(high, rows - row), min(wide, columns - column)
            while any((row, column + i) in taken for i in range(wide)):
                wide -= 1
            slots.append((row, column, high, wide))
            taken.update((row + i, column + j) for i in range(high) for j in range(wide))
    return slots


def _box(plan: _Plan, slot: Slot) -> Box:
    row, column, high, wide = slot
    return Box(plan.xs[column], plan.ys[row], plan.xs[column + wide], plan.ys[row + high])


def _print(pen: ImageDraw.ImageDraw, plan: _Plan, rng: Random, font: Path) -> None:
    type_ = ImageFont.truetype(str(font), plan.size)
    title = ImageFont.truetype(str(font), round(1.6 * plan.size))
    pen.text((plan.xs[0] + plan.size, plan.size / 2), "".join(rng.sample(WORDS, 3)), 20, title)
    for slot in plan.slots:
        box = _box(plan, slot)
        corners = [(box.x0, box.top), (box.x1, box.top), (box.x1, box.bottom), (box.x0, box.bottom)]
        pen.line([*corners, corners[0]], 30, plan.width)
        _fill(pen, box, _text(rng), type_, plan.size)


def _text(rng: Random) -> str:
    kind = rng.random()
    if kind < 0.15:
        return ""
    if kind < 0.5:
        return f"{rng.randint(0, 99999) / 100:,.2f}"
    return "".join(rng.sample(WORDS, rng.randint(1, 4)))


def _fill(
    pen: ImageDraw.ImageDraw, box: Box, text: str, font: ImageFont.FreeTypeFont, size: int
) -> None:
    """Wrapped text in the middle of a cell, as much of it as the cell holds."""
    per_line = max(1, int((box.width - size * 0.6) / size * (1 if not text[:1].isdigit() else 1.8)))
    lines = [text[i : i + per_line] for i in range(0, len(text), per_line)]
    lines = lines[: max(1, int((box.height - size * 0.3) / (1.2 * size)))]
    top = box.top + (box.height - 1.2 * size * len(lines)) / 2
    for number, line in enumerate(lines):
        left = box.x0 + (box.width - font.getlength(line)) / 2
        pen.text((left, top + number * 1.2 * size), line, 25, font)


def _moved(drawing: Drawing, matrix: np.ndarray) -> Drawing:
    """The page and its boxes under a projective map."""
    height, width = drawing.picture.shape
    picture = cv2.warpPerspective(
        drawing.picture, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=255.0
    )
    cells = {}
    for slot, box in drawing.cells.items():
        corners = [[[x, y]] for x in (box.x0, box.x1) for y in (box.top, box.bottom)]
        at = cv2.perspectiveTransform(np.asarray(corners, np.float64), matrix).reshape(-1, 2)
        cells[slot] = Box(*at.min(axis=0).tolist(), *at.max(axis=0).tolist())
    return Drawing(np.asarray(picture, np.uint8), cells, drawing.damage)


def _turned(drawing: Drawing, angle: float) -> Drawing:
    height, width = drawing.picture.shape
    matrix = np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0), [0, 0, 1]])
    return _moved(drawing, matrix)


def _noisy(drawing: Drawing, rng: np.random.Generator, sigma: float, quality: int) -> Drawing:
    soft = cv2.GaussianBlur(drawing.picture, (0, 0), 0.7).astype(np.float32)
    noise = rng.normal(0, sigma, soft.shape)
    grey = np.clip(soft * 0.8 + 40 + noise, 0, 255).astype(np.uint8)
    _, packed = cv2.imencode(".jpg", grey, [cv2.IMWRITE_JPEG_QUALITY, quality])
    picture = cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE)
    return Drawing(np.asarray(picture, np.uint8), drawing.cells, drawing.damage)


def _clean(drawing: Drawing, rng: np.random.Generator) -> Drawing:
    return _noisy(drawing, rng, 3, 85)


def _skewed(drawing: Drawing, rng: np.random.Generator) -> Drawing:
    return _noisy(_turned(drawing, float(rng.uniform(-3, 3))), rng, 8, 60)


def _faded(drawing: Drawing, rng: np.random.Generator) -> Drawing:
    """A pale copy with gaps in its rules."""
    picture = drawing.picture.copy()
    height, width = picture.shape
    for _ in range(60):
        x, y = int(rng.integers(0, width - 12)), int(rng.integers(0, height - 12))
        picture[y : y + int(rng.integers(3, 12)), x : x + int(rng.integers(3, 12))] = 255
    pale = (255 - (255 - picture.astype(np.float32)) * 0.5).astype(np.uint8)
    turned = _turned(Drawing(pale, drawing.cells, drawing.damage), float(rng.uniform(-1, 1)))
    return _noisy(turned, rng, 12, 45)


def _coarse(drawing: Drawing, rng: np.random.Generator) -> Drawing:
    """Scanned at half the resolution."""
    small = cv2.resize(drawing.picture, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    cells = {slot: box.scaled(0.5) for slot, box in drawing.cells.items()}
    half = Drawing(np.asarray(small, np.uint8), cells, drawing.damage)
    return _noisy(_turned(half, float(rng.uniform(-1, 1))), rng, 5, 60)


def _photo(drawing: Drawing, rng: np.random.Generator) -> Drawing:
    """Taken by hand: perspective, and light from one side."""
    height, width = drawing.picture.shape
    given = np.asarray([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    moved = given + rng.uniform(-0.02, 0.02, (4, 2)).astype(np.float32) * [width, height]
    matrix = cv2.getPerspectiveTransform(given, moved.astype(np.float32))
    seen = _moved(drawing, matrix)
    light = np.linspace(float(rng.uniform(0.55, 0.8)), 1.0, width, dtype=np.float32)
    lit = Drawing((seen.picture * light).astype(np.uint8), seen.cells, seen.damage)
    return _noisy(lit, rng, 6, 60)


def _edged(drawing: Drawing, rng: np.random.Generator) -> Drawing:
    """A copier's black edges, and a stamp over the table."""
    picture = drawing.picture.copy()
    height, width = picture.shape
    edge = int(0.015 * width) + 1
    picture[:, :edge] = 30
    picture[height - edge :] = 30
    middle = int(rng.integers(width // 3, width)), int(rng.integers(height // 3, height))
    ring = np.full_like(picture, 255)
    cv2.circle(ring, middle, height // 8, 110, max(5, height // 150))
    cv2.circle(ring, middle, height // 30, 110, -1)
    stamped = (picture.astype(np.float32) * ring / 255).astype(np.uint8)
    return _noisy(Drawing(stamped, drawing.cells, drawing.damage), rng, 6, 60)


def _cropped(drawing: Drawing, rng: np.random.Generator) -> Drawing:
    """Cut out of a page along the outer rules of the table."""
    around = Box.around(drawing.cells.values())
    x0, y0 = round(around.x0) - 1, round(around.top) - 1
    picture = drawing.picture[y0 : round(around.bottom) + 2, x0 : round(around.x1) + 2]
    cells = {
        slot: Box(box.x0 - x0, box.top - y0, box.x1 - x0, box.bottom - y0)
        for slot, box in drawing.cells.items()
    }
    return _noisy(Drawing(picture, cells, drawing.damage), rng, 5, 60)


DAMAGES = {
    "clean": _clean,
    "skewed": _skewed,
    "faded": _faded,
    "coarse": _coarse,
    "photo": _photo,
    "edged": _edged,
    "cropped": _cropped,
}
