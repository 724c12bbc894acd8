"""What kind of message it is: a request, a question, a suggestion, thanks, or a report of wrongdoing.

A list of cues that anyone can read; each cue adds its weights, at most twice, and the sums become probabilities
(multinomial logistic). The weights for requests, questions and suggestions were fitted once, by logistic
regression on 11,529 public messages with a known type, and rounded; macro-F1 0.775 there by five folds (a trained
classifier over character n-grams: 0.82). Those for thanks and reports are set by hand.
"""

import math
from enum import StrEnum
from itertools import islice
from typing import Final

from huiyin.methods.cues import Cues
from huiyin.methods.guesses import Guess
from huiyin.methods.text import fold


class Kind(StrEnum):
    """The way a message will go."""

    REQUEST = "request"
    QUESTION = "question"
    SUGGESTION = "suggestion"
    THANKS = "thanks"
    REPORT = "report"


_ORDER: Final = tuple(Kind)
_LONGEST: Final = 3_000
_MOST_REASONS: Final = 5
_START: Final = (0.15, -0.42, 0.27, -2.5, -2.5)
_SHORT, _SHORT_WEIGHTS = 60, (-0.29, 0.56, -0.27, 0.0, 0.0)
_LONG, _LONG_WEIGHTS = 250, (-0.29, -0.08, 0.37, 0.0, 0.0)

_OFFICIALS: Final = (
    "书记|支书|主任|局长|科长|处长|所长|站长|股长|部长|县长|市长|"
    "镇长|乡长|村长|校长|院长|干部|公职|公务员|工作人员|办事员|民警|队长"
)

# cue, and its weights for request, question, suggestion, thanks, report
_CUES: Final = (
    ("请问|想问|问一下|想知道|想了解|了解一下|请教|打听", (-0.34, 0.77, -0.43, 0, 0)),
    ("咨询", (-0.25, 1.0, -0.74, 0, 0)),
    ("什么时候|何时|多久|几时|哪天|多会儿|啥时候", (-0.18, 0.36, -0.18, 0, 0)),
    ("是否|有没有|能否|可否|能不能|可不可以|是不是", (-0.36, 0.36, 0, 0, 0)),
    (r"吗\b|呢\b|么\b|\?", (-0.11, 0.38, -0.27, -0.4, 0)),
    (r"\?[^。!]{0,12}$", (-0.13, 0.42, -0.29, 0, 0)),
    (
        "怎么办理|怎样|如何|需要(?:什么|哪些)|哪些(?:材料|手续|条件)|什么(?:材料|手续|条件|政策)|流程",
        (0, 0.13, -0.14, 0, 0),
    ),
    ("规划|计划|进展|进度|拆迁|腾退|预计", (-0.18, 0.47, -0.29, 0, 0)),
    ("建议|提议|建言", (-0.61, -0.74, 1.35, -0.5, 0)),
    ("希望(?:能|可以|政府|国家|有关|市|相关)|应该|应当|可以考虑|考虑", (-0.09, -0.2, 0.29, 0, 0)),
    (
        "增加|增设|完善|加强|提高|推广|鼓励|改进|优化|设立|建立|出台|取消|减少|加大|促进|规范|避免",
        (-0.26, -0.24, 0.51, 0, 0),
    ),
    ("国家|全国|社会|人民|群众|我国|各地|城市|经济|发展|百姓", (-0.2, -0.26, 0.47, 0, 0)),
    ("比如|例如|首先|其次|第一|一是|一方面|同时|从而|这样", (-0.04, -0.3, 0.35, 0, 0)),
    ("投诉|举报|维权|讨个?公道|说法|欺骗|欺诈|坑|虚假|违规|违法|霸王|侵害|非法", (0.33, -0.31, 0, -1, 0.4)),
    ("解决|处理|帮助|帮忙|求助|救救|督促|协调|介入|查处|彻查|责令|还我", (0.3, -0.18, -0.12, -0.2, 0)),
    ("退款|退费|退还|赔偿|拖欠|工资|押金|定金|合同|承诺|消费|客服|[0-9]元", (0.37, -0.27, -0.09, -0.5, 0)),
    (
        "多次|一直|至今|仍然|依然|推诿|踢皮球|不管|无人|没人|不理|拖延|反复|每天|天天|严重|扰民|噪音",
        (0.36, -0.15, -0.21, -0.8, 0),
    ),
    ("本人于|我于|20[0-9]{2}年[0-9]{1,2}月|[0-9]{1,2}月[0-9]{1,2}日", (0.34, 0.12, -0.46, 0, 0)),
    ("业主|物业|开发商|公司", (0.34, -0.09, -0.25, 0, 0)),
    ("漏水|停水|停电|停气|坏了|堵|臭|垃圾|破损|隐患|违建|无法|不能|不给|拒绝|强行", (0.27, -0.25, 0, -0.8, 0)),
    (
        "感谢信|表扬|锦旗|点个?赞|致谢|感激|由衷|衷心|真心感谢|特此感谢|感谢(?!.{0,12}回复|.{0,8}$)",
        (-0.7, -0.7, -0.7, 1.9, -0.5),
    ),
    (
        "终于(?:修好|解决|通)|已经(?:修好|解决)了?|服务(?:态度)?(?:真|很|非常)?好|热心|耐心|暖心|效率高|为民办实事",
        (-0.5, -0.4, -0.4, 1.2, -0.5),
    ),
    (
        "贪污|受贿|行贿|索贿|贿赂|好处费|以权谋私|滥用职权|吃拿卡要|贪腐|腐败|挪用公款|侵吞|保护伞|渎职|官商勾结|虚报冒领|优亲厚友",
        (0, -0.5, -0.6, -2, 2.6),
    ),
    (f"(?:举报|检举|控告|实名举报)[^,。!?]{{0,14}}(?:{_OFFICIALS}|领导)", (0, -0.6, -0.8, -2, 2.4)),
    (
        f"(?:{_OFFICIALS})[^,。!?]{{0,10}}(?:收了|收受|索要|索取|私吞|贪了)[^,。!?]{{0,12}}(?:钱|元|块|万|红包|礼金|好处|回扣|贿)",
        (0, -0.5, -0.6, -2, 2.6),
    ),
    (
        r"\b(?:when|where|how|what|which|who|can i|may i|is there|are there|do i|could you tell)\b",
        (-0.2, 0.7, -0.3, -0.3, 0),
    ),
    (
        r"\b(?:suggest\w*|should|propose|proposal|would be (?:good|nice|great|better)|idea|why not)\b",
        (-0.3, -0.3, 1.2, -0.3, 0),
    ),
    (
        r"\b(?:broken|leak\w*|please (?:fix|repair|remove|help)|not working|no water|no heat|complain\w*|noise|dirty)\b",  # noqa: E501
        (1.0, -0.4, -0.4, -1, 0),
    ),
    (
        r"\b(?:thank you (?:so much )?(?:for|to)|thanks to|grateful|well done|great (?:job|work)|excellent)\b",
        (-0.6, -0.6, -0.6, 2.6, -0.5),
    ),
    (r"\b(?:brib\w*|corrupt\w*|embezzl\w*|kickback\w*|abus\w+ (?:of )?power|nepotism)\b", (0, -0.5, -0.6, -2, 3.4)),
    ("قاچان|قانداق|نەدە|نېمە|ئۇقماقچى|سورايمەن|؟", (-0.2, 0.6, -0.2, 0, 0)),
    ("تەكلىپ", (-0.4, -0.4, 1.4, 0, 0)),
    ("شىكايەت|بۇزۇلۇپ|ھەل قىلى|توختاپ قال|ئۈزۈلۈپ", (0.8, -0.2, -0.2, -0.8, 0)),
    ("مىننەتدارلىق|چوڭ رەھمەت", (-0.6, -0.6, -0.6, 2.2, 0)),
    ("پارا (?:ئال|يې)|چىرىك|خىيانەت", (0, -0.4, -0.4, -2, 2.8)),
)
_PATTERNS: Final = tuple((Cues(cue), weights) for cue, weights in _CUES)


