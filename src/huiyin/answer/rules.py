"""What a writer is shown before sending: simple looks at the text. They advise; only an empty answer is refused."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from huiyin.hear.rules import Kind
from huiyin.methods.text import fold


class Check(StrEnum):
    """What was looked at."""

    LENGTH = "length"
    PLAIN = "plain"
    DATE = "date"
    BASIS = "basis"
    OWN_WORDS = "own_words"


@dataclass(frozen=True)
class Remark:
    """One look at a text: whether it is well, and what was found if it is not."""

    check: Check
    is_well: bool
    found: tuple[str, ...] = ()


LONGEST_ANSWER = 20_000
SHORTEST = 30
"""Characters of 中文 (four Latin letters count as one); below it an answer rarely says who does what by when."""

OFFICIALESE = (
    "已转相关部门", "转相关部门", "相关部门处理", "有关部门处理", "高度重视", "积极协调", "尽快处理", "尽快解决",
    "妥善处理", "妥善解决", "进一步加强", "加大力度", "加大监管", "持续推进", "稳步推进", "适时", "择机", "予以解决",
    "予以处理", "研究解决", "酌情", "已收悉", "感谢您对我们工作的理解", "感谢您的理解与支持", "感谢您的理解和支持",
    "敬请谅解", "按照相关规定", "根据有关规定", "依法依规处理",
    "relevant department", "appropriate department", "in due course", "at the earliest", "as soon as possible",
    "your feedback is important", "we apologise for any inconvenience", "attaches great importance",
)  # fmt: skip
"""官腔: phrases that say nothing of who, what or when. A list to be argued with; each is shown to the writer."""

_PROMISE = re.compile(
    r"将(?!近|来)|会(?:在|尽|于|安排|组织)|计划|预计|拟|尽快|近期|下一步|争取|\b(?:will|shall|plan to|going to|soon)\b",
    re.I,
)
_DATE = re.compile(
    r"\d\s*[月日号年]|[一二三四五六七八九十]+月|\d+\s*(?:个)?(?:工作日|天|小时|周)|年底|月底|年内|今天|明天|后天|本周|下周|(?:周|星期)[一二三四五六日天]|"
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december|today|tomorrow|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b|\b(?:by|within|in) \d+|\d{1,2} (?:days|hours|weeks)",
    re.I,
)
_BASIS = re.compile(
    r"《[^》]+》|第[一二三四五六七八九十百零\d]+条|〔\d{4}〕\s*\d+\s*号|"
    r"\b(?:article|section|regulation|act|rule)s?\b \S",
    re.I,
)
_NEEDS_BASIS = frozenset({Kind.REQUEST, Kind.QUESTION})


def look_over(text: str, *, kind: str, basis: str = "", earlier: Iterable[str] = ()) -> tuple[Remark, ...]:
    """The looks at an answer, each well or not, in a fixed order. An empty text gives none."""
    plain = fold(text)
    if not plain.strip():
        return ()
    phrases = tuple(phrase for phrase in OFFICIALESE if fold(phrase) in plain)
    has_basis = bool(basis.strip()) or kind not in _NEEDS_BASIS or bool(_BASIS.search(text))
    return (
        Remark(Check.LENGTH, kind == Kind.THANKS or _length(text) >= SHORTEST),
        Remark(Check.PLAIN, not phrases, phrases),
        Remark(Check.DATE, not _PROMISE.search(text) or bool(_DATE.search(text))),
        Remark(Check.BASIS, has_basis),
        Remark(Check.OWN_WORDS, _bare(text) not in {_bare(other) for other in earlier}),
    )


def _length(text: str) -> int:
    """Characters of a Chinese text; for others four letters count as one, so that both need about as many words."""
    letters = sum(character.isalnum() for character in text)
    ascii_letters = sum(character.isascii() and character.isalnum() for character in text)
    return letters - ascii_letters + ascii_letters // 4


def _bare(text: str) -> str:
    return re.sub(r"\W+", "", fold(text))
