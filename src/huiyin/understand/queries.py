"""Read what was understood."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F
from django.db.models.expressions import RawSQL

from huiyin.hear import search
from huiyin.hear.models import Case, Message
from huiyin.hear.rules import Consent, Kind
from huiyin.methods.similar import Features, alike, features, likeness
from huiyin.places.queries import directory
from huiyin.understand.material import sharing
from huiyin.understand.models import Guess, HotIssue, Rise
from huiyin.understand.reading import bands_of, features_of
from huiyin.understand.rules import WORTH_SHOWING


@dataclass(frozen=True)
class SimilarCase:
    """An open case that may be the same thing, with how like it is (0..1) and why."""

    case_id: int
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class GuessLine:
    """A guess as the case page shows it; `decided` is what a person made of it, or empty."""

    id: int
    message_id: int
    about: str
    value: str
    score: float
    reasons: tuple[str, ...]
    method: str
    decided: str


@dataclass(frozen=True)
class HotIssueLine:
    """A hot issue of the newest count."""

    id: int
    rank: int
    title: str
    heat: float
    terms: dict[str, float]
    area_id: int | None
    first_at: datetime
    last_at: datetime
    message_count: int


@dataclass(frozen=True)
class RiseLine:
    """A sudden rise of the newest count."""

    category_code: str
    area_id: int | None
    now: int
    expected: float
    p_value: float
    day: date


def found_by_words(words: str, *, most: int) -> RawSQL:
    """The ids of the newest messages that have all the words, as SQL for the statement of whoever asks."""
    return search.found("understand_search", words, most=most)


def similar_open_cases(
    *, text: str, at: datetime, area_id: int | None = None, lat: float | None = None, lon: float | None = None,
    most: int = 5,
) -> list[SimilarCase]:  # fmt: skip
    """Open cases, whose senders allow publication, that may be the same thing. Three statements, bounded."""
    areas = directory().areas
    code = areas[area_id].code if area_id in areas else None
    own = features(text, area=code, lat=lat, lon=lon, at=at)
    return _likeliest(own, _near(own, area_id), most)


def similar_questions(*, text: str, most: int = 3) -> list[SimilarCase]:
    """Questions, whose senders allow publication, that ask much the same, whenever and wherever. Two statements."""
    own = features(text)
    asked = Message.objects.filter(kind=Kind.QUESTION, consent=Consent.PUBLIC, case__kind=Kind.QUESTION)
    near = asked.filter(pk__in={pk for _, pk, _ in sharing(bands_of(own))})
    return _likeliest(own, list(near), most)


def _likeliest(own: Features, near: Sequence[Message], most: int) -> list[SimilarCase]:
    """Of the cases of these messages those that are alike enough to be shown, the likeliest first."""
    compared = [features_of(message) for message in near]
    best: dict[int, tuple[float, Features]] = {}
    for message, other, score in zip(near, compared, map(float, alike(own, compared) if near else ()), strict=True):
        if score > max(WORTH_SHOWING, best[message.case_id][0] if message.case_id in best else 0.0):
            best[message.case_id] = (score, other)
    likeliest = sorted(best.items(), key=lambda item: -item[1][0])[:most]
    return [SimilarCase(case, score, likeness(own, other).reasons) for case, (score, other) in likeliest]


def _near(own: Features, area_id: int | None) -> list[Message]:
    """Published messages of open cases that share a band with the text, and the newest of its township."""
    allowed = Message.objects.filter(case__is_open=True, consent=Consent.PUBLIC).exclude(kind=Kind.WRONGDOING)
    found = list(allowed.filter(pk__in={pk for _, pk, _ in sharing(bands_of(own))}))
    if township := directory().township_of(area_id):
        found += allowed.filter(case__township=township).order_by("-pk")[:200]
    return found


def guesses_of(case_id: int) -> list[GuessLine]:
    """All guesses about the messages of a case, surest first. One statement."""
    rows = Guess.objects.filter(message__case=case_id).order_by("about", "-score")
    return list(map(_line, rows))


def likenesses_to(case_id: int, *, most: int) -> list[tuple[int, GuessLine]]:
    """Cases with a message that may say the same as this one, while nobody has decided; newest first. One statement."""
    rows = Guess.objects.filter(value=str(case_id), decided_value="")
    rows = rows.extra(where=["about = 'duplicate'"])  # as the index says it: a parameter would not be seen to fit it
    found = rows.annotate(case=F("message__case")).order_by("-message")[:most]
    return [(g.case, _line(g)) for g in found]


def _line(g: Guess) -> GuessLine:
    return GuessLine(g.pk, g.message_id, g.about, g.value, g.score, tuple(g.reasons), g.method, g.decided_value)


def guess(guess_id: int, *, case: Case) -> Guess:
    """One guess about a message of this case; Guess.DoesNotExist otherwise."""
    return Guess.objects.select_related("message__case").get(pk=guess_id, message__case=case)


def hot_issues(*, most: int = 10) -> list[HotIssueLine]:
    """The hot issues of the newest count, hottest first. One statement."""
    newest = HotIssue.objects.order_by("-day").values("day")[:1]
    rows = HotIssue.objects.filter(day__in=newest).order_by("place_rank")[:most]
    return [
        HotIssueLine(h.pk, h.place_rank, h.title, h.heat, h.terms, h.area_id, h.first_at, h.last_at, h.message_count)
        for h in rows
    ]


def rises(*, most: int = 5) -> list[RiseLine]:
    """The sudden rises of the newest count, surest first. One statement."""
    newest = Rise.objects.order_by("-day").values("day")[:1]
    rows = Rise.objects.filter(day__in=newest).order_by("p_value")[:most]
    return [RiseLine(r.category_code, r.area_id, r.now, r.expected, r.p_value, r.day) for r in rows]
