"""One case, as everybody may read it."""

from collections.abc import Callable, Sequence
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from huiyin.hear.rules import OPEN_STATES, Kind
from huiyin.hear.words import KINDS
from huiyin.places.maps import Dot
from huiyin.places.words import local_name, place_words
from huiyin.publish import ground, queries
from huiyin.publish.access import shown_now_as
from huiyin.publish.models import PublicCase
from huiyin.publish.pages.gate import staged
from huiyin.publish.pages.kept import kept
from huiyin.publish.way import stops
from huiyin.rate.rules import Level, Solved
from huiyin.rate.words import LEVELS, SOLVED

SEEN = 16
"""How large the one dot is drawn, as if so many cases lay there."""


def found(case_id: int) -> queries.CaseFacts:
    """The case, or a 404 for what may not be shown (nobody is told whether it exists)."""
    try:
        return queries.case(case_id)
    except PublicCase.DoesNotExist as unknown:
        raise Http404 from unknown


Page = Callable[..., HttpResponse]


def moving_on(page: Page) -> Page:
    """An address that was given away leads on to where the case was joined to; not for good, for it can be undone."""

    @wraps(page)
    def run(request: HttpRequest, case_id: int) -> HttpResponse:
        try:
            return page(request, case_id)
        except Http404:
            if (into := shown_now_as(case_id)) and request.resolver_match:
                return redirect(request.resolver_match.view_name, into)
            raise

    return run


@staged
@moving_on
@kept
def case(request: HttpRequest, case_id: int) -> HttpResponse:
    """Words, place, way, answers, what residents said of them, what came of it."""
    facts = found(case_id)
    line = facts.line
    given = {
        "facts": facts,
        "line": line,
        "state": "late" if line.is_late else line.state,
        "kind": KINDS[Kind(line.kind)],
        "place": place_words(line.township, line.area),
        "township": line.township,
        "township_name": local_name(line.township),
        "category_name": local_name(line.category),
        "stops": stops(facts),
        "answers": [(version, local_name(version.department)) for version in facts.answers],
        "judged": _judged(facts.ratings),
        "may_join": line.state in OPEN_STATES,
        "map": _drawn(facts),
    }
    return render(request, "publish/case.html", given)


def _judged(ratings: queries.Counted) -> str:
    """What residents said of the answer: solved 2, not solved 1; very satisfied 2, dissatisfied 1."""
    solved = [(SOLVED[Solved(word)], number) for word, number in ratings.solved]
    levels = [(LEVELS[Level(level)], number) for level, number in ratings.levels]
    return pgettext("between lists", "; ").join(_counted(words) for words in (solved, levels) if words)


def _counted(words: Sequence[tuple[object, int]]) -> str:
    said = [_("%(word)s %(number)s") % {"word": word, "number": number} for word, number in words]
    return pgettext("between things", ", ").join(said)


def _drawn(facts: queries.CaseFacts) -> object:
    if facts.spot is None:
        return ""
    lat, lon = facts.spot
    return ground.drawn(title=_("Roughly here"), dots=[Dot((lon, lat), facts.line.title, SEEN)])
