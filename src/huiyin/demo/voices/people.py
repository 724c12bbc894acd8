"""Who writes: how they sound, by which road they come, at what hour, and in which order they tell things.

A pattern is a row of letters: B a beginning of theirs, S a salutation, I who they are, o what it is about, f a fact,
e what it does to people, a what they ask, H what was tried before, R a reflection, P something personal, E an end.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

NOBODY = re.compile(r"(?!)")
OLD = re.compile("不识字|识几个字|临时工|工钱|工资|工地|外地|我和他|外甥|手机|我妈|我爸|爸妈|父亲|母亲|爷爷|奶奶|公公|婆婆|怀孕|我老公|孩子他爸|坐月子|女儿|儿子|我家孩子|当爹|当妈|双胞胎|我在|打工")
MOTHER = re.compile("工地|工钱|我老婆|我爱人|媳妇|老伴|我男人|当爹|退休|退伍|我和他爸")
YOUNG = re.compile("工钱|工地|低保|养老|贷款|公积金|孩子|女儿|儿子|老婆|老公|爱人|媳妇|老伴|我妈|打工|退休|我家|外甥|孙|本人|我在|工资|当妈|当爹|租")
TRADER = re.compile("打工|我在|我是|本人|退休|孙子|我开|替|我店")
SPOKESMAN = re.compile("我家|我妈|我爸|我儿|我女|我老|打工|本人|我在|我是|外甥|我和|我男|我们家|我姐|姐姐")
AWAY = re.compile("我在|我每天|我家孩子|我停|我昨天|带孩子|我走|我掐|接孩子|我店|昨晚|今天我|我去|我问|我天天|打工")
PERSON = re.compile("[我俺咱您你]|今天")


@dataclass(frozen=True, slots=True, eq=False)
class Persona:
    """One way of being heard."""

    key: str
    register: str
    channels: tuple[str, ...]
    hours: tuple[int, int]
    patterns: tuple[str, ...]
    conflict: re.Pattern[str] = NOBODY
    where: str = ""  # rural, town, or anywhere
    untitled: float = 0.3
    commas: float = 0.35
    open_end: float = 0.35


_WEB = ("web", "web", "web", "chat", "hotline", "email")
_SHORT = ("oa", "of", "ofa", "o", "oe", "Bo", "oE")
_MIDDLE = (
    "ofa", "offa", "foa", "oefa", "Bofa", "BofeaE", "ofeaE", "oHa", "offHaE", "ofaP", "oafE", "fofa", "Boefa",
    "offea", "BeofaE", "offE", "Hofa", "oHfaE", "BofaP", "oafa", "ofHeaE",
)
_LONG = (
    "Boffefa", "BoffHfeaE", "offfHeaaE", "BofeffaE", "oHffeHaaE", "BeoffaE", "offeHfeaPE", "BofffHHeaaE", "offfeHfHeaPE",
    "BHofffeHaaE",
)
_LETTER = (
    "SIofffHeaRE", "SIoffffHeHHaRaE", "SIoHffHeHfRaRE", "SIRoffHfHefaRE", "SIoffHeaE", "SIoffffHeRHeRHaaE",
    "SIRofffHHeHffRReaaRE", "SIHoffHfHHeeRRaaE", "SIRHoffHHffHeHRReHfRaaRE", "SIRRoHfHfHfHfeHeHRRaaRE",
)

PEOPLE: tuple[Persona, ...] = (
    Persona("plain", "plain", _WEB, (7, 23), (*_SHORT, *_MIDDLE, *_MIDDLE, *_LONG, *_LONG), untitled=0.2),
    Persona("brief", "angry", ("web", "chat", "hotline"), (6, 24), ("o", "oa", "o", "oe", "o", "of", "oE"), untitled=0.55,
            open_end=0.7),
    Persona("farmer", "oral", ("phone", "walk_in", "visit", "web", "letter"), (6, 21),
            ("BofeaE", "BoffaE", "BoeffaE", "BofHeaE", "BoffeHfaE", "Bofa", "oBfea"), re.compile("我老婆|我爱人|开车|房贷|公司"),
            "rural", 0.45, 0.55),
    Persona("mother", "plain", ("web", "chat", "email", "hotline"), (21, 26),
            ("BofeaE", "oBfea", "BeofaE", "offeaE", "Boffea", "eofaE", "BofeHfaE"), MOTHER, "", 0.25, 0.5),
    Persona("commuter", "angry", ("web", "chat", "hotline"), (6, 20), ("o", "oa", "of", "Bo", "oE", "BofE", "ofa"),
            OLD, "town", 0.5, 0.4, 0.5),
    Persona("teacher", "formal", ("web", "email", "letter", "web"), (8, 20),
            ("BoffReaE", "BoffHfRaE", "BoRffeaaE", "BofffReHaRE", "BoffeafE", "BofRfHefReaaRE", "BofffHeHRfaaRE"), OLD, "", 0.05, 0.25, 0.0),
    Persona("shop", "plain", ("web", "phone", "chat", "walk_in"), (9, 22),
            ("BoffaE", "BofefaE", "offeaE", "BoHffa", "BoffHfeaE"), TRADER, "town", 0.2),
    Persona("nopunct", "oral", ("web", "chat", "chat", "hotline"), (6, 23), (*_SHORT, "offa", "offea", "foea", "ofHa", "offHea", "offfeHa"),
            untitled=0.5),
    Persona("typos", "plain", ("web", "chat", "hotline"), (6, 24), (*_SHORT, *_MIDDLE, *_LONG), untitled=0.35, commas=0.6),
    Persona("dialect", "oral", ("phone", "web", "chat", "visit"), (6, 22), ("BofaE", "ofea", "Boffa", "oBfE", "oefaE", "Bofe"),
            re.compile("房贷|公司|本人"), "", 0.45, 0.6),
    Persona("rant", "angry", ("web", "web", "hotline", "chat"), (7, 25),
            ("Boffa", "offfe", "BofffHaE", "offHfeE", "BoefffHHaE", "ofaE", "offE"), untitled=0.15, open_end=0.0),
    Persona("desk", "formal", ("phone", "phone", "hotline"), (8, 20), ("BofaE", "Bofa", "BoffaE", "Boa", "Boffa", "Bofea"),
            PERSON, "", 0.25, 0.75, 0.1),
    Persona("letter", "formal", ("letter", "letter", "email", "walk_in"), (8, 18), _LETTER, re.compile("今天|刚才"), "", 0.15, 0.25, 0.0),
    Persona("wechat", "plain", ("chat", "chat", "chat", "web"), (8, 25), ("Boa", "of", "oaE", "ofa", "Bofe", "oe", "ofE", "BofaE", "offea"),
            untitled=0.75),
    Persona("migrant", "plain", ("web", "chat", "web", "hotline"), (19, 25), ("BofeaE", "BoffeaE", "oBfea", "BofHaE"), AWAY, "rural"),
    Persona("student", "plain", ("web", "chat", "email"), (12, 24), ("BofaE", "oBfa", "Boffa", "ofaE", "BofeaE"), YOUNG),
    Persona("elder", "oral", ("walk_in", "walk_in", "visit"), (8, 17), ("BofaE", "BofeaE", "BoffHaE", "BofeE"),
            re.compile("我妈|我爸|爸妈|女儿上|怀孕|我老公|我老婆|孩子他爸|房贷|本人|网上|打字|母亲|父亲"), "", 0.5, 0.6),
    Persona("daughter", "plain", ("web", "chat", "phone", "hotline"), (10, 23), ("BofeaE", "Boffa", "BofaE", "BoffeaE"), AWAY),
    Persona("cadre", "formal", ("web", "phone", "visit"), (8, 19), ("Boffa", "BoffeaE", "BofffaaE", "BofaE"), SPOKESMAN, "rural", 0.1, 0.3),
)
BY_KEY: Mapping[str, Persona] = {persona.key: persona for persona in PEOPLE}

WHO_WRITES: Mapping[str, Mapping[str, int]] = {
    "request": {
        "plain": 22, "brief": 9, "farmer": 8, "mother": 6, "commuter": 5, "teacher": 4, "shop": 5, "nopunct": 7, "typos": 7,
        "dialect": 5, "rant": 6, "desk": 11, "letter": 6, "wechat": 7, "migrant": 4, "student": 2, "elder": 3, "daughter": 4,
        "cadre": 3,
    },
    "question": {
        "plain": 34, "brief": 12, "farmer": 5, "mother": 9, "teacher": 3, "shop": 3, "nopunct": 7, "typos": 8, "dialect": 4,
        "desk": 11, "letter": 1, "wechat": 14, "migrant": 6, "student": 4, "elder": 4, "daughter": 8, "cadre": 1,
    },
    "suggestion": {
        "plain": 34, "brief": 8, "farmer": 5, "mother": 8, "teacher": 16, "shop": 6, "nopunct": 4, "typos": 5, "dialect": 3,
        "desk": 5, "letter": 6, "wechat": 6, "migrant": 3, "student": 8, "elder": 3, "daughter": 3, "cadre": 6, "rant": 1,
    },
    "thanks": {
        "plain": 34, "brief": 8, "farmer": 12, "mother": 8, "teacher": 8, "nopunct": 5, "typos": 6, "dialect": 5, "desk": 6,
        "letter": 8, "wechat": 12, "migrant": 5, "student": 3, "elder": 6, "daughter": 6,
    },
    "wrongdoing": {"plain": 40, "brief": 14, "letter": 24, "nopunct": 8, "typos": 8, "dialect": 4},
}
"""How often each is heard, by kind."""
