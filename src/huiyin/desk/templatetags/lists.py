"""How the desk writes its long lists: a template's loop would cost more than the database behind it."""

from collections.abc import Iterable
from functools import lru_cache
from html import escape

from django import template
from django.template import engines
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from huiyin.desk.queries.queue import Option, Row
from huiyin.handle.words import TERMS
from huiyin.hear.rules import Channel
from huiyin.hear.words import CHANNELS

register = template.Library()


@register.simple_tag
def queue_rows(rows: Iterable[Row], nobody: str, shown_id: object = "", moved: object = False) -> SafeString:
    """Lines of the queue. `nobody` are the words for a case that no department has, `shown_id` is the open case,
    `moved` lines replace those with the same id wherever they stand on the page.
    """
    swap, none, language = ' hx-swap-oob="true"' if moved else "", escape(str(nobody)), get_language()
    lines = (_line(row, none, swap, row.id == shown_id, _shape(row.state, language)) for row in rows)
    return mark_safe("\n".join(lines))  # noqa: S308 - escaped


def _line(row: Row, nobody: str, swap: str, is_shown: bool, shape: str) -> str:
    url = escape(row.url)
    department, warm = (escape(row.department), "") if row.department else (nobody, " warm")
    return (
        f'<li id="row-{escape(row.id)}"{swap}><div class="q"{_TRUE if is_shown else ""}>{shape}'
        f'<a class="title" data-row href="{url}" hx-get="{url}" hx-target="#case" hx-swap="outerHTML">'
        f'{escape(row.title)}</a><span class="sub"><span class="where">{escape(row.place)}</span>'
        f'<span class="dept{warm}">{department}</span></span><span class="age">{escape(row.age)}</span>'
        f'<span class="due{" " + row.tone if row.tone else ""}">{escape(row.due)}</span></div></li>'
    )


@lru_cache(maxsize=128)
def _shape(state: str, _language: str | None) -> SafeString:
    """Written once for each state and language: a list shows the same few fifty times."""
    return SafeString(engines["django"].from_string("{% state_shape state %}").render({"state": state}))


_TRUE = ' aria-current="true"'


@register.simple_tag
def order_of_list() -> SafeString:
    """What gives a case points in the order of the queue."""
    return format_html_join("", "<li>{}</li>", ((words,) for words in TERMS.values()))


@register.simple_tag
def names(some: Iterable[str]) -> SafeString:
    """Names that a field proposes while somebody types."""
    return mark_safe("".join(f'<option value="{escape(name)}"></option>' for name in some))  # noqa: S308 - escaped


@register.simple_tag
def within(query: str, door: str, *named: object) -> SafeString:
    """Where a form of a case's page is sent, and that its answer takes the place of the case alone."""
    address = escape(f"{reverse(door, args=named)}?{query}")
    return SafeString(f'method="post" action="{address}" hx-post="{address}" hx-target="#case" hx-swap="outerHTML"')


@register.filter
def channel(code: str) -> str:
    """By which way a message came, in words."""
    return str(CHANNELS[Channel(code)])


@register.simple_tag
def list_options(options: Iterable[Option]) -> SafeString:
    """The lists of a group as links, each with the count of what it shows."""
    return mark_safe("\n".join(map(_option, options)))  # noqa: S308 - escaped


def _option(option: Option) -> str:
    below, hot = ' class="below"' if option.is_below else "", " hot" if option.is_hot else ""
    return (
        f'<a{below} href="{escape(option.url)}"{_TRUE if option.is_chosen else ""}>'
        f'<span>{escape(option.label)}</span> <span class="n{hot}">{escape(option.count)}</span></a>'
    )
