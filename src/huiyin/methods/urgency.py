"""How soon a message must be read by a person, from the danger words in it.

A list anyone can read, correct and translate, not a model: what it says must be explainable at two in the
morning. Levels follow the four classes of emergency of China's Emergency Response Law (natural disaster,
accident, public health, public security) and the three dispatch levels that 12345 hotlines use. A word that is
denied or belongs to a drill or a lesson does not count; a danger that is only feared ("may cause a fire") is
read the same day.
"""

import re
from enum import IntEnum
from typing import Final, NamedTuple

from huiyin.methods.cues import Cues
from huiyin.methods.text import fold


class Level(IntEnum):
    """0 in its turn, 1 this day, 2 within two hours, 3 at once: a life may be in danger."""

    ORDINARY = 0
    TODAY = 1
    SOON = 2
    NOW = 3


class Urgency(NamedTuple):
    """The level, and the words of the message that speak for it, most urgent first."""

    level: Level
    reasons: tuple[str, ...]


_SIGNS: Final = {
    Level.NOW: (
        # someone may take their life, or another's
        "自杀|轻生|不想活|活不下去|想死|跳楼|跳河|跳桥|喝农药|割腕|自残|同归于尽|遗书|结束生命",
        "拿刀|持刀|要杀|砍人|被打得|家暴|被绑架|拐卖|强奸",
        "性侵|猥亵|虐待(?:孩子|儿童|老人)|非法拘禁|失踪|走失",
        # fire, gas, electricity, water, buildings
        "(?:煤气|燃气|天然气|液化气|氯气|氨气)[^,。!?;]{0,4}(?:泄漏|泄露|漏气|漏了|爆炸)",
        "闻到[^,。!?;]{0,6}(?:煤气|燃气|天然气)|瓦斯",
        "起火|着火|失火|冒烟|发生[^,。!?;]{0,6}(?:火灾|爆炸)",
        "爆炸了|触电|电死|漏电|电线[^,。!?;]{0,6}(?:掉|断|垂|裸露)",
        "(?:房|楼|墙|桥|路面|屋顶|天花板|大坝|堤|矿|山体|脚手架|吊塔)[^,。!?;]{0,6}"
        "(?:塌了|塌下|要塌|快塌|倒塌|垮塌|塌陷|垮了)|坍塌|溃坝|决堤|决口",
        "滑坡|泥石流|山洪|洪水进|被困|困在(?:电梯|屋|楼|车|水)|溺水|落水|掉进|坠楼|坠落|高空坠物",
        # people ill or hurt
        "中毒|昏迷|昏倒|休克|没有呼吸|大出血|生命危险|危及生命|有人受伤|出人命|救命啊|正在抢救|死人了|狂犬",
        r"\b(?:suicid\w*|kill (?:myself|me|him|her)|gas leak\w*|smell(?:s|ing)? (?:of )?gas|on fire)\b",
        r"\b(?:explo(?:de|ded|sion)|electrocut\w*|live wire|collaps\w+|trapped|drown\w*|unconscious)\b",
        r"\b(?:bleeding|life[- ]threatening|overdose|gunshots?|stabb\w+)\b",
        "ئۆلۈۋال|گاز (?:قويۇپ|ئېقى)|ئوت كەتتى|توك سوق|ئۆرۈلۈپ|غەرق بول|قۇتقۇزۇڭلار|زەھەرلەن",
    ),
    Level.SOON: (
        "井盖[^,。!?;]{0,6}(?:丢|没了|缺|不见|松|坏|破|翻)|(?:没有?|缺|丢失?)井盖",
        "无盖|深坑|路面塌|裂缝[^,。!?;]{0,4}(?:变大|越来越)|危房|危楼|摇摇欲坠",
        "(?:停|断)(?:水|电|气|暖|供)[^,。!?;]{0,6}(?:[二两三四五六七八九十几多2-9]|1[0-9])+ ?(?:天|日|个?星期|周)",
        "没水(?:喝|吃)|喝不上水|断水断电|断粮|断药",
        "(?:水|自来水)[^,。!?;]{0,6}(?:发黑|发臭|有毒|异味|腥臭|发黄)",
        "水污染|毒气|刺鼻|集体[^,。!?;]{0,4}(?:腹泻|呕吐|发烧)|食物变质",
        "拖欠[^,。!?;]{0,8}(?:工资|工钱|薪)|欠薪",
        "(?:工资|工钱|血汗钱)[^,。!?;]{0,8}(?:不发|没发|不给|没给|拖|欠|没结)|讨薪",
        "春节前|过年(?:前|回家)|年关",
        "(?:停|没|无|不)(?:供暖|暖气)|暖气不热|零下|冻(?:坏|伤|死)|热死|中暑|救护车|透析|化疗|早产|氧气",
        "强拆|打架|斗殴|人身威胁|威胁(?:我|他|她|家|要|说)|恐吓",
        "校园欺凌|霸凌|体罚|殴打|酒驾|飙车|超载|疯狗|恶犬|咬(?:伤|人)",
        "电梯[^,。!?;]{0,6}(?:坠|急停|困|失控|下滑)|红绿灯(?:坏|不亮)",
        r"\b(?:no (?:water|power|heat(?:ing)?|electricity)|unpaid wages|sewage|sinkhole|threaten\w*)\b",
        r"\b(?:(?:missing|open) manhole|traffic (?:light|signal)s? (?:is |are )?(?:out|down)|dangerous|bitten)\b",
        "سۇ (?:توختاپ|ئۈزۈلۈپ)|توك (?:توختاپ|ئۈزۈلۈپ)|خەتەرلىك|ئىش ھەققى",
    ),
    Level.TODAY: (
        "(?:停|断)(?:水|电|气|暖)|没(?:水|电|暖气)|漏水|水管爆|爆管|积水|内涝",
        "下水道堵|污水(?:外溢|横流)|路灯(?:坏|不亮)|老人摔|孩子摔|摔(?:伤|倒|跤)",
        "紧急|十万火急|急需|急盼|急急急|安全隐患|危险|隐患|火灾|爆炸|(?:堵|占|锁|封)[^,。!?;]{0,4}消防通道",
        "消防通道[^,。!?;]{0,6}(?:堵|占|锁|封)|飞线充电|电梯故障|尽快|马上就要|今天|明天|高考|中考|通宵|彻夜",
        r"\b(?:urgent\w*|emergency|asap|unsafe|hazard\w*|leak\w*|flood\w*|outage|today|tonight)\b",
        "جىددىي|تېز|سۇ چىق",
    ),
}
_PATTERNS: Final = {level: Cues("|".join(signs)) for level, signs in _SIGNS.items()}
_WAGES: Final = re.compile("拖欠|欠薪|工资|工钱|血汗钱|讨薪|unpaid wages|ئىش ھەققى")
_HOLIDAY: Final = re.compile("春节|过年|年关|年前")
_NOT_MEANT: Final = re.compile(
    "(?:没有|没|未|不会|并非|不是|防止|预防|避免|以防|防范|杜绝|谨防|演练|演习|宣传|讲座|培训|知识|课|保险|预案|应急"
    r"|prevent\w*|avoid|drill|training)[^,。!?;]{0,5}$"
)
_NOT_MEANT_AFTER: Final = re.compile(
    "^[^,。!?;]{0,3}(?:演练|演习|宣传|讲座|培训|知识|预案|应急预案|保险|事故率|报警器|险种|drill|training|alarm)"
)
_ONLY_FEARED: Final = re.compile(
    "(?:易|可能|能会|引发|引起|造成|导致|存在|有着?|怕|担心|一旦|要是|万一|如果|假如|若|诸如|[比例]如|尤其|类|曾经?|去年|前年|年前"
    r"|may|might|could|in case of|risk of)[^,。!?;]{0,6}$"
)
_ONLY_FEARED_AFTER: Final = re.compile("^(?:时|[^,。!?;]{0,4}(?:隐患|风险|事件|责任|问题))")
_LONGEST: Final = 20_000
_MOST_REASONS: Final = 5


