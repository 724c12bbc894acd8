"""The names of the land: townships and where their seats lie, and the words that village names are made of."""

from __future__ import annotations

from dataclasses import dataclass

XY = tuple[float, float]


@dataclass(frozen=True)
class Seat:
    """A township: its name, where it grew from (the seat first; kilometres on the sheet), how many villages it has.

    `slowness` is what a step outward costs it, in hundredths: a township with a low one reaches farther. `built` and
    `core` are hectares of houses, and hectares of those that are governed as communities.
    """

    stem: str
    kind: str
    hearts: tuple[XY, ...]
    villages: int
    communities: int
    slowness: int
    built: int
    core: int


SEATS: tuple[Seat, ...] = (
    Seat("禾阳", "镇", ((33.5, 23.6), (33.0, 21.4)), 9, 11, 150, 1350, 1050),
    Seat("谷丰", "镇", ((44.5, 24.0),), 17, 1, 100, 190, 130),
    Seat("雁渡", "镇", ((50.0, 14.6),), 16, 1, 100, 160, 110),
    Seat("沙渠", "镇", ((51.0, 31.5),), 13, 1, 105, 130, 100),
    Seat("榆川", "镇", ((29.5, 35.0),), 14, 1, 95, 100, 80),
    Seat("石坪", "镇", ((20.0, 25.6),), 15, 1, 85, 120, 90),
    Seat("枣滩", "镇", ((25.6, 11.8),), 15, 1, 95, 90, 75),
    Seat("柳泉", "镇", ((35.0, 14.2),), 16, 1, 105, 140, 100),
    Seat("长塬", "乡", ((56.5, 23.0),), 15, 0, 100, 80, 0),
    Seat("云岔", "乡", ((27.0, 42.5),), 11, 0, 90, 40, 0),
    Seat("柏岭", "乡", ((40.5, 34.5),), 12, 0, 95, 55, 0),
    Seat("白崖", "乡", ((9.0, 26.6),), 11, 0, 80, 45, 0),
)


@dataclass(frozen=True)
class Route:
    """A road, railway or canal: the places it joins, how much it minds climbing, how gently it bends."""

    kind: str
    name: str
    name_en: str
    stops: tuple[XY, ...]
    climb: int = 60
    calm: int = 5


ROUTES: tuple[Route, ...] = (
    Route(
        "national_road",
        "国道G992",
        "National Road G992",
        ((2, 26.5), (9, 26.6), (20, 25.6), (33.5, 23.6), (44.5, 24), (56.5, 23), (62, 21)),
        60,
        8,
    ),
    Route(
        "provincial_road",
        "省道S987",
        "Provincial Road S987",
        ((25.5, 46.8), (27, 42.5), (29.5, 35), (33.5, 23.6), (33.0, 21.4), (35, 14.2), (39.5, 5)),
        60,
        7,
    ),
    Route("provincial_road", "省道S995", "Provincial Road S995", ((33.0, 21.4), (43, 17), (50, 14.6), (60, 9)), 60, 7),
    Route("county_road", "禾沙路（X901）", "Hesha Road (X901)", ((36, 24.6), (51, 31.5), (60, 34)), 50, 5),
    Route("county_road", "枣柳路（X902）", "Zaoliu Road (X902)", ((35, 14.2), (25.6, 11.8), (14, 6)), 50, 5),
    Route("county_road", "柏榆路（X903）", "Baiyu Road (X903)", ((29.5, 35), (40.5, 34.5), (51, 31.5)), 15, 5),
    Route("county_road", "谷雁路（X904）", "Guyan Road (X904)", ((51, 31.5), (44.5, 24), (50, 14.6)), 50, 5),
    Route("county_road", "石枣路（X905）", "Shizao Road (X905)", ((20, 25.6), (18, 18), (25.6, 11.8)), 25, 5),
    Route("county_road", "长雁路（X906）", "Changyan Road (X906)", ((51, 31.5), (56.5, 23), (56, 17), (50, 14.6)), 50, 5),
    Route("county_road", "石云路（X907）", "Shiyun Road (X907)", ((20, 25.6), (19, 34), (27, 42.5)), 15, 5),
    Route(
        "railway",
        "望谷铁路",
        "Wanggu Railway",
        ((62, 29.5), (52, 26.6), (44, 22.2), (36.5, 20.3), (31.5, 18.2), (30.5, 13), (31.5, 2)),
        90,
        60,
    ),
    Route("canal", "东干渠", "East Main Canal", ((35, 23.8), (40, 25), (46, 28.4), (52.5, 29), (57, 27)), 150, 10),
)

COUNTY = "望禾"

STREAMS: tuple[str, ...] = (
    "苦水沟",
    "甘泉河",
    "黑虎河",
    "红崖沟",
    "羊圈河",
    "野狐沟",
    "清水沟",
    "盐池沟",
    "桦林河",
    "驼鸣沟",
    "白石河",
    "柴门沟",
    "金沙沟",
    "冷水河",
)
