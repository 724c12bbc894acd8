"""Grow the land of the demo county anew: `python -m huiyin.demo.ground`."""

from huiyin.demo.ground.atlas import write
from huiyin.demo.ground.make import make
from huiyin.demo.land import ATLAS, SEED

write(make(SEED), ATLAS)
