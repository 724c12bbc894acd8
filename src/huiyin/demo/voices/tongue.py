"""How people write: dialect, slips of the pen, no full stops, too many exclamation marks, a clerk's third person."""

from __future__ import annotations

from collections.abc import Callable

Dice = Callable[[], float]

DIALECT = (
    ("什么", "啥"), ("怎么", "咋"), ("我们", "俺们"), ("我", "俺"), ("没有", "没"), ("知道", "晓得"), ("时候", "会儿"),
    ("这里", "这达"), ("那里", "那达"), ("孩子", "娃"), ("非常", "可"), ("不要", "甭"), ("了不", "咧不"),
)
WEST = (
    ("什么", "啥子"), ("怎么", "咋个"), ("不要", "莫"), ("没有", "没得"), ("厉害", "恼火"), ("孩子", "娃儿"), ("一下", "一哈"),
    ("老人家", "老辈子"), ("知道", "晓得"),
)
SLIPS = (
    ("已经", "以经"), ("反映", "反应"), ("再", "在"), ("应该", "因该"), ("需要", "须要"), ("安排", "按排"), ("账", "帐"),
    ("赔", "陪"), ("辛苦", "幸苦"), ("竟然", "尽然"), ("做", "作"), ("好像", "好象"), ("部门", "部们"), ("即使", "既使"),
    ("坐", "座"), ("其他", "其它"), ("那个", "哪个"), ("补偿", "补尝"), ("垃圾", "拉圾"), ("暖气", "暧气"), ("投诉", "投拆"),
    ("报销", "保销"), ("必须", "必需"), ("幼儿园", "幼儿圆"), ("起码", "其码"), ("一块", "一快"), ("路灯", "路登"), ("装", "按"),
    ("地方", "的方"), ("厉害", "利害"), ("凭", "平"), ("副", "付"), ("既然", "即然"), ("元", "园"), ("漏", "露"), ("像", "象"),
    ("欠", "歉"), ("拖", "托"), ("堵", "赌"), ("栏杆", "拦杆"),
)
SADDER = ("😭", "😭😭😭", "🙏", "🙏🙏", "😤", "😡", "💔", "😮‍💨", "🥲", "[流泪]", "[抱拳]", "[捂脸]")
GLADDER = ("👍", "👍👍👍", "🌹", "❤️", "🙏", "🌹🌹🌹", "😄", "[强]", "[玫瑰]")
THIRD = (
    ("我妈", "其母亲"), ("我爸", "其父亲"), ("我老伴", "其老伴"), ("跟我们说", "告知居民"),
    ("我们这里", "当地"), ("我们村", "该村"), ("我们小区", "该小区"), ("我们家", "其家"), ("我家", "其家"), ("咱们", "居民"), ("我们", "居民"),
    ("俺们", "村民"), ("俺家", "其家"), ("俺村", "该村"), ("俺", "其"), ("本人", "其"), ("我", "其"), ("您", "承办人"), ("你们", "有关部门"),
)
_STOPS = str.maketrans({",": " ", "。": " ", ";": " ", "!": "!", "?": "?", ":": " ", "、": " "})
_NOTHING = str.maketrans(dict.fromkeys(",。;:、!?", ""))
_SPLIT = str.maketrans({"。": "\n", ";": "\n"})


def dialect(text: str, rnd: Dice) -> str:
    """A northern or a south-western mouth; not every word of it."""
    for plain, spoken in DIALECT if rnd() < 0.7 else WEST:
        if rnd() < 0.75:
            text = text.replace(plain, spoken)
    return text


def slips(text: str, rnd: Dice) -> str:
    """Three or four wrong characters of the same sound, as a hurried thumb or an unsure pen makes them."""
    made = 0
    start = int(rnd() * len(SLIPS))
    for at in range(len(SLIPS)):
        plain, wrong = SLIPS[(start + at) % len(SLIPS)]
        if plain in text:
            text = text.replace(plain, wrong, 1)
            made += 1
            if made >= 2 + int(rnd() * 3):
                break
    return text.replace("得", "的") if rnd() < 0.4 else text


def unstopped(text: str, rnd: Dice) -> str:
    """Without punctuation: spaces, nothing, or new lines."""
    if rnd() < 0.5:
        return text.translate(_STOPS).rstrip()
    return text.translate(_NOTHING) if rnd() < 0.6 else text.translate(_SPLIT).rstrip()


def shouted(text: str, rnd: Dice) -> str:
    """Full stops become marks of exclamation."""
    loud = "!!!" if rnd() < 0.4 else "!"
    text = text.replace("。", loud)
    return text.replace("?", "???") if rnd() < 0.3 else text


def with_faces(text: str, rnd: Dice, *, glad: bool) -> str:
    """A chat: little pictures at the end and now and then inside, short lines."""
    faces = GLADDER if glad else SADDER
    if rnd() < 0.5:
        text = text.replace("。", " " + faces[int(rnd() * len(faces))] + "\n", 1)
    if rnd() < 0.4:
        text = text.replace("。", "\n")
    return text.rstrip("。\n ") + (faces[int(rnd() * len(faces))] if rnd() < 0.75 else "")


def third_person(text: str) -> str:
    """As the clerk at the telephone writes it down."""
    text = text.replace("请问", "").replace("想问问", "").replace("想问", "")
    for spoken, written in THIRD:
        if spoken in text:
            text = text.replace(spoken, written)
    return text
