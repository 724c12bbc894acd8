"""What {…} becomes: places of the area, numbers, dates ({d12}: 12 days on), and people who do not exist."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache

SURNAMES = tuple("王李张刘陈杨赵黄周吴徐孙马朱胡林郭何高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蔡蒋余于杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严武戴莫孔向汤")
GIVEN = (
    "秀兰", "桂英", "玉梅", "建国", "国庆", "志强", "海燕", "晓红", "小军", "永福", "德胜", "翠花", "春生", "红霞", "文斌",
    "金凤", "保田", "长顺", "守信", "明亮", "雪莲", "爱华", "立新", "满仓", "得福", "小燕", "佳慧", "子涵", "浩然", "思琪",
    "银花", "生财", "学文", "卫东", "丽娟", "淑芬", "铁柱", "来喜", "旺财", "喜梅", "兰香", "百顺", "有田", "润生", "小翠",
    "彩霞", "世昌", "万里", "开春", "麦收",
)
UYGHUR_NAMES = ("ئايگۈل", "ئەركىن", "گۈلنار", "تۇرسۇن", "پاتىمە", "ياسىن", "رەيھان", "ئابلىز")
ENGLISH_NAMES = ("Harrow", "Lindqvist", "Okoro", "Bianchi", "Petrenko", "Nakata", "Delgado", "Whitlow")
PLACES = ("road", "estate", "estate2", "school", "bus", "river", "village", "town", "market", "hospital", "company")
AGO = ("上个月", "前些天", "半个月前", "今年开春", "去年冬天", "上礼拜", "国庆前后", "二十来天前")
ELSEWHERE: Mapping[str, tuple[str, ...]] = {
    "road": ("人民路", "文化路", "北环路", "渠西路"),
    "estate": ("惠民小区", "康居小区", "安居苑"),
    "school": ("中心小学", "实验小学"),
    "bus": ("1路", "2路", "3路", "5路", "6路", "8路"),
    "river": ("南川河", "清河"),
    "market": ("农贸市场", "早市"),
    "hospital": ("县人民医院", "县中医院"),
    "company": ("禾丰饲料厂", "兴禾食品厂", "望川制衣厂", "鑫谷建材厂"),
    "town": ("镇上",),
    "dept": ("县里有关部门", "主管部门"),
    "village": ("我们村",),
}
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]


@lru_cache(maxsize=16384)
def said_date(ordinal: int, language: str) -> str:
    """A day as people write it."""
    day = date.fromordinal(ordinal)
    if language == "en":
        return f"{day.day} {_MONTHS[day.month - 1]}"
    if language == "ug":
        return f"{day.month}-ئاينىڭ {day.day}-كۈنى"
    return f"{day.month}月{day.day}日"


def wrong_check(first_17: str) -> str:
    """An identity-like number whose last digit can never be right (GB 11643-1999).

    >>> wrong_check("11010519491231002")
    '110105194912310020'
    """
    right = _CHECKS[sum(int(d) * w for d, w in zip(first_17, _WEIGHTS, strict=True)) % 11]
    return first_17 + ("1" if right == "0" else "0")


class Blank(dict[str, str]):
    """Leaves every slot open that it does not hold itself."""

    __slots__ = ()

    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"


class Slots(dict[str, str]):
    """Values of one message, each made when first asked for and then kept, so that one place keeps its name."""

    __slots__ = ("day", "language", "names", "rnd")

    def __init__(self, rnd: Callable[[], float], names: Mapping[str, tuple[str, ...]], day: int, language: str = "zh"):
        super().__init__()
        self.rnd, self.names, self.day, self.language = rnd, names, day, language

    def __missing__(self, key: str) -> str:
        known = self.names.get(key)
        made = self[key] = known[int(self.rnd() * len(known))] if known else self._make(key)
        return made

    def pick(self, among: tuple[str, ...]) -> str:
        """One of them."""
        return among[int(self.rnd() * len(among))]

    def near(self, first: int, last: int) -> str:
        """A date so many days from the slots' day."""
        return said_date(self.day + first + int(self.rnd() * (last - first + 1)), self.language)

    def _make(self, key: str) -> str:
        if "_" in key:
            first, last = _range(key)
            return str(first + int(self.rnd() * (last - first + 1)))
        maker = MAKERS.get(key)
        if maker is not None:
            return maker(self)
        if key[0] == "d" and key[1:].isdigit():
            return said_date(self.day + int(key[1:]), self.language)
        return self.pick(ELSEWHERE[key])


@lru_cache(maxsize=1024)
def _range(key: str) -> tuple[int, int]:
    first, last = key[1:].split("_")
    return int(first), int(last)


def _digits(slots: Slots, count: int) -> str:
    return str(int(slots.rnd() * 10**count)).zfill(count)


def _surname(slots: Slots) -> str:
    if slots.language == "zh":
        return slots.pick(SURNAMES)
    return slots.pick(ENGLISH_NAMES if slots.language == "en" else UYGHUR_NAMES)


def _estate2(slots: Slots) -> str:
    others = tuple(name for name in slots.names.get("estate", ELSEWHERE["estate"]) if name != slots["estate"])
    return slots.pick(others or ("隔壁小区",))


def _identity(slots: Slots) -> str:
    born = 1945 + int(slots.rnd() * 60)
    month, day = 1 + int(slots.rnd() * 12), 1 + int(slots.rnd() * 28)
    return wrong_check(f"990101{born}{month:02}{day:02}{_digits(slots, 3)}")


MAKERS: Mapping[str, Callable[[Slots], str]] = {
    "sur": _surname,
    "name": lambda slots: slots.pick(SURNAMES) + slots.pick(GIVEN),
    "phone": lambda slots: "19900000" + _digits(slots, 3),
    "idno": _identity,
    "plate": lambda slots: "望N·" + _digits(slots, 5),
    "ago": lambda slots: slots.pick(AGO),
    "date": lambda slots: slots.near(-45, -4),
    "estate2": _estate2,
}
