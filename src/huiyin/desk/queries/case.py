"""All that the office's page of a case shows, put together from the stages."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from huiyin.answer.queries import AnswerLine, Precedent, answers_and_draft, answers_of, precedents, recent_texts
from huiyin.answer.rules import Remark, look_over
from huiyin.desk.queries.known import KnownAnswer, known_to
from huiyin.desk.queries.noted import Noted, noted
from huiyin.desk.queries.queue import days_left
from huiyin.handle import rules
from huiyin.handle.clock import own_days
from huiyin.handle.queries import HistoryLine, OutcomeFacts, history, outcome_of, terms_of
from huiyin.handle.rules import Actor, Ending, Move, Term
from huiyin.hear.access import case_for, cases_for
from huiyin.hear.models import Attachment, Case, Message
from huiyin.hear.rules import Kind, State
from huiyin.people.models import Account
from huiyin.people.rules import Role
from huiyin.places.prepared import Prepared
from huiyin.places.queries import directory
from huiyin.programme.queries import ProjectLine, projects_of_case
from huiyin.rate.queries import RatingLine, ratings_of
from huiyin.understand.models import Joining
from huiyin.understand.queries import GuessLine, guesses_of, likenesses_to
from huiyin.understand.rules import About

ACTOR_OF = {Role.CLERK: Actor.CLERK, Role.HANDLER: Actor.HANDLER}
"""What each role may do with cases; leaders read."""


MOST_OTHERS = 3
"""Cases that are named as perhaps the same."""

UNDO_WITHIN = timedelta(minutes=15)
"""So long the page offers to take a handing out back."""


@dataclass(frozen=True)
class FileLine:
    """A photo or paper of a message."""

    id: int
    is_photo: bool


@dataclass(frozen=True)
class MessageLine:
    """A message, verbatim."""

    id: int
    title: str
    text: str
    language: str
    channel: str
    consent: str
    at: datetime
    place: str
    contact_id: int | None
    files: tuple[FileLine, ...]
    is_further: bool  # a further word of somebody who had written before


@dataclass(frozen=True)
class OtherCase:
    """Another case that may be the same thing."""

    guess: GuessLine
    id: int
    title: str
    state: str


@dataclass(frozen=True)
class CaseView:
    """The case as one person of the office sees it, and what that person may do now."""

    case: Case
    days_left: int | None
    is_overdue: bool
    messages: tuple[MessageLine, ...]
    guesses: tuple[GuessLine, ...]  # one for each question
    others: tuple[OtherCase, ...]
    history: tuple[HistoryLine, ...]
    noted: tuple[Noted, ...]  # what was done with it beside its moves
    outcome: OutcomeFacts | None
    answers: tuple[AnswerLine, ...]
    draft: str
    remarks: tuple[Remark, ...]
    ratings: tuple[RatingLine, ...]
    precedents: tuple[Precedent, ...]
    known: tuple[KnownAnswer, ...]  # published answers to questions like this one
    projects: tuple[ProjectLine, ...]
    terms: tuple[Term, ...]
    moves: frozenset[Move]
    endings: tuple[Ending, ...]  # those that this person may send now
    proposed_department: int | None
    merge_to_undo: str
    joined: tuple[int, ...]  # cases whose messages lie here since a merge that can be undone
    taken_out: int | None  # the case of a message that was taken out a moment ago
    may_undo_assign: bool
    may_sort: bool  # accept and correct guesses, merge
    may_set_kind: bool

    @property
    def points(self) -> float:
        """The place in the order, in points of today."""
        return sum(term.points for term in self.terms)


def actor_of_role(account: Account) -> Actor | None:
    """As whom this person moves cases; None for those who only read."""
    return ACTOR_OF.get(Role(account.role))


def case_view(account: Account, case_id: int) -> CaseView:
    """The case, for a person who may see it; Case.DoesNotExist for anybody else. At most 16 statements, always.

    Four more for a question that may be answered.
    """
    case, actor = case_for(account, case_id), actor_of_role(account)
    today = timezone.localdate()
    steps, guesses = history(case.pk), guesses_of(case.pk)
    moves = frozenset(rules.may(kind=case.kind, state=case.state, actor=actor)) if actor else frozenset()
    known = tuple(known_to(case)) if Move.ANSWER in moves else ()
    answers, drafted = answers_and_draft(case.pk)
    draft = drafted if case.is_open else ""
    sorts = actor == Actor.CLERK and case.kind != Kind.WRONGDOING
    merge, joined, taken_out = _to_undo(case) if sorts else ("", (), None)
    return CaseView(
        case=case,
        days_left=days_left(case.state, case.due_on, today, own_days()),
        is_overdue=rules.is_overdue(state=case.state, due_on=case.due_on, today=today),
        messages=_messages(case),
        guesses=_one_for_each(guesses),
        others=_others(account, case, guesses),
        history=steps,
        noted=noted(case.pk),
        outcome=outcome_of(case.pk) if answers else None,
        answers=tuple(answers),
        draft=draft,
        remarks=remarks_of(case, draft, answers=answers) if draft else (),
        ratings=tuple(ratings_of(case.pk)) if answers else (),
        precedents=_precedents(case, actor, known),
        known=known,
        projects=projects_of_case(case.pk),
        terms=terms_of(case),
        moves=moves,
        endings=tuple(ending for ending in rules.ENDINGS[Kind(case.kind)] if rules.move_for(ending) in moves),
        proposed_department=_proposed(case, steps, guesses),
        merge_to_undo=merge if case.message_count > 1 else "",
        joined=joined,
        taken_out=taken_out,
        may_undo_assign=_may_undo(account, actor, case, steps),
        may_sort=sorts,
        may_set_kind=sorts and len(_kinds_for(case)) > 1,
    )


def _kinds_for(case: Case) -> tuple[Kind, ...]:
    return rules.kinds_for(kind=case.kind, state=case.state, is_answered=case.answered_at is not None)


def _precedents(case: Case, actor: Actor | None, known: Sequence[KnownAnswer]) -> tuple[Precedent, ...]:
    """While it is open; an answer that stands among the known ones is not offered a second time."""
    if not case.is_open:
        return ()
    found, offered = precedents(case, by_its_department=actor == Actor.HANDLER), {one.case_id for one in known}
    return tuple(one for one in found if one.case_id not in offered)


def remarks_of(
    case: Case, text: str, *, basis: str = "", answers: Sequence[AnswerLine] | None = None
) -> tuple[Remark, ...]:
    """The looks at a draft of this case. One or two statements."""
    own = [answer.text for answer in (answers_of(case.pk) if answers is None else answers)]
    return look_over(text, kind=case.kind, basis=basis, earlier=[*own, *recent_texts(case.department_id)])


def file_of(account: Account, case_id: int, file_id: int) -> tuple[Path, str]:
    """A photo or paper of a case that this person may see: path and type; Attachment.DoesNotExist otherwise."""
    row = Attachment.objects.get(pk=file_id, message__case__in=cases_for(account).filter(pk=case_id))
    return settings.HUIYIN_FILES / row.file, row.media_type


def message_of_case(case: Case, message_id: int) -> Message:
    """A message of this case; Message.DoesNotExist for any other."""
    return Message.objects.select_related("case").get(pk=message_id, case=case)


def _joinings_of(case: int, since: datetime) -> QuerySet[Joining]:
    where = Q(to_case=case) | Q(from_case=case, at__gte=since, to_case__merged_into=None)
    found = Joining.objects.filter(where, message__case=F("to_case")).exclude(reason="undo")
    return found.annotate(gone_into=F("from_case__merged_into")).order_by("-pk")[:50]


_joinings = Prepared(_joinings_of, int, datetime)


def _to_undo(case: Case) -> tuple[str, tuple[int, ...], int | None]:
    """The word of the last merge into this case, the cases merged into it, and the case of a message taken out a
    moment ago. One statement.

    What was undone, or moved on since, is none: its message no longer lies where the joining put it.
    """
    rows = _joinings(case.pk, timezone.now() - UNDO_WITHIN)
    here = [joining for joining in rows if joining.to_case_id == case.pk]
    merge = here[0].merge if here else ""
    gone = [joining.from_case_id for joining in here if joining.gone_into == case.pk]  # type: ignore[attr-defined]
    joined = tuple(dict.fromkeys(gone))
    return merge, joined, next((joining.to_case_id for joining in rows if joining.from_case_id == case.pk), None)


def _messages_of(case: int) -> QuerySet[Message]:
    named = Message.objects.filter(case=case).annotate(file=F("attachments__pk"), type=F("attachments__media_type"))
    return named.order_by("id", "file")


_said = Prepared(_messages_of, int)


def _messages(case: Case) -> tuple[MessageLine, ...]:
    """One statement: each message as often as it has files, and once without."""
    files: Mapping[int, list[FileLine]] = defaultdict(list)
    said: dict[int, Message] = {}
    for m in _said(case.pk):
        said[m.pk] = m
        if (file := m.file) is not None:  # type: ignore[attr-defined]
            files[m.pk].append(FileLine(file, m.type.startswith("image/")))  # type: ignore[attr-defined]
    return tuple(
        MessageLine(
            m.pk, m.title, m.text, m.language, m.channel, m.consent, m.said_at or m.received_at, m.place, m.contact_id,
            tuple(files[m.pk]), m.added_to_id is not None,
        )
        for m in said.values()
    )  # fmt: skip


def _one_for_each(guesses: Sequence[GuessLine]) -> tuple[GuessLine, ...]:
    """For each question what a person decided, or else the surest guess; what is asked elsewhere is left out.

    Whether it is a report of wrongdoing is asked until it is decided, whatever was decided of the messages before.
    """
    best: dict[str, GuessLine] = {}
    for guess in guesses:
        if guess.about in {About.DUPLICATE, About.DEPARTMENT}:
            continue
        held = best.get(guess.about)
        if held is None or _is_doubt(guess) or (guess.decided and not held.decided and not _is_doubt(held)):
            best[guess.about] = guess
    return tuple(best[about] for about in About if about in best)


def _is_doubt(guess: GuessLine) -> bool:
    return guess.about == About.KIND and guess.value == Kind.WRONGDOING and not guess.decided


def _others(account: Account, case: Case, guesses: Sequence[GuessLine]) -> tuple[OtherCase, ...]:
    """Cases that may be the same thing and that this person may see, whichever came first. Two statements."""
    alike = dict(likenesses_to(case.pk, most=MOST_OTHERS))
    alike |= {int(g.value): g for g in guesses if g.about == About.DUPLICATE and not g.decided and g.value.isdigit()}
    alike.pop(case.pk, None)
    rows = cases_for(account).filter(pk__in=alike).order_by("-pk")[:MOST_OTHERS] if alike else []
    return tuple(OtherCase(alike[row.pk], row.pk, row.title, row.state) for row in rows)


def _proposed(case: Case, steps: Sequence[HistoryLine], guesses: Sequence[GuessLine]) -> int | None:
    """Whom to hand it to, while nobody has it: whom the last one named, else who is usual, else who is guessed."""
    places = directory()
    if case.state != State.RECEIVED:
        return None
    if steps and steps[0].proposed_id:
        return steps[0].proposed_id
    category = places.categories.get(case.category_id or 0)
    if category and category.department_id:
        return category.department_id
    codes = [g.value for g in guesses if g.about == About.DEPARTMENT]
    return next((d.id for d in places.departments.values() if d.code in codes[:1]), None)


def _may_undo(account: Account, actor: Actor | None, case: Case, steps: Sequence[HistoryLine]) -> bool:
    if actor != Actor.CLERK or not steps or steps[0].move != Move.ASSIGN:
        return False
    return steps[0].by == f"account:{account.pk}" and timezone.now() - steps[0].at < UNDO_WITHIN
