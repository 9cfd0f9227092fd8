"""The recogniser: PP-OCRv6 on the crop of one line, with the probability of every character.

The model is the one that ships inside the rapidocr package (Apache-2.0); it runs by onnxruntime,
one line at a time: batches cost memory and, by their padding, accuracy, and win no time on CPUs.
The probabilities are the posteriors of its CTC layer (Graves et al., ICML 2006), so that later
stages can weigh a reading; nothing is filtered by them.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import cv2
import numpy as np
import onnxruntime
from numpy.typing import NDArray

from zipingbiao.extract.raster import Pixels
from zipingbiao.schemas.page import Reading

# The height that the model was trained on (pixels).
HEIGHT = 48
# Paper around the type, in shares of the line's height: left and right, above and below.
SIDE, EDGE = 0.35, 0.06
# How many characters of the second best readings are kept, and the least probability.
ALTERNATIVES = 4
LEAST = 0.001
_BLANK = 0
_THREADS = 2

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Line:
    """A recognised line: its text, the probability of its least certain character, and the
    next best readings."""

    text: str
    confidence: float
    readings: tuple[Reading, ...] = ()


def recognise(crop: Pixels) -> Line:
    """Read the crop of one line of text (grey, black on white)."""
    session, characters = _model()
    posteriors = session.run(None, {"x": _prepared(crop)})[0][0]
    return decode(posteriors, characters)


@cache
def _model() -> tuple[onnxruntime.InferenceSession, tuple[str, ...]]:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = min(_THREADS, os.cpu_count() or 1)
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3
    path = files("rapidocr").joinpath("models/PP-OCRv6_rec_small.onnx")
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    listed = session.get_modelmeta().custom_metadata_map["character"].splitlines()
    return session, ("", *listed, " ")


def _prepared(crop: Pixels) -> Floats:
    """The crop at the model's height with paper around it, as (1, 3, 48, width) in −1…1."""
    side, edge = round(SIDE * crop.shape[0]), round(EDGE * crop.shape[0])
    padded = cv2.copyMakeBorder(crop, edge, edge, side, side, cv2.BORDER_CONSTANT, value=255)
    width = max(HEIGHT // 2, round(padded.shape[1] * HEIGHT / padded.shape[0]))
    shrinking = padded.shape[0] > HEIGHT
    method = cv2.INTER_AREA if shrinking else cv2.INTER_CUBIC
    sized = cv2.resize(padded, (width, HEIGHT), interpolation=method)
    values = sized.astype(np.float32) / 127.5 - 1.0
    return np.ascontiguousarray(np.broadcast_to(values, (1, 3, *values.shape)))


def decode(posteriors: Floats, characters: tuple[str, ...]) -> Line:
    """Best-path decoding: repeated symbols fall together, blanks part them.

    Args:
        posteriors: (steps, symbols), each row sums to 1; symbol 0 is the blank.
        characters: the symbols' texts.
    """
    best = posteriors.argmax(axis=1)
    changes = np.flatnonzero(np.diff(best, prepend=_BLANK))
    starts = [int(step) for step in changes if best[step] != _BLANK]
    peaks = [_peak(posteriors, best, start) for start in starts]
    texts = [characters[best[peak]] for peak in peaks]
    sure = [float(posteriors[peak, best[peak]]) for peak in peaks]
    text = "".join(texts)
    return Line(text.strip(), min(sure, default=1.0), _others(posteriors, peaks, texts, characters))


def _peak(posteriors: Floats, best: NDArray[np.int64], start: int) -> int:
    """The step of a symbol's run at which it is most probable."""
    end = start
    while end + 1 < len(best) and best[end + 1] == best[start]:
        end += 1
    return start + int(posteriors[start : end + 1, best[start]].argmax())


def _others(
    posteriors: Floats, peaks: list[int], texts: list[str], characters: tuple[str, ...]
) -> tuple[Reading, ...]:
    """The most probable readings with one character exchanged (or, by the blank, left out)."""
    found: list[Reading] = []
    for index, peak in enumerate(peaks):
        row = posteriors[peak]
        for symbol in np.argpartition(row, -3)[-3:]:
            probability = float(row[symbol])
            if characters[symbol] == texts[index] or probability < LEAST:
                continue
            changed = [*texts[:index], characters[symbol], *texts[index + 1 :]]
            found.append(Reading("".join(changed).strip(), round(probability, 4)))
    found.sort(key=lambda reading: -reading.probability)
    return tuple(found[:ALTERNATIVES])
