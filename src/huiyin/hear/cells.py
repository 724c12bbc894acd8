"""What stands in one cell, as offices write it: dates in a dozen ways, numbers with ``.0``."""

import json
import re
import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

from huiyin.hear.rules import Channel, Kind
from huiyin.methods.deadlines import Limit, Unit

NOTHING = frozenset(("", "na", "n/a", "null", "none", "nan", "nil", "#n/a", "-", "--", "/", "\\", "无", "暂无", "空"))
_ANONYMOUS = frozenset(("匿名", "匿名用户", "匿名市民", "匿名网友", "anonymous", "anon"))
_YES = frozenset(("1", "是", "yes", "true", "y", "t"))

_KIND_WORDS = {
    Kind.WRONGDOING: "检举 控告 检举控告 举报违纪 违纪举报 纪检 wrongdoing corruption",
    Kind.QUESTION: "咨询 提问 询问 查询 政策咨询 业务咨询 question inquiry enquiry query",
    Kind.SUGGESTION: "建言 建议 意见 意见建议 建言献策 建议意见 献策 suggestion idea proposal",
    Kind.THANKS: "感谢 表扬 致谢 点赞 thanks praise compliment",
    Kind.REQUEST: """投诉 求助 投诉/求助 求助/投诉 投诉求助 求助投诉 举报 投诉举报 诉求 求决 反映 申诉 报修
        complaint request help report problem issue""",
}
_KIND_OF = {word: kind for kind, words in _KIND_WORDS.items() for word in words.split()}

_CHANNEL_WORDS = {
    Channel.WEB: """网站 网络 网页 互联网 门户网站 政府网站 政府门户网站 网上留言 网上信箱 网站留言 web website
        internet online""",
    Channel.PHONE: "电话 来电 电话反映 固定电话 座机 phone telephone call",
    Channel.HOTLINE: """12345 12345热线 12345电话 12345热线电话 12345平台 政务热线 市民热线
        政务服务便民热线 热线 热线电话 hotline""",
    Channel.LETTER: "来信 信件 信函 书信 letter mail",
    Channel.WALK_IN: "来访 窗口 现场 上门 当面 来访接待 walk_in walk-in counter",
    Channel.EMAIL: "邮件 电子邮件 电子邮箱 邮箱 email e-mail",
    Channel.CHAT: "微信 微信公众号 公众号 微信小程序 chat wechat",
    Channel.VISIT: "走访 下访 入户走访 visit",
}
_CHANNEL_OF = {word: channel for channel, words in _CHANNEL_WORDS.items() for word in words.split()}

