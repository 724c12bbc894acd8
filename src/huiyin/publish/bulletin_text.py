"""The sentences of a bulletin, in the order in which they are read; page and paper say the same."""

from collections.abc import Sequence

from huiyin.publish.bulletin_answers import ENOUGH, LATE, SOON, Answers
from huiyin.publish.bulletin_parts import Bulletin, Issue, Share
from huiyin.publish.bulletin_words import Words, percent

DEPARTMENT_COLUMNS = ("department", "count", "answered", "median", "within_late")
MOST_DEPARTMENTS = 20
ASKED_ISSUES = 3
LEADS = 0.02
"""Share of all messages from which one matter, and not a subject, is the headline."""

EVEN = 1.25
"""A peak less than this many times the usual number is no peak."""

FEWEST_USUAL, MOST_TIMES = 5, 20
"""Where usually hardly anything comes, or years of growth lie between, "so many times the usual" says nothing."""


def headline(bulletin: Bulletin, words: Words) -> str:
    """The finding: the matter or the subject that stands out."""
    total = words.messages(bulletin.total)
    leads = bool(bulletin.issues) and bulletin.issues[0].count >= LEADS * bulletin.total
    if leads or (bulletin.issues and not bulletin.categories):
        return words("headline_issue", total=total, title=bulletin.issues[0].title)
    if bulletin.categories:
        return words("headline_category", total=total, name=bulletin.categories.lines[0][0])
    return words("headline_plain", total=total)


def period(bulletin: Bulletin, words: Words) -> str:
    """From when to when."""
    if bulletin.when.first is None:
        return words("no_period")
    if bulletin.when.first == bulletin.when.last:
        return words.day(bulletin.when.first)
    return words("period", first=words.day(bulletin.when.first), last=words.day(bulletin.when.last))


def source(bulletin: Bulletin, words: Words) -> str:
    """Source and date, as they stand below each chart."""
    if bulletin.when.as_of is None:
        return words("source_undated", source=bulletin.source)
    return words("source", source=bulletin.source, day=words.day(bulletin.when.as_of))


def lead(bulletin: Bulletin, words: Words) -> str:
    """What a reader with half a minute should know."""
    parts = [_lead_total(bulletin, words)]
    if bulletin.categories:
        top = bulletin.categories.lines[:3]
        share = percent(sum(n for _, n in top), bulletin.categories.counted)
        parts.append(words("lead_about", names=words.names([name for name, _ in top]), share=share))
    elif bulletin.words:
        parts.append(words("lead_words", names=words.names([_quoted(p.words, words) for p in bulletin.words[:4]])))
    if bulletin.places:
        name, n = bulletin.places.lines[0]
        parts.append(words("lead_places", name=name, n=n))
    if bulletin.issues:
        parts.append(words("lead_issue", title=bulletin.issues[0].title, n=bulletin.issues[0].count))
    return "".join([*parts, *_lead_answers(bulletin, words)]).strip()


def _quoted(name: str, words: Words) -> str:
    return f"“{name}”" if words.chinese else name


def _lead_total(bulletin: Bulletin, words: Words) -> str:
    if bulletin.when.first is None or bulletin.when.last is None:
        return words("lead_total", total=bulletin.total) + words("stop")
    first, last = words.day(bulletin.when.first), words.day(bulletin.when.last)
    begun = words("lead_period", first=first, last=last, total=bulletin.total)
    a_day = daily(bulletin)
    return begun + (words("lead_daily", n=a_day) if a_day else words("stop"))


def daily(bulletin: Bulletin) -> str:
    """Messages a day on average, "" below one."""
    if bulletin.when.first is None or bulletin.when.last is None or bulletin.when.first == bulletin.when.last:
        return ""
    rate = (bulletin.total - bulletin.when.undated) / ((bulletin.when.last - bulletin.when.first).days + 1)
    return "" if rate < 1 else f"{rate:.0f}" if rate >= 10 else f"{rate:.1f}"


def _lead_answers(bulletin: Bulletin, words: Words) -> list[str]:
    if not bulletin.answers:
        return []
    share = percent(bulletin.answers.answered, bulletin.answers.total)
    if bulletin.answers.days:
        said = [words("lead_answers", share=share, median=words.days(bulletin.answers.median))]
    else:
        said = [words("lead_answered", share=share)]
    if bulletin.waiting and bulletin.waiting.count:
        said.append(words("lead_waiting", n=bulletin.waiting.count))
    return said


