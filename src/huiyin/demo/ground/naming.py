"""Give every village a name that its ground makes believable, and no name twice."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass

from huiyin.demo import village_names as words
from huiyin.demo.ground.frame import XY
from huiyin.demo.names import SEATS
from huiyin.demo.spelling import pinyin


@dataclass(frozen=True)
class Site:
    """What a name can tell of a village: its township's number, centre, size (km²), ground and lie.

    `ground` is mountain, foothill, plain or river; `height` in decimetres; `on_road`: a main road runs through it.
    """

    township: int
    urban: bool
    centre: XY
    area: float
    ground: str
    height: int
    on_road: bool


def stems(seed: int, sites: list[Site]) -> list[str]:
    """One name for each site, without 村 or 社区."""
    rng = random.Random(f"{seed} names")
    named: dict[int, str] = _seats(sites)
    named |= _in_town(sites, named)
    named |= _by_distance(sites, named)
    named |= _pairs(rng, sites, named)
    rest = [k for k in range(len(sites)) if k not in named]
    rng.shuffle(rest)
    for k, name in zip(
        rest, _drawn(rng, [sites[k].ground for k in rest], {pinyin(n) for n in named.values()}), strict=True
    ):
        named[k] = name
    return [named[k] for k in range(len(sites))]


def _seats(sites: list[Site]) -> dict[int, str]:
    """The community or village at the seat of a township bears its name."""
    found = {}
    for number, seat in enumerate(SEATS[1:], start=1):
        mine = [k for k, s in enumerate(sites) if s.township == number and s.urban == bool(seat.communities)]
        found[min(mine, key=lambda k: math.dist(sites[k].centre, seat.hearts[0]))] = seat.stem
    return found


def _in_town(sites: list[Site], named: dict[int, str]) -> dict[int, str]:
    """East and west gate lie east and west; the other quarters as they come."""
    mine = [k for k, s in enumerate(sites) if s.urban and k not in named]
    quarters = {
        "东关": (1, 0.3),
        "西关": (-1, 0),
        "北门": (0, 1),
        "南河": (0.3, -1),
        "站南": (0.5, -0.9),
        "南街": (-0.2, -1),
    }
    found: dict[int, str] = {}
    for name, (x, y) in quarters.items():
        best = max((k for k in mine if k not in found), key=lambda k: sites[k].centre[0] * x + sites[k].centre[1] * y)
        found[best] = name
    found |= dict.fromkeys([k for k in mine if k not in found and sites[k].ground == "river"][:1], "滨河")
    others = [name for name in words.IN_TOWN if name not in found.values()]
    return found | dict(zip([k for k in mine if k not in found], others, strict=False))


def _by_distance(sites: list[Site], named: dict[int, str]) -> dict[int, str]:
    """五里墩 stands five li (2.5 km) from the county town, on the main road."""
    found: dict[int, str] = {}
    for k, site in enumerate(sites):
        away = math.dist(site.centre, SEATS[0].hearts[0]) * 2 * 1.1
        li = min(words.BY_DISTANCE, key=lambda d: abs(d - away))
        name = words.BY_DISTANCE[li]
        if k in named or site.urban or not site.on_road or name in found.values():
            continue
        if abs(li - away) < 0.6 and len(found) < 5:
            found[k] = name
    return found


def _pairs(rng: random.Random, sites: list[Site], named: dict[int, str]) -> dict[int, str]:
    """Neighbours that share a name: upper and lower, east and west, great and small."""
    found: dict[int, str] = {}
    for ground, bases in words.SHARED.items():
        for base in bases:
            free = [
                k for k, s in enumerate(sites) if s.ground == ground and not s.urban and k not in {**named, **found}
            ]
            pair = _neighbours(rng, sites, free)
            if pair:
                found |= _told_apart(sites, pair, base)
    return found


def _neighbours(rng: random.Random, sites: list[Site], free: list[int]) -> tuple[int, int] | None:
    if len(free) < 2:
        return None
    first = rng.choice(free)
    others = [k for k in free if k != first and sites[k].township == sites[first].township]
    second = min(others, key=lambda k: math.dist(sites[k].centre, sites[first].centre), default=None)
    if second is None or math.dist(sites[first].centre, sites[second].centre) > 5:
        return None
    return first, second


def _told_apart(sites: list[Site], pair: tuple[int, int], base: str) -> dict[int, str]:
    a, b = (sites[k] for k in pair)
    apart = (
        abs(a.height - b.height) / 400,
        abs(a.centre[0] - b.centre[0]) / 3,
        abs(a.centre[1] - b.centre[1]) / 3,
        abs(math.log(a.area / b.area)),
    )
    sign, first, second = (
        (a.height > b.height, "上", "下"),
        (a.centre[0] > b.centre[0], "东", "西"),
        (a.centre[1] < b.centre[1], "前", "后"),
        (a.area > b.area, "大", "小"),
    )[apart.index(max(apart))]
    return {pair[0]: (first if sign else second) + base, pair[1]: (second if sign else first) + base}


def _drawn(rng: random.Random, grounds: list[str], taken: set[str]) -> Iterator[str]:
    """Names for the remaining grounds: half from a family, half from what grows or stands there.

    `taken` are the spellings that are gone: no two villages are spelt alike in English either.
    """
    decks = {ground: rng.sample(names, len(names)) for ground, names in words.OF_THE_GROUND.items()}
    families = rng.sample(words.SURNAMES, len(words.SURNAMES))
    for ground in grounds:
        deck = decks["new"] if ground == "plain" and rng.random() < 0.12 else decks[ground]
        free = [name for name in deck if pinyin(name) not in taken]
        if free and rng.random() < 0.55:
            name = free[-1]
        else:
            family = families.pop()
            families.insert(rng.randrange(len(families) // 4), family)
            tries = (_of_family(rng, family, ground) for _ in range(99))
            name = next(n for n in tries if pinyin(n) not in taken)
        taken.add(pinyin(name))
        yield name


def _of_family(rng: random.Random, family: str, ground: str) -> str:
    """张家湾; but 张庄 and 张营 as often as 张家庄."""
    place = rng.choice(words.AFTER_FAMILY[ground])
    return f"{family}{'' if place in words.SHORT and rng.random() < 0.6 else '家'}{place}"