_LIMIT = re.compile(
    r"(\d{1,3})(?:\.0)?\s*个?\s*(?:(工作日|工作天|working days?|business days?|work days?)"
    r"|(自然日|日历日|天|日|calendar days?|days?|d)|(小时|钟头|hours?|hrs?|h))?\s*(?:内|以内|之内)?",
    re.IGNORECASE,
)
_WORKING = re.compile("工作日|工作天|working|business", re.IGNORECASE)
_YMD = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(.*)", re.DOTALL)
_USUAL = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2}) (\d{1,2}):(\d{1,2}):(\d{1,2})")
_XXY = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(.*)", re.DOTALL)
_CLOCK = re.compile(
    r"[\sT,]*(上午|下午|中午|晚上|凌晨)?\s*(\d{1,2})\s*[:时点]\s*(\d{1,2})?\s*[:分]?\s*(\d{1,2})?(?:[.,]\d+)?\s*秒?"
    r"\s*([AaPp]\.?[Mm]\.?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?\s*"
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_WORDED = ("%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y", "%b %d %Y", "%B %d %Y")
_WORDED_CLOCKS = ("", " %H:%M", " %H:%M:%S", " %I:%M %p", " %I:%M:%S %p")
_YEARS = range(1970, 2100)


def _half_width(text: str) -> str:
    """Signs, digits and letters as in ASCII: Chinese keyboards type them at double width as readily."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def plain(value: Any) -> str:
    """A cell as text: whole numbers without ``.0``, lists joined, nothing as ``""``."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, float):
        return str(int(value)) if abs(value) < 1e15 and value.is_integer() else repr(value)
    if isinstance(value, list):
        return "; ".join(map(plain, value))
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return "" if value is None else str(value)


def whole_number(text: str) -> int:
    """A count; 0 for whatever is not a number from 0 up."""
    try:
        return max(0, int(float(_half_width(text).replace(",", "")))) if text else 0
    except (ValueError, OverflowError):
        return 0


def time_limit(text: str, heading: str) -> Limit | None:
    """So many days or hours, where that is what the cell says.

    A number alone is of what its heading names; days without a further word are days of the calendar, as in law.

    >>> time_limit("5个工作日", "办理时限")
    Limit(value=5, unit=<Unit.WORKING_DAYS: 'working_days'>)
    """
    match = _LIMIT.fullmatch(_half_width(text).strip())
    if match is None:
        return None
    value, working, days, hours = match.groups()
    unit = Unit.WORKING_DAYS if working else Unit.HOURS if hours else Unit.CALENDAR_DAYS
    if not (working or days or hours):
        unit = Unit.WORKING_DAYS if _WORKING.search(heading) else Unit.HOURS if "小时" in heading else unit
    return Limit(int(value), unit)


def coordinate(text: str, limit: float) -> float:
    """Degrees within ±limit. Raises ValueError for anything else."""
    degrees = float(_half_width(text))
    if not -limit <= degrees <= limit:
        raise ValueError(text)
    return degrees


def kind_of(word: str) -> Kind | None:
    """What the office's word for a kind means, if it is one of ours.

    举报 is a request: most of what hotlines file under it asks for something to be put right.
    """
    return _KIND_OF.get(_half_width(word).strip().casefold().removesuffix("类"))


def channel_of(word: str) -> Channel | None:
    """The road that the office's word names, if it is one of ours."""
    return _CHANNEL_OF.get(_half_width(word).strip().casefold())


def is_anonymous(text: str, heading: str) -> bool:
    """Whether the sender gave no name. The name itself is never kept."""
    word = _half_width(text).casefold()
    asked = "匿名" in heading or "anonym" in heading.casefold()
    return word in _ANONYMOUS or (asked and word in _YES)


def days_come_first(samples: Sequence[str]) -> bool:
    """Whether 05/03/2019 in this file is the 5th of March: true if any of its dates can only be read so."""
    found = [m for m in map(_XXY.match, map(_half_width, samples)) if m]
    return any(int(m[1]) > 12 for m in found) and not any(int(m[2]) > 12 for m in found)


def read_time(text: str, zone: tzinfo, *, day_first: bool = False) -> datetime:
    """The moment that a cell names; times without a zone are local to ``zone``.

    Raises ValueError where it is no date or lies outside 1970–2099.
    """
    half = _half_width(text)
    moment = _usual(half, zone) or _iso(half, zone) or _numeric(half, zone) or _spelt(half, zone, day_first)
    if moment is None or moment.year not in _YEARS:
        raise ValueError(text)
    return moment


def _usual(text: str, zone: tzinfo) -> datetime | None:
    match = _USUAL.fullmatch(text)
    if match is None:
        return None
    year, month, day, hour, minute, second = map(int, match.groups())
    return datetime(year, month, day, hour, minute, second, tzinfo=zone)


def _iso(text: str, zone: tzinfo) -> datetime | None:
    if len(text) < 10 or text[4] != "-":
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _numeric(text: str, zone: tzinfo) -> datetime | None:
    """Excel's days since 1899-12-30, unix seconds or milliseconds, or digits run together."""
    if not _NUMBER.fullmatch(text):
        return None
    whole = text.partition(".")[0]
    if len(whole) == 5:
        return datetime(1899, 12, 30, tzinfo=zone) + timedelta(seconds=round(float(text) * 86400))
    if len(whole) in (10, 13):
        seconds = float(text) / (1000 if len(whole) == 13 else 1)
        return datetime.fromtimestamp(seconds, zone)
    if len(text) in (8, 12, 14):
        return datetime.strptime(text, "%Y%m%d%H%M%S"[: len(text) - 2]).replace(tzinfo=zone)
    return None


def _spelt(text: str, zone: tzinfo, day_first: bool) -> datetime | None:
    if match := _YMD.fullmatch(text):
        return _on_clock(int(match[1]), int(match[2]), int(match[3]), match[4], zone)
    if match := _XXY.fullmatch(text):
        first, second = int(match[1]), int(match[2])
        day, month = (first, second) if first > 12 or (day_first and second <= 12) else (second, first)
        return _on_clock(int(match[3]), month, day, match[4], zone)
    return _worded(text, zone)


def _on_clock(year: int, month: int, day: int, rest: str, zone: tzinfo) -> datetime | None:
    clock = _CLOCK.fullmatch(rest or " 0:0")
    if clock is None or year not in _YEARS:
        return None
    hour = _hour(int(clock[2]), (clock[1] or clock[5] or "").replace(".", "").lower())
    at = _zone(clock[6]) if clock[6] else zone
    moment = datetime(year, month, day, hour % 24, int(clock[3] or 0), int(clock[4] or 0), tzinfo=at)
    return moment + timedelta(days=hour // 24)


def _hour(hour: int, half: str) -> int:
    """24:00 is the next day's midnight; 下午3 and 3 PM are 15."""
    if hour > 24:
        raise ValueError(hour)
    if half in ("pm", "下午", "晚上") and hour < 12:
        return hour + 12
    return 0 if half in ("am", "凌晨") and hour == 12 else hour


def _zone(name: str) -> tzinfo | None:
    return UTC if name in ("Z", "UTC", "GMT") else datetime.strptime(name.replace(":", ""), "%z").tzinfo


def _worded(text: str, zone: tzinfo) -> datetime | None:
    """28 Feb 2019, February 28, 2019 11:25 PM."""
    if not text.isascii() or len(text) > 40:
        return None
    for day in _WORDED:
        for clock in _WORDED_CLOCKS:
            try:
                return datetime.strptime(text, day + clock).replace(tzinfo=zone)
            except ValueError:
                continue
    return None