def figures(bulletin: Bulletin, words: Words) -> list[tuple[str, str, bool]]:
    """The key figures: what it is, the number, whether it should alarm."""
    found = [(words("figure_total"), f"{bulletin.total:,}", False)]
    if a_day := daily(bulletin):
        found.append((words("figure_daily"), a_day, False))
    if bulletin.issues:
        found.append((words("figure_issues"), str(len(bulletin.issues)), False))
    answers = bulletin.answers
    if answers and answers.days:
        found.append((words("figure_median"), f"{answers.median:g}", False))
        found.append((words("figure_soon"), percent(answers.within(SOON), len(answers.days)), False))
    elif answers:
        found.append((words("figure_answered"), percent(answers.answered, answers.total), False))
    if bulletin.waiting and bulletin.waiting.count:
        found.append((words("figure_waiting"), f"{bulletin.waiting.count:,}", True))
    return found


# When


def trend_finding(bulletin: Bulletin, words: Words) -> str:
    """Which step had the most, and whether that is unusual."""
    trend = bulletin.when.trend
    if trend is None:
        return ""
    start, most = trend.peak
    if most < EVEN * trend.usual:
        return words("even", step=words(f"step_{trend.step}"))
    said = words(f"peak_{trend.step}", when=words.step(start, trend.step), n=most)
    times = most / max(trend.usual, 1)
    if trend.usual >= FEWEST_USUAL and times < MOST_TIMES and trend.step != "year":
        said += words("times_usual", times=f"{times:.1f}".removesuffix(".0"))
    return said


def when_note(bulletin: Bulletin, words: Words) -> str:
    """What a bar is, and what is not drawn."""
    trend = bulletin.when.trend
    if trend is None:
        return ""
    said = words(f"when_note_{trend.step}") + ("" if trend.step == "day" else words("when_edges"))
    if trend.earlier:
        said += words("when_earlier", n=trend.earlier)
    return said + (words("when_undated", n=bulletin.when.undated) if bulletin.when.undated else "")


# What about, from where


def top_lines(share: Share, most: int) -> tuple[Sequence[tuple[str, int]], Sequence[tuple[str, int]]]:
    """The first lines, and the rest where it is more than one."""
    if len(share.lines) <= most + 1:
        return share.lines, ()
    return share.lines[:most], share.lines[most:]


def what_finding(bulletin: Bulletin, words: Words) -> str:
    """What leads."""
    if bulletin.categories:
        name, n = bulletin.categories.lines[0]
        return words("what_column", name=name, share=percent(n, bulletin.categories.counted))
    if bulletin.kinds:
        name, n = bulletin.kinds.lines[0]
        return words("kinds_finding", share=percent(n, bulletin.kinds.counted), name=words.kind(name))
    return ""


def what_note(bulletin: Bulletin, words: Words) -> str:
    """Where the categories come from, and how many messages have none."""
    share = bulletin.categories
    if share is None:
        return ""
    said = words("what_title_note") if share.source == "title" else ""
    return said + (words("what_missing", n=share.missing) if share.missing else "")


def where_finding(bulletin: Bulletin, words: Words) -> str:
    """Where most come from."""
    if bulletin.places is None:
        return ""
    name, n = bulletin.places.lines[0]
    return words("where_finding", name=name, n=n)


def where_note(bulletin: Bulletin, words: Words) -> str:
    """Where the places come from, and how many messages name none."""
    share = bulletin.places
    if share is None:
        return ""
    said = words(f"where_{share.source}", heading=bulletin.columns.get("place", ""))
    return said + (words("where_missing", n=share.missing) if share.missing else "")


# Hot issues


def issues_finding(bulletin: Bulletin, words: Words) -> str:
    """How many there are."""
    n = len(bulletin.issues)
    return words("issues_one") if n == 1 else words("issues_finding", n=n)


def issues_note(bulletin: Bulletin, words: Words) -> str:
    """How they were found."""
    newest = words("issues_newest", n=bulletin.grouped) if bulletin.grouped < bulletin.total else ""
    return f"{words('issues_note')} {newest}".strip() if not words.chinese else words("issues_note") + newest


