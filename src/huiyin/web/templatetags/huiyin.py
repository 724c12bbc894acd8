"""How the pages write icons, states, bars, dates and figures. A builtin: templates need no `load`."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.dateformat import format as dateformat
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from huiyin.places.drawing import bar_drawing, share_drawing, spark_drawing
from huiyin.web.words import STATES, WEEKDAYS

register = template.Library()

TURNING = frozenset({"go", "back", "next", "leave", "s-handed"})
"""Icons that point along the line and therefore turn in right-to-left."""


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon of `static/icons.svg`; silent for screen readers unless it has a label."""
    return _drawn_icon(name, str(label))


@lru_cache(maxsize=512)
def _drawn_icon(name: str, label: str) -> SafeString:
    """Written once for each name and label: a list shows the same few a hundred times."""
    turns = mark_safe(" turns") if name in TURNING else ""
    address = f"{static('icons.svg')}#{name}"
    if label:
        return format_html(
            '<svg class="icon{}" role="img" aria-label="{}"><use href="{}"/></svg>', turns, label, address
        )
    return format_html('<svg class="icon{}" aria-hidden="true"><use href="{}"/></svg>', turns, address)


@register.simple_tag
def state(key: str, label: object = "", bare: bool = False) -> SafeString:
    """A state as word and shape. `label` replaces the usual word; `bare` leaves the ground out (dense lists)."""
    known = STATES[str(key)]
    return format_html(
        '<span class="state{}" data-tone="{}">{}{}</span>',
        mark_safe(" bare") if bare else "",
        known.tone,
        icon(known.shape),
        label or known.word,
    )


@register.simple_tag
def state_shape(key: str, label: object = "") -> SafeString:
    """Only the shape of a state, with its word for screen readers and as a hint: one line of a dense list."""
    known = STATES[str(key)]
    word = label or known.word
    return format_html(
        '<span class="state bare" data-tone="{}" title="{}">{}<span class="unseen">{}</span></span>',
        known.tone,
        word,
        icon(known.shape),
        word,
    )


@register.simple_tag
def bar(
    value: float | None,
    low: float | None = None,
    high: float | None = None,
    count: int | None = None,
    mark: float | None = None,
) -> SafeString:
    """A share (0 to 1) as figure and bar, its interval as a whisker, of how many below.

    No value: "not enough answers yet", and how many. `mark` is a dashed line, e.g. the county's share.
    """
    if value is None:
        few = _("not enough answers yet") if count is None else _("not enough answers yet (%(count)s)")
        return format_html('<span class="few">{}</span>', few % {"count": figure(count)})
    below = format_html("<small>{}</small>", _words_of_interval(low, high, count)) if count is not None else ""
    return format_html(
        '<div class="bar"><b>{}</b>{}{}</div>', percent(value), bar_drawing(value, low, high, mark), below
    )


def _words_of_interval(low: float | None, high: float | None, count: int | None) -> str:
    if low is None or high is None:
        return _("of %(count)s") % {"count": figure(count)}
    return _("%(low)s to %(high)s, of %(count)s") % {
        "low": percent(low),
        "high": percent(high),
        "count": figure(count),
    }


@register.simple_tag
def share(value: float, old: bool = False) -> SafeString:
    """A plain bar for a share (0 to 1) beside its own label and figure: a row of `.bars`."""
    return share_drawing(value, old)


@register.simple_tag
def spark(values: list[float], label: str = "", top: float | None = None) -> SafeString:
    """A small line over time from zero; `label` says in words what it shows; one `top` for a common scale."""
    return spark_drawing(values, label, top)


@register.filter
def day(when: date | datetime | None) -> str:
    """A day in words: 周二 7月3日, Tue 3 July; with the year if it is not this one."""
    if when is None:
        return ""
    on = _date(when)
    this_year = on.year == timezone.localdate().year
    written = dateformat(on, pgettext("date", "j F") if this_year else pgettext("date", "j F Y"))
    return f"{WEEKDAYS[on.weekday()]} {written}" if this_year else written


@register.filter
def keep(words: str) -> SafeString:
    """Words that stay on one line."""
    return format_html('<span class="keep">{}</span>', words) if words else SafeString()


@register.filter
def hour(when: datetime | None) -> str:
    """Day and hour: 周二 7月3日 14:05."""
    return "" if when is None else f"{day(when)} {timezone.localtime(when):%H:%M}"


@register.simple_tag
def ago(when: datetime | date) -> SafeString:
    """How long ago, in words, with the exact time in the element."""
    return format_html('<time datetime="{}" title="{}">{}</time>', when.isoformat(), day(when), _words_of_age(when))


def _words_of_age(when: datetime | date) -> str:
    days = (timezone.localdate() - _date(when)).days
    if days > 31:
        return day(when)
    if days > 1:
        return ngettext("%(count)s day ago", "%(count)s days ago", days) % {"count": days}
    if days == 1:
        return _("yesterday")
    return _words_of_today(timezone.now() - when) if isinstance(when, datetime) else _("today")


def _words_of_today(past: timedelta) -> str:
    minutes = int(past.total_seconds() // 60)
    if minutes < 1:
        return _("just now")
    if minutes < 60:
        return ngettext("%(count)s minute ago", "%(count)s minutes ago", minutes) % {"count": minutes}
    hours = minutes // 60
    return ngettext("%(count)s hour ago", "%(count)s hours ago", hours) % {"count": hours}


@register.filter
def left(working_days: int) -> str:
    """Working days until a date: left, due today, or over."""
    if working_days == 0:
        return _("due today")
    if working_days > 0:
        text = ngettext("%(count)s working day left", "%(count)s working days left", working_days)
        return text % {"count": working_days}
    over = -working_days
    return ngettext("%(count)s working day over", "%(count)s working days over", over) % {"count": over}


@register.filter
def figure(number: float | None) -> str:
    """A count with thousands apart; a dash where there is none."""
    if number is None:
        return "—"
    return f"{number:,.0f}" if number == int(number) else f"{number:,.1f}"


@register.filter
def percent(number: float | None) -> str:
    """A share (0 to 1) as a whole percentage; never rounded up to 100 or down to 0."""
    if number is None:
        return "—"
    if 0.995 <= number < 1:
        return ">99%"
    if 0 < number < 0.005:
        return "<1%"
    return f"{round(number * 100)}%"


@register.filter
def named(thing: Any) -> str:
    """The name of an office, area, department or category in the reader's language, if it has one there."""
    in_english = not (get_language() or "").startswith("zh")
    return (getattr(thing, "name_en", "") if in_english else "") or getattr(thing, "name", "")


@register.simple_tag
def gap() -> str:
    """Between two sentences: a space, where the language writes one."""
    return "" if (get_language() or "").startswith("zh") else " "


@register.simple_tag
def problem(label: object, error: object) -> str:
    """A field and what is wrong with it, as one line of the list on top of a form."""
    if str(label).endswith(("?", "\uff1f")):
        return f"{label}{gap()}{error}"
    return _("%(label)s: %(error)s") % {"label": label, "error": error}


@register.simple_tag(takes_context=True)
def here(context: Mapping[str, Any], address: str, *but: str) -> SafeString:
    """Marks the link of the page that is open or under which it lies, unless it lies under one of `but`."""
    request = context.get("request")
    path = request.path if request else ""
    is_here = path == address or (address != "/" and path.startswith(address))
    is_elsewhere = any(other and path.startswith(other) for other in but)
    return mark_safe(' aria-current="page"') if is_here and not is_elsewhere else mark_safe("")


def _date(when: date | datetime) -> date:
    return timezone.localtime(when).date() if isinstance(when, datetime) else when
