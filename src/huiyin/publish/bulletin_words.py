"""What the bulletin says, in 中文 and English. It runs without any set-up, so the words stand here, side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from huiyin.hear.refusals import CHINESE, ENGLISH

_WORDS: Mapping[str, tuple[str, str]] = {
    # the paper
    "name": ("来信简报", "Bulletin of messages"),
    "made_by": ("由回音（Huiyin）根据“{source}”自动整理", "Made by Huiyin from “{source}”"),
    "period": ("{first}至{last}", "{first} to {last}"),
    "no_period": ("表中没有日期", "without dates"),
    "page": ("第 {n} 页，共 {of} 页", "Page {n} of {of}"),
    "contents": ("目录", "Contents"),
    "source": ("数据：{source}，截至{day}", "Source: {source}, as of {day}"),
    "source_undated": ("数据：{source}", "Source: {source}"),
    "others": ("其他 {n} 项", "{n} others"),
    "no_name": ("没有填写", "not stated"),
    "more": ("再看 {n} 条", "{n} more"),
    "table": ("图中的数字", "The figures in this chart"),
    "count": ("件数", "Messages"),
    "share": ("占比", "Share"),
    "cited": ("编号 {number}", "No. {number}"),
    # while it is made
    "doing_read": ("正在读：{n} 行", "Reading: {n} lines"),
    "doing_group": ("读完 {n} 行，正在归类", "Read {n} lines; grouping them"),
    "doing_draw": ("正在画图、排版", "Drawing and setting"),
    "doing_done": ("整理了 {n} 件来信，用了 {seconds} 秒", "{n} messages, {seconds} seconds"),
    # finding and lead
    "headline_issue": ("{total}，最集中的是“{title}”", "{total}; one matter leads: “{title}”"),
    "headline_category": ("{total}，说得最多的是{name}", "{total}; {name} leads"),
    "headline_plain": ("{total}说了什么", "What {total} say"),
    "lead_period": ("{first}至{last}共收到 {total} 件来信", "{total} messages came in from {first} to {last}"),
    "lead_total": ("表中共有 {total} 件来信", "The file holds {total} messages"),
    "lead_daily": ("，平均每天 {n} 件。", ", {n} a day on average. "),
    "stop": ("。", ". "),
    "lead_about": (
        "说得最多的是{names}，占 {share}。",
        "Most are about {names}: {share} of those with a category. ",
    ),
    "lead_words": ("标题里常出现{names}。", "Words that keep coming back: {names}. "),
    "lead_places": ("来信最多的地方是{name}，{n} 件。", "Most come from {name}: {n}. "),
    "lead_issue": (
        "最集中的一件事是“{title}”，{n} 件来信说的都是它。",
        "One matter stands out: “{title}”, in {n} messages. ",
    ),
    "lead_answers": (
        "{share} 有了答复，一半在 {median} 个工作日内答复。",
        "{share} have an answer, half of them within {median}. ",
    ),
    "lead_answered": ("{share} 有了答复。", "{share} have an answer. "),
    "lead_waiting": ("还有 {n} 件没有答复。", "{n} still wait for one. "),
    # key figures
    "figure_total": ("来信", "messages"),
    "figure_daily": ("平均每天", "a day on average"),
    "figure_median": ("答复用时（中位数，工作日）", "working days to an answer (median)"),
    "figure_soon": ("5 个工作日内答复", "answered within 5 working days"),
    "figure_answered": ("已答复", "answered"),
    "figure_waiting": ("还没答复", "without an answer"),
    "figure_issues": ("热点问题", "hot issues"),
    # when
    "when": ("什么时候", "When"),
    "peak_day": ("{when}最多，{n} 件", "Most on {when}: {n}"),
    "peak_week": ("{when}那一周最多，{n} 件", "Most in the week of {when}: {n}"),
    "peak_month": ("{when}最多，{n} 件", "Most in {when}: {n}"),
    "peak_year": ("{when}最多，{n} 件", "Most in {when}: {n}"),
    "times_usual": ("，是平常的 {times} 倍", ", {times} times the usual number"),
    "even": ("各{step}来信多少差不多", "About as many each {step}"),
    "usual": ("平常 {n}", "usually {n}"),
    "step_day": ("天", "day"),
    "step_week": ("周", "week"),
    "step_month": ("月", "month"),
    "step_year": ("年", "year"),
    "when_note_day": ("每根柱是一天。", "One bar is a day. "),
    "when_note_week": ("每根柱是一周，从周一算起。", "One bar is a week from Monday. "),
    "when_note_month": ("每根柱是一个月。", "One bar is a month. "),
    "when_note_year": ("每根柱是一年。", "One bar is a year. "),
    "when_edges": ("首尾两段可能不完整。", "The first and last may be incomplete. "),
    "when_earlier": ("更早的 {n} 件没有画出。", "{n} much earlier ones are not drawn. "),
    "when_undated": ("{n} 件没有日期，没有计入。", "{n} without a date are not counted. "),
    # what about
    "what": ("说的什么", "What about"),
    "what_column": ("{name}最多，占 {share}", "{name} leads with {share}"),
    "what_title_note": (
        "表里没有分类，这里按标题统计（标题是从固定选项里选的）。",
        "The file has no category; titles are counted, which were chosen from a list. ",
    ),
    "what_missing": ("{n} 件没有分类，没有计入占比。", "{n} without a category are not counted in the shares."),
    "words": ("标题里常出现的词", "Words that keep coming back in titles"),
    "words_note": (
        "后面的数字是多少件来信的标题（没有标题的，取第一句）里有这个词。",
        "The number tells in how many titles (or first sentences) the word stands.",
    ),
    "kinds": ("想要什么", "What people want"),
    "kinds_finding": ("{share} 是{name}", "{share} are {name}"),
    "kind_request": ("求助和投诉", "requests and complaints"),
    "kind_question": ("咨询", "questions"),
    "kind_suggestion": ("建言", "suggestions"),
    "kind_thanks": ("感谢", "thanks"),
    "channels": ("从哪里来信", "By which road"),
    "callbacks": ("回访怎么说", "What people said when called back"),
    # where
    "where": ("来自哪里", "From where"),
    "where_finding": ("{name}最多，{n} 件", "Most from {name}: {n}"),
    "where_column": ("按表中“{heading}”一列统计。", "By the column “{heading}”. "),
    "where_address": ("按地址里的地名统计。", "By the names of places in the addresses. "),
    "where_words": (
        "表里没有地区一列，按来信里写到的地名统计；一件来信只算一个地方。",
        "The file has no column for places: names of places in the texts are counted, one for each message. ",
    ),
    "where_missing": ("{n} 件看不出是哪里。", "For {n} the place is not known."),
    # hot issues
    "issues": ("热点问题", "Hot issues"),
    "issues_finding": ("{n} 件事有多人反映", "{n} matters that many speak of"),
    "issues_one": ("1 件事有多人反映", "One matter that many speak of"),
    "issues_note": (
        "文字、地点和时间相近的来信归为一件事，按热度排列：多少人说、说了多少天、多少人点赞。",
        "Messages alike in words, place and time are taken as one matter. The order is by heat: how many speak of"
        " it, on how many days, with how many supporters.",
    ),
    "issues_newest": ("只在最近的 {n} 件来信里找。", "Looked for among the newest {n} messages."),
    "issue_count": ("{n} 件来信", "{n} messages"),
    "issue_days": ("{first}至{last}", "{first} to {last}"),
    "issue_support": ("{n} 人点赞", "{n} supporters"),
    "issue_departments": ("承办：{names}", "With {names}"),
    # answers
    "answers": ("答复快慢", "How fast the answers came"),
    "answers_finding": (
        "{soon} 在 5 个工作日内答复，{late} 超过 15 个工作日",
        "{soon} answered within 5 working days, {late} after more than 15",
    ),
    "answers_plain": ("{n} 件有答复，占 {share}", "{n} have an answer: {share}"),
    "answers_axis": ("答复用了多少个工作日", "Working days to the answer"),
    "answers_note": (
        "{n} 件知道来信和答复的日期。工作日{calendar}；来信当天不算，当天答复记 0。",
        "Both days are known for {n}. Working days {calendar}; the day of the message is not counted. ",
    ),
    "calendar_china": ("按国务院放假安排", "follow China's public holidays"),
    "calendar_week": ("按周一至周五，没有扣除节假日", "are Monday to Friday; holidays are not taken out"),
    "departments": ("各承办单位", "By department"),
    "department": ("单位", "Department"),
    "answered": ("已答复", "Answered"),
    "median": ("中位数（工作日）", "Median (working days)"),
    "within_late": ("15 个工作日内", "Within 15 working days"),
    "too_few": ("还不够多", "not enough yet"),
    "departments_note": (
        "按来信多少排列，不是排名。知道日期的答复不到 {n} 件的，不算用时。",
        "In the order of messages received; this is no ranking."
        " Times are given from {n} answers with known dates upwards.",
    ),
    # waiting
    "waiting": ("等得最久的", "Waiting longest"),
    "waiting_finding": (
        "{n} 件还没有答复，{late} 件已超过 15 个工作日",
        "{n} have no answer, {late} for over 15 working days",
    ),
    "waiting_undated": ("{n} 件还没有答复", "{n} have no answer"),
    "waiting_note": (
        "等了多久，算到表中最后一天（{day}）。",
        "Counted up to the last day in the file ({day}).",
    ),
    "waited": ("等了（工作日）", "Waited (working days)"),
    "said_on": ("来信日期", "Sent"),
    "message": ("来信", "Message"),
    "number": ("编号", "No."),
    # copies
    "copies": ("重复来信", "The same words again"),
    "copies_finding": ("{n} 件与更早的来信一字不差", "{n} repeat an earlier message word for word"),
    "copies_times": ("{n} 次", "{n} times"),
    # what is asked
    "asked": ("请谁做什么", "Who is asked to do what"),
    "ask_issue": (
        "“{title}”（{n} 件）：请{who}一并答复，说明怎么办、哪天办好。",
        "“{title}” ({n} messages): {who} to answer all of them, saying what will be done and by when.",
    ),
    "ask_issue_nobody": ("明确一个牵头单位", "one department, to be named,"),
    "ask_waiting": (
        "超过 15 个工作日没有答复的 {n} 件：请承办单位先办这些，今天就告诉来信人办到哪一步了。",
        "{n} messages without an answer for over 15 working days: deal with these first, and tell the senders"
        " today how things stand.",
    ),
    "ask_waiting_undated": (
        "没有答复的 {n} 件：请承办单位逐件核实，告诉来信人办到哪一步了。",
        "{n} messages without an answer: check each and tell the sender how things stand.",
    ),
    "ask_refused": (
        "没有读进来的 {n} 行：请登记的同事对照 {file} 里写的原因补正。",
        "{n} lines that could not be read: please mend them; {file} gives the reason for each.",
    ),
    "ask_category": (
        "表里没有分类一列：补上以后，能看出每类问题多少、办得快慢。",
        "The file has no category column: with one, the figures can be told by subject.",
    ),
    "ask_dates": (
        "表里没有日期一列：补上以后，能看出变化和等待时间。",
        "The file has no dates: with them, the trend and the waiting times can be told.",
    ),
    "ask_nothing": ("没有需要马上办的事。", "Nothing calls for action at once."),
    # how it was counted
    "how": ("怎么算的", "How this was counted"),
    "how_lines": (
        "表中 {lines} 行 = 计入 {total} 件 + 重复登记 {repeated} 行 + 没有读入 {refused} 行。",
        "{lines} lines in the file = {total} messages counted + {repeated} registered twice + {refused} not read.",
    ),
    "how_columns": ("认出的列：{columns}。", "Columns recognised: {columns}. "),
    "how_ignored": ("没有用到的列：{columns}。", "Columns not used: {columns}. "),
    "how_private": (
        "引用的来信已去掉姓名、电话、住址等个人信息；来信人是谁，不统计，不比较。",
        "Quoted messages are without names, telephone numbers and homes. Senders are neither counted nor compared.",
    ),
}

_FIELDS: Mapping[str, tuple[str, str]] = {
    "external_id": ("编号", "number"),
    "sender": ("是否匿名", "anonymous or not"),
    "title": ("标题", "title"),
    "text": ("内容", "text"),
    "said_at": ("来信时间", "time"),
    "kind": ("类型", "kind"),
    "category": ("分类", "category"),
    "subcategory": ("二级分类", "second category"),
    "department": ("承办单位", "department"),
    "reply": ("答复", "answer"),
    "reply_at": ("答复时间", "time of the answer"),
    "reply_days": ("答复天数", "days to the answer"),
    "due": ("时限", "due"),
    "callback": ("回访", "call-back"),
    "callback_at": ("回访时间", "time of the call-back"),
    "place": ("地区", "place"),
    "address": ("地址", "address"),
    "lat": ("纬度", "latitude"),
    "long": ("经度", "longitude"),
    "up": ("点赞", "support"),
    "down": ("反对", "against"),
    "status": ("状态", "state"),
    "channel": ("来源", "channel"),
    "media_url": ("附件", "attachment"),
}

_BARS = {
    ENGLISH: ("same day", "1–2", "3–5", "6–10", "11–15", "16–30", "31–60", "over 60"),
    CHINESE: ("当天", "1–2", "3–5", "6–10", "11–15", "16–30", "31–60", "60 以上"),
}
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language."""

    language: str

    @property
    def chinese(self) -> bool:
        """Whether it is 中文; English otherwise."""
        return self.language.lower().startswith("zh")

    def __call__(self, key: str, **params: object) -> str:
        """The sentence with its places filled; whole numbers are grouped by thousands."""
        written = {name: f"{value:,}" if isinstance(value, int) else value for name, value in params.items()}
        return _WORDS[key][0 if self.chinese else 1].format(**written)

    def messages(self, n: int) -> str:
        """So many messages."""
        if self.chinese:
            return f"{n:,} 件来信"
        return "1 message" if n == 1 else f"{n:,} messages"

    def days(self, n: float) -> str:
        """A number of working days, as it stands in the lead."""
        if self.chinese:
            return f"{n:g}"
        return f"{n:g} working day" if n == 1 else f"{n:g} working days"

    def day(self, day: date | None) -> str:
        """A date in words and figures."""
        if day is None:
            return "—"
        return (
            f"{day.year}年{day.month}月{day.day}日"
            if self.chinese
            else f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
        )

    def step(self, start: date, step: str) -> str:
        """The day, week, month or year that begins on this day."""
        if step in ("day", "week"):
            return self.day(start)
        if step == "year":
            return f"{start.year}年" if self.chinese else str(start.year)
        return f"{start.year}年{start.month}月" if self.chinese else f"{_MONTHS[start.month - 1]} {start.year}"

    def tick(self, start: date, step: str) -> str:
        """The same, short enough for an axis."""
        if step in ("day", "week"):
            return f"{start.month}月{start.day}日" if self.chinese else f"{start.day} {_MONTHS[start.month - 1][:3]}"
        if step == "year":
            return str(start.year)
        if self.chinese:
            return f"{start.year}年{start.month}月" if start.month == 1 else f"{start.month}月"
        name = _MONTHS[start.month - 1][:3]
        return f"{name} {start.year}" if start.month == 1 else name

    def names(self, names: list[str]) -> str:
        """A list in a sentence."""
        if self.chinese:
            return "、".join(names)
        return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]

    def field(self, field: str) -> str:
        """What a recognised column is called."""
        return _FIELDS[field][0 if self.chinese else 1]

    def kind(self, value: str) -> str:
        """A kind of message."""
        return self(f"kind_{value}")

    @property
    def bars(self) -> tuple[str, ...]:
        """Names of the bars of answer times."""
        return _BARS[CHINESE if self.chinese else ENGLISH]


def percent(part: float, whole: float) -> str:
    """A share for people: whole percent, and never 0% or 100% where it is not."""
    if not whole:
        return "—"
    share = 100 * part / whole
    if 0 < share < 1:
        return "<1%"
    if 99 < share < 100:
        return ">99%"
    return f"{share:.0f}%"