def kind(text: str) -> Guess:
    """The likeliest kind, its probability and the cue words that spoke for it. Never sure of an empty text."""
    return kinds(text)[0]


def kinds(text: str) -> tuple[Guess, ...]:
    """All five kinds, likeliest first, with their probabilities (they add up to 1) and cue words."""
    folded = fold(text[:_LONGEST])
    sums = list(_START)
    words: list[list[tuple[float, str]]] = [[] for _ in _ORDER]
    for pattern, weights in _PATTERNS:
        found = [match.group() for match in islice(pattern.finditer(folded), 2)]
        for at, weight in enumerate(weights if found else ()):
            sums[at] += weight * len(found)
            if weight > 0:
                words[at] += [(weight, word) for word in found if word]
    _add_length(sums, len(folded))
    total = sum(map(math.exp, sums))
    guesses = [
        Guess(label, math.exp(logit) / total, _strongest(spoken))
        for label, logit, spoken in zip(_ORDER, sums, words, strict=True)
    ]
    return tuple(sorted(guesses, key=lambda guess: -guess.probability))


def _add_length(sums: list[float], length: int) -> None:
    """Questions are short, suggestions long."""
    extra = _SHORT_WEIGHTS if length < _SHORT else _LONG_WEIGHTS if length > _LONG else None
    for at, weight in enumerate(extra or ()):
        sums[at] += weight


def _strongest(words: list[tuple[float, str]]) -> tuple[str, ...]:
    ordered = sorted(words, key=lambda pair: -pair[0])
    return tuple(dict.fromkeys(word for _, word in ordered))[:_MOST_REASONS]
