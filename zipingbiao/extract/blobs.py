"""The blobs of a mask (connected components, 连通域): which pixels are one, and how large they are.

OpenCV labels quickly and measures slowly: it counts every pixel, the paper too. Here only the ink
is counted, run by run, which takes a third of the time on a page of type.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.uint8]
Labels = NDArray[np.int32]
Numbers = NDArray[np.intp]

# Where no more of the rows than this hold ink the others are left out.
MOSTLY = 0.5
# About so many pixels are drawn at once: a page may be all ink.
AT_ONCE = 1_000_000


@dataclass(frozen=True, slots=True)
class Runs:
    """Stretches of inked pixels within a row: where each begins (row by row, as one number), how
    long it is, and the number of its blob."""

    starts: Numbers
    lengths: Numbers
    owners: Numbers


@dataclass(frozen=True, slots=True)
class Blobs:
    """Pieces of ink that touch, diagonally too. Number 0 is the paper, which has no size.

    `labels` has the number of each pixel's blob; the others have a value a blob: the left column,
    the top row, width, height, and the count of its pixels.
    """

    labels: Labels
    x: Numbers
    y: Numbers
    width: Numbers
    height: Numbers
    area: Numbers
    runs: Runs

    def __len__(self) -> int:
        return len(self.x)

    @property
    def longer(self) -> Numbers:
        """The longer side of each."""
        return np.maximum(self.width, self.height)

    @property
    def shorter(self) -> Numbers:
        """The shorter side of each."""
        return np.minimum(self.width, self.height)

    def boxes(self, wanted: NDArray[np.bool_]) -> Iterator[tuple[int, int, int, int]]:
        """Left, top, width and height of the wanted ones."""
        sides = (self.x[wanted], self.y[wanted], self.width[wanted], self.height[wanted])
        return zip(*(side.tolist() for side in sides), strict=True)

    def place(self, number: int) -> tuple[slice, slice]:
        """The rows and columns of the box of one."""
        x, y = int(self.x[number]), int(self.y[number])
        return slice(y, y + int(self.height[number])), slice(x, x + int(self.width[number]))

    def touched(self, where: NDArray[np.bool_]) -> NDArray[np.intp]:
        """How many pixels of each lie in a place."""
        return np.bincount(self.labels.ravel()[np.flatnonzero(where)], minlength=len(self))

    def drawn(self, wanted: NDArray[np.bool_]) -> Mask:
        """A mask (255) of the wanted ones."""
        mask = np.zeros(self.labels.shape, np.uint8)
        kept = np.flatnonzero(wanted[self.runs.owners])
        for part in np.array_split(kept, 1 + int(self.area[wanted].sum()) // AT_ONCE):
            starts, lengths = self.runs.starts[part], self.runs.lengths[part]
            # The pixels of a run are its start and what follows it.
            before = np.cumsum(lengths) - lengths
            mask.ravel()[np.repeat(starts - before, lengths) + np.arange(lengths.sum())] = 255
        return mask


def blobs_of(mask: Mask) -> Blobs:
    """The blobs of a mask, measured."""
    count, labels = _labelled(mask)
    runs = _runs(mask, labels)
    rows, lefts = np.divmod(runs.starts, mask.shape[1])
    x, right, y, bottom = (np.zeros(count, np.intp) for _ in range(4))
    x.fill(mask.shape[1])
    np.minimum.at(x, runs.owners, lefts)
    np.maximum.at(right, runs.owners, lefts + runs.lengths)
    # Runs come from top to bottom, and of what is written to one place the last stays.
    bottom[runs.owners] = rows + 1
    y[runs.owners[::-1]] = rows[::-1]
    x[0] = 0
    area = np.bincount(runs.owners, runs.lengths, count).astype(np.intp)
    return Blobs(labels, x, y, right - x, bottom - y, area, runs)


def _labelled(mask: Mask) -> tuple[int, Labels]:
    """How many blobs there are, with the paper, and the number of each pixel's."""
    inked = mask.max(axis=1) > 0
    # One row of paper after each with ink keeps apart what is apart.
    inked[1:] |= inked[:-1]
    if np.count_nonzero(inked) > MOSTLY * len(inked):
        count, labelled = cv2.connectedComponents(mask, connectivity=8)
        return count, np.asarray(labelled, np.int32)
    labels: Labels = np.zeros(mask.shape, np.int32)
    if not inked.any():
        return 1, labels
    count, labels[inked] = cv2.connectedComponents(mask[inked], connectivity=8)
    return count, labels


def _runs(mask: Mask, labels: Labels) -> Runs:
    height, width = mask.shape
    # A column of paper between the rows, so that no run goes on in the next.
    inked = np.zeros((height, width + 1), np.bool_)
    np.not_equal(mask, 0, out=inked[:, :-1])
    flat = inked.ravel()
    edges = np.flatnonzero(flat[1:] != flat[:-1]) + 1
    if flat[0]:
        edges = np.concatenate([np.zeros(1, np.intp), edges])
    starts, ends = edges[::2], edges[1::2]
    places = starts - starts // (width + 1)
    return Runs(places, ends - starts, labels.ravel()[places].astype(np.intp))