def issue_facts(issue: Issue, words: Words) -> list[str]:
    """How many, when, where, supported by how many, with whom."""
    facts = [words("issue_count", n=issue.count)]
    if issue.first and issue.last:
        same = issue.first == issue.last
        first, last = words.day(issue.first), words.day(issue.last)
        facts.append(first if same else words("issue_days", first=first, last=last))
    if issue.place:
        facts.append(issue.place)
    if issue.support:
        facts.append(words("issue_support", n=issue.support))
    if issue.departments:
        facts.append(words("issue_departments", names=words.names(list(issue.departments))))
    return facts


# Answers


def answers_finding(answers: Answers, words: Words) -> str:
    """How many were quick, how many late; where no time is known, how many there are."""
    timed = len(answers.days)
    if not timed:
        return words("answers_plain", n=answers.answered, share=percent(answers.answered, answers.total))
    soon = percent(answers.within(SOON), timed)
    return words("answers_finding", soon=soon, late=percent(timed - answers.within(LATE), timed))


def answers_note(bulletin: Bulletin, words: Words) -> str:
    """How many times are known, what a working day is, the source."""
    if not bulletin.answers:
        return ""
    calendar = words("calendar_china" if bulletin.answers.holidays else "calendar_week")
    said = words("answers_note", n=len(bulletin.answers.days), calendar=calendar)
    return said + source(bulletin, words)


def department_rows(bulletin: Bulletin, words: Words) -> list[tuple[str, ...]]:
    """The table of departments, cell by cell, see `DEPARTMENT_COLUMNS`."""
    return [
        (
            line.name,
            f"{line.total:,}",
            percent(line.answered, line.total),
            words("too_few") if line.median is None else f"{line.median:g}",
            "—" if line.within_late is None else percent(line.within_late, line.timed),
        )
        for line in bulletin.departments[:MOST_DEPARTMENTS]
    ]


def departments_note(words: Words) -> str:
    """Why it is no ranking."""
    return words("departments_note", n=ENOUGH)


def waiting_finding(bulletin: Bulletin, words: Words) -> str:
    """How many wait, how many of them too long."""
    waiting = bulletin.waiting
    if waiting is None:
        return ""
    if not waiting.oldest:
        return words("waiting_undated", n=waiting.count)
    return words("waiting_finding", n=waiting.count, late=waiting.late)


# What is asked of whom, how it was counted


def asked(bulletin: Bulletin, words: Words) -> list[str]:
    """Who is asked to do what: only what the figures above call for."""
    asks = [_ask_issue(issue, words) for issue in bulletin.issues[:ASKED_ISSUES]]
    waiting = bulletin.waiting
    if waiting and waiting.late:
        asks.append(words("ask_waiting", n=waiting.late))
    elif waiting and waiting.count and not waiting.oldest:
        asks.append(words("ask_waiting_undated", n=waiting.count))
    if bulletin.refused_lines:
        asks.append(words("ask_refused", n=bulletin.refused_lines, file=bulletin.rejected_file))
    if bulletin.categories is None and bulletin.kinds is None:
        asks.append(words("ask_category"))
    if bulletin.when.first is None:
        asks.append(words("ask_dates"))
    return asks or [words("ask_nothing")]


def _ask_issue(issue: Issue, words: Words) -> str:
    who = issue.departments[0] if issue.departments else words("ask_issue_nobody")
    return words("ask_issue", title=issue.title, n=issue.count, who=who)


def how(bulletin: Bulletin, words: Words) -> list[str]:
    """How the lines add up, which columns were used, what is left out on purpose."""
    columns = [f"{heading} → {words.field(field)}" for field, heading in bulletin.columns.items()]
    said = [
        words(
            "how_lines",
            lines=bulletin.lines,
            total=bulletin.total,
            repeated=bulletin.repeated,
            refused=bulletin.refused_lines,
        ),
        words("how_columns", columns=("；" if words.chinese else "; ").join(columns)),
    ]
    if bulletin.ignored:
        said.append(words("how_ignored", columns=words.names(list(bulletin.ignored))))
    return [*said, words("how_private")]
