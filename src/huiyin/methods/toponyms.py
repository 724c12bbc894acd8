"""Where messages come from, told by the names of areas in their own words or addresses."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

# A name ends with what kind of area it is, and begins where the text, a mark, another area or 在/位于 ends.
# The look-aheads keep out words that end alike: 小区, 社区, 景区, 全县, 家乡.
_CHINESE = re.compile(
    r"""
    [A-Z]\d{0,2}[市区县]
  | (?:(?<![\u4e00-\u9fff])|(?<=[市区县镇乡在住于到])|(?<=街道))
    (?:(?![市区县镇乡村省的和与我各或及请由等其他把往给为而距是在住于到])[\u4e00-\u9fff]){2,3}?
    (?:街道|(?<![小社地辖该本全郊片景园校厂库矿街老灾政公民属发])(?<![老主心]城)区|(?<![全该本])县|(?<![城小返下])镇|(?<![城家返下])乡)
    """,
    re.VERBOSE,
)
_NO_NAME = (
    "希望", "建议", "请问", "尊敬", "开展", "居民", "行政", "部分", "根据", "关于", "什么", "哪个", "现在", "所有",
    "贫困", "偏远",
)  # fmt: skip
_HAS_DIGIT = re.compile(r"\d")
_COMMA = re.compile(r"[,\uff0c]")

COMMON = 0.6
"""A name in more than this share of the messages says nothing: it is the place of the office itself."""

FEWEST = 3
"""A name in fewer messages may be no name."""


def names(text: str) -> list[str]:
    """The area names in a Chinese text, in their order.

    >>> names("A市A7县春华镇金鼎村修路,在盖山镇的小区")
    ['A市', 'A7县', '春华镇', '盖山镇']
    """
    return [name for name in _CHINESE.findall(text) if not name.startswith(_NO_NAME)]


def area_of_address(address: str) -> str:
    """The part of a Latin-script address that names the quarter or town, "" where none does.

    >>> area_of_address("1382 Dumont Ave, Brooklyn, NY 11208, USA"), area_of_address("50-51 98th St")
    ('Brooklyn', '')
    """
    parts = [part.strip() for part in _COMMA.split(address)][1:]
    named = [part for part in parts if len(part) > 3 and not _HAS_DIGIT.search(part)]
    return named[-1] if named else ""


def places_of(texts: Iterable[str]) -> list[str]:
    """One area name for each Chinese text, "" where it names none.

    Of several the first that is neither in most of the texts nor in hardly any.
    """
    found: Sequence[list[str]] = [names(text) for text in texts]
    times = Counter(name for one in found for name in set(one))
    most = COMMON * len(found)
    usable = {name for name, count in times.items() if FEWEST <= count <= most}
    return [next((name for name in one if name in usable), "") for one in found]