def urgency(text: str) -> Urgency:
    """How urgent a message is by its danger words in Chinese, English and Uyghur. No danger word: ORDINARY.

    Unpaid wages before the Spring Festival are read within two hours; elsewhere they are TODAY's.
    """
    folded = fold(text[:_LONGEST])
    words = {level: _meant(pattern, folded) for level, pattern in _PATTERNS.items()}
    feared = [word for word, sure in words[Level.NOW] if not sure]
    wages = [word for word, _ in words[Level.SOON] if _WAGES.search(word)]
    now = [word for word, sure in words[Level.NOW] if sure]
    soon = [word for word, _ in words[Level.SOON] if word not in wages and not _HOLIDAY.search(word)]
    today = feared + [word for word, _ in words[Level.TODAY]]
    if _HOLIDAY.search(folded):
        soon = wages + soon
    else:
        today = wages + today
    level = Level.NOW if now else Level.SOON if soon else Level.TODAY if today else Level.ORDINARY
    return Urgency(level, tuple(dict.fromkeys(now + soon + today))[:_MOST_REASONS])


def _meant(pattern: Cues, folded: str) -> list[tuple[str, bool]]:
    """The words found that are not denied, each with whether it is happening rather than feared."""
    found = []
    for match in pattern.finditer(folded):
        before, after = folded[max(0, match.start() - 12) : match.start()], folded[match.end() : match.end() + 12]
        if not _NOT_MEANT.search(before) and not _NOT_MEANT_AFTER.search(after):
            sure = not _ONLY_FEARED.search(before) and not _ONLY_FEARED_AFTER.search(after)
            found.append((match.group(), sure))
    return found
