"""What is the same on every page is written once for each language, not once for each page. Builtins."""

from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.template.base import NodeList, Parser, Token, VariableNode
from django.template.context import Context
from django.template.exceptions import TemplateSyntaxError
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info

register = template.Library()


class Fixed(template.Node):
    """Words, icons and addresses that no fact of a page changes; nothing of the page can be spoken of in them."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist
        self.written: dict[str | None, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        """What was written for the reader's language, or is written now."""
        language = get_language()
        found = self.written.get(language)
        if found is None:
            found = self.written[language] = self.nodelist.render(context.new())
        return found


@register.tag
def fixed(parser: Parser, _token: Token) -> Fixed:
    """`{% fixed %} … {% endfixed %}`; TemplateSyntaxError where a fact of the page stands between them."""
    inside = parser.parse(("endfixed",))
    parser.delete_first_token()
    for node in inside.get_nodes_by_type(VariableNode):
        said = node.filter_expression  # type: ignore[attr-defined]
        if getattr(said.var, "lookups", None):
            raise TemplateSyntaxError(f"{said.token} is not the same on every page")
    return Fixed(inside)


@register.simple_tag
@lru_cache(maxsize=64)
def page(name: str) -> str:
    """The address of a page that needs nothing else to be named; empty where there is none."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


@register.simple_tag
def other_languages() -> tuple[tuple[str, str, str], ...]:
    """Code, address and own name of each language that the page is not in."""
    return _others(get_language())


@lru_cache(maxsize=16)
def _others(language: str | None) -> tuple[tuple[str, str, str], ...]:
    codes = [code for code, _ in settings.LANGUAGES if code != language]
    return tuple((code, reverse("set_language", args=[code]), _own_name(code)) for code in codes)


def _own_name(code: str) -> str:
    info: dict[str, Any] = get_language_info(code)
    return "\u4e2d\u6587" if code == "zh-hans" else str(info["name_local"])
