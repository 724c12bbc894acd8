"""Which words come up again and again, without a dictionary: for titles and first sentences.

A Chinese phrase is a run of 2 to 6 characters that holds together (its parts meet far more often than by chance)
and stands free (what comes before and after it varies), after Sun, Shen and Tsou (1998) and Feng et al. (2004).
In English single words and pairs of words count.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

LONGEST = 6
LONGEST_TEXT = 60
COHESION = 12.0
"""How many times more often the parts meet than by chance."""

FIXED = 0.7
"""The largest share that one neighbour may have on either side: above it the phrase is part of a longer one."""

_CHINESE = re.compile("[\u4e00-\u9fff]+")
_LATIN = re.compile(r"[a-z][a-z'-]+")
_EMPTY_WORDS = """
    问题 咨询 反映 建议 希望 请问 关于 请求 投诉 举报 求助 何时 什么 什么时候 能否 是否 是否有 严重 情况
    解决 处理 有关 我们 小区 市民 领导 政府 相关 部门 怎么 如何 可以 没有 不能 一个 存在 进行 尽快
    请求解决 的问题 无人 多次 为何 为什么 哪里 有没有 问题咨询 咨询问题 咨询关于 反映问题 您好 你好
    尊敬的 现在 这个 那个 业主 居民 群众 网友 书记 市长 县长 区长 何时能 请政府 要求 想问 一下 请问一下
    还是 已经 目前 应该 有个 是不是 多久 几个 附近 一直 长期 影响 导致 造成 加强 加快 城小区 园小区 本人
    本人于 我是 我想 想咨询 国际 中心 二期 一期 今年 明年 时间 工作 开始 人员 公司 有限公司 号楼 很多
    一名 居住 家园 街道 社区
"""
_STOP_WORDS = """
    a about after again all also am an and any are as at be because been before being but by can could
    did do does for from get had has have he her here him his how i if in into is it its just like me
    more my need no not of off on one only or other our out over please she should so some than that the
    their them then there these they this to too under until up us very was we were what when where
    which while who why will with would you your
"""
_EMPTY, _STOP = frozenset(_EMPTY_WORDS.split()), frozenset(_STOP_WORDS.split())
_TORN = ("县", "区", "市", "号", "于", "的", "了")
"""How the rest of a place's name begins where its first part is masked."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase and in how many texts it stands."""

    words: str
    count: int


def phrases(texts: Iterable[str], most: int = 30) -> list[Phrase]:
    """The phrases that most texts share, the commonest first; "问题" and "please" are none."""
    given = [text[:LONGEST_TEXT].lower() for text in texts]
    fewest = max(3, len(given) // 400)
    found = [*_chinese(given, fewest), *_english(given, fewest)]
    found.sort(key=lambda phrase: (-phrase.count, phrase.words))
    return _distinct(found, most)


def _distinct(found: Sequence[Phrase], most: int) -> list[Phrase]:
    """Without those that are part of a chosen one, or hold one, and come up nearly as often."""
    chosen: list[Phrase] = []
    for phrase in found:
        near = (c for c in chosen if phrase.words in c.words or c.words in phrase.words)
        if not any(phrase.count > 0.5 * other.count for other in near):
            chosen.append(phrase)
        if len(chosen) == most:
            break
    return chosen


def _chinese(texts: Sequence[str], fewest: int) -> Iterator[Phrase]:
    runs = [_CHINESE.findall(text) for text in texts]
    counts = _gram_counts(runs, fewest)
    total = max(1, sum(counts[letter] for letter in counts if len(letter) == 1))
    firm = {gram for gram, count in counts.items() if len(gram) > 1 and _holds_together(gram, counts, total)}
    firm = {gram for gram in firm - _EMPTY if not gram.startswith(_TORN) and not gram.endswith(("省", "市"))}
    before, after = _neighbours(runs, firm)
    for gram in firm:
        if _free(before[gram]) and _free(after[gram]):
            yield Phrase(gram, counts[gram])


def _gram_counts(runs: Sequence[Sequence[str]], fewest: int) -> Counter[str]:
    """In how many texts each run of 1 to 6 characters stands; longer ones only where both shorter ones are common."""
    counts: Counter[str] = Counter()
    for length in range(1, LONGEST + 1):
        seen: Counter[str] = Counter()
        for text in runs:
            seen.update(set(_grams(text, length, counts)))
        common = {gram: count for gram, count in seen.items() if length == 1 or count >= fewest}
        counts.update(common)
    return counts


def _grams(text: Sequence[str], length: int, counts: Counter[str]) -> Iterator[str]:
    for run in text:
        for at in range(len(run) - length + 1):
            gram = run[at : at + length]
            if length < 3 or (gram[:-1] in counts and gram[1:] in counts):
                yield gram


def _holds_together(gram: str, counts: Counter[str], total: int) -> bool:
    splits = ((counts[gram[:at]], counts[gram[at:]]) for at in range(1, len(gram)))
    return all(counts[gram] * total >= COHESION * left * right for left, right in splits)


def _neighbours(runs: Sequence[Sequence[str]], firm: set[str]) -> tuple[dict[str, Counter[str]], ...]:
    before: dict[str, Counter[str]] = defaultdict(Counter)
    after: dict[str, Counter[str]] = defaultdict(Counter)
    for run in (run for text in runs for run in text):
        for length in range(2, LONGEST + 1):
            for at in range(len(run) - length + 1):
                gram = run[at : at + length]
                if gram in firm:
                    before[gram][run[at - 1 : at]] += 1
                    after[gram][run[at + length : at + length + 1]] += 1
    return before, after


def _free(neighbours: Counter[str]) -> bool:
    """The edge of a text, written "", is as free as any."""
    inner = [count for letter, count in neighbours.items() if letter]
    return max(inner, default=0) <= FIXED * neighbours.total()


def _english(texts: Sequence[str], fewest: int) -> Iterator[Phrase]:
    counts: Counter[str] = Counter()
    for text in texts:
        words = [word.strip("'-") for word in _LATIN.findall(text)]
        pairs = (f"{a} {b}" for a, b in pairwise(words) if not {a, b} & _STOP)
        counts.update({word for word in words if word not in _STOP and len(word) > 2} | set(pairs))
    return (Phrase(words, count) for words, count in counts.items() if count >= fewest)
