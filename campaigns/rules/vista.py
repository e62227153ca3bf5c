"""A small landscape for each campaign, drawn from its key: the same whenever one looks."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from math import sin, tau

WIDTH, HEIGHT = 320, 96
RIDGES, STEP, BELOW = 3, 8, 4


@dataclass(frozen=True)
class Vista:
    """``ridges`` are paths from the farthest to the nearest; the light stands behind them."""

    light_x: int
    light_y: int
    light_radius: int
    is_moon: bool
    ridges: list[str]
    stars: list[tuple[int, int]]


def vista_of(key: str) -> Vista:
    """The landscape of ``key``, ``WIDTH`` by ``HEIGHT`` units."""
    numbers = sha256(key.encode()).digest()
    return Vista(
        light_x=40 + numbers[0] % 240,
        light_y=22 + numbers[1] % 24,
        light_radius=9 + numbers[2] % 7,
        is_moon=bool(numbers[3] % 2),
        ridges=[_ridge(numbers, layer) for layer in range(RIDGES)],
        stars=list(_stars(numbers)),
    )


def _ridge(numbers, layer) -> str:
    base = 44 + 16 * layer
    long, short = 1 + numbers[4 + layer] % 3, 4 + numbers[8 + layer] % 5
    shift, rise = numbers[12 + layer] / 256 * tau, 10 + numbers[16 + layer] % 8

    def height(x):
        along = x / WIDTH * tau
        return base - rise * sin(along * long + shift) - rise / 3 * sin(along * short + 2 * shift)

    points = " ".join(f"L{x} {height(x):.1f}" for x in range(0, WIDTH + STEP, STEP))
    return f"M0 {HEIGHT + BELOW}{points}L{WIDTH} {HEIGHT + BELOW}Z"


def _stars(numbers) -> Iterator[tuple[int, int]]:
    for place in range(20, 26):
        yield (numbers[place] * 5) % WIDTH, 6 + numbers[place] % 26
