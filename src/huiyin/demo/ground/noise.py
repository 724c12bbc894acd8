"""Smooth randomness over the sheet (gradient noise), from which relief and crooked borders come."""

from __future__ import annotations

import math
import random

import numpy as np

from huiyin.demo.ground.frame import Floats, grid


def swell(rng: random.Random, wavelength: float) -> Floats:
    """Gradient noise, roughly -1 to 1, with hills about `wavelength` kilometres apart."""
    east, north = grid()
    u, v = east / wavelength, north / wavelength
    columns, rows = int(u.max()) + 2, int(v.max()) + 2
    angles = [rng.random() * 2 * math.pi for _ in range(columns * rows)]
    gx = np.array([math.cos(a) for a in angles]).reshape(rows, columns)
    gy = np.array([math.sin(a) for a in angles]).reshape(rows, columns)
    i, j = u.astype(int), v.astype(int)
    fu, fv = u - i, v - j

    def corner(di: int, dj: int) -> Floats:
        dot = gx[j + dj, i + di] * (fu - di) + gy[j + dj, i + di] * (fv - dj)
        return np.asarray(dot, dtype=np.float64)

    su, sv = fu**3 * (fu * (fu * 6 - 15) + 10), fv**3 * (fv * (fv * 6 - 15) + 10)
    south = corner(0, 0) * (1 - su) + corner(1, 0) * su
    return np.asarray((south * (1 - sv) + (corner(0, 1) * (1 - su) + corner(1, 1) * su) * sv) * 1.5)


def rough(rng: random.Random, wavelength: float, octaves: int) -> Floats:
    """Swells upon swells, each half as long and half as high as the one before."""
    return np.asarray(sum(swell(rng, wavelength / 2**k) / 2**k for k in range(octaves)))


def crests(rng: random.Random, wavelength: float, octaves: int) -> Floats:
    """Sharp ridges with broad valleys between, 0 to about 2."""
    return np.asarray(sum((1 - np.abs(swell(rng, wavelength / 2**k))) / 2**k for k in range(octaves)))
