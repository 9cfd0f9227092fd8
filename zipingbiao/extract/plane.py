"""Points of a page, and the maps between them. Each works on numbers and on columns of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

Column = NDArray[np.float64]
Places = NDArray[np.intp]
Truths = NDArray[np.bool_]
Point = tuple[float, float]
Number = TypeVar("Number", float, Column)


@dataclass(frozen=True, slots=True)
class ToPage:
    """User space of a PDF page (y upwards) → points from the top left of the page as it is turned.
    The four sides are those of what is shown of it, in user space; `turn` is 0, 90, 180 or 270."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int = 0

    def __call__(self, x: Number, y: Number) -> tuple[Number, Number]:
        if self.turn == 0:
            return x - self.left, self.top - y
        if self.turn == 90:
            return y - self.bottom, x - self.left
        if self.turn == 180:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x


@dataclass(frozen=True, slots=True)
class Matrix(Generic[Number]):
    """An affine map, written as PDF writes it (ISO 32000-1, 8.3.3)."""

    a: Number
    b: Number
    c: Number
    d: Number
    e: Number
    f: Number

    def parts(self) -> tuple[Number, Number, Number, Number, Number, Number]:
        """Its six numbers."""
        return self.a, self.b, self.c, self.d, self.e, self.f

    def apply(self, x: Number, y: Number) -> tuple[Number, Number]:
        """Where a point goes."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def __matmul__(self, inner: Matrix[Number]) -> Matrix[Number]:
        """First `inner`, then this."""
        return Matrix(
            self.a * inner.a + self.c * inner.b,
            self.b * inner.a + self.d * inner.b,
            self.a * inner.c + self.c * inner.d,
            self.b * inner.c + self.d * inner.d,
            self.a * inner.e + self.c * inner.f + self.e,
            self.b * inner.e + self.d * inner.f + self.f,
        )


UNMOVED = Matrix(1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
"""Leaves every point where it is."""
