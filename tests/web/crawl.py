"""Walk over the addresses and the forms of the program, as somebody would who means no good."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote

from django.urls import URLPattern, reverse

from huiyin.web.urls import urlpatterns


@dataclass(frozen=True)
class Address:
    """One address of the program: its name and what stands in it."""

    name: str
    parts: tuple[str, ...]
    route: str

    @property
    def numbers(self) -> frozenset[str]:
        """Those parts that are numbers."""
        return frozenset(part for part in self.parts if f"<int:{part}>" in self.route)

    def of(self, known: dict[str, Any]) -> str:
        """The address of things that exist."""
        return reverse(self.name, kwargs={part: known[part] for part in self.parts})

    def with_part(self, known: dict[str, Any], part: str, value: str) -> str:
        """The same with something else in one place, whether it fits or not."""
        path = "/" + self.route
        for other in self.parts:
            put = value if other == part else quote(str(known[other]))
            path = path.replace(f"<int:{other}>", put).replace(f"<str:{other}>", put)
        return path


ADDRESSES = tuple(
    Address(pattern.name or "", tuple(pattern.pattern.converters), str(pattern.pattern))
    for pattern in urlpatterns
    if isinstance(pattern, URLPattern)
)


@dataclass
class Form:
    """A form as it stands on a page, with values that a person could have filled in."""

    action: str
    method: str
    values: dict[str, str] = field(default_factory=dict)

    def but(self, name: str, value: str) -> dict[str, str]:
        """All as it should be but one field."""
        return {**self.values, name: value}


_FILLED = {"email": "a@example.org", "date": "2027-01-31", "number": "3", "search": "水", "tel": "13800000000"}


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.address, self.forms, self.select = address, list[Form](), ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(given.get("action") or self.address, given.get("method", "get").lower()))
        elif self.forms and tag in {"input", "textarea", "select", "button"}:
            self._field(tag, given)
        elif self.forms and tag == "option" and self.select and given.get("value"):
            self.forms[-1].values.setdefault(self.select, given["value"])

    def _field(self, tag: str, given: dict[str, str]) -> None:
        name, kind = given.get("name", ""), given.get("type", "text")
        self.select = name if tag == "select" else ""
        if not name or kind == "file" or tag == "select":
            return
        value = given.get("value") or ("" if kind == "hidden" else _FILLED.get(kind, "水管坏了，请来看看"))
        self.forms[-1].values.setdefault(name, value)


def forms(page: str, address: str) -> list[Form]:
    """Every form of a page that has fields."""
    reader = _Reader(address)
    reader.feed(page)
    return [form for form in reader.forms if form.values]


def mutations(form: Form, values: Sequence[str]) -> Iterator[dict[str, str]]:
    """The form with one field after the other gone wrong, and some with all of them; another form, other values."""
    first = sum(map(ord, form.action))
    for number, name in enumerate(form.values, start=first):
        yield form.but(name, values[number % len(values)])
    for value in values[first % 4 :: 4]:
        yield dict.fromkeys(form.values, value)
