"""The case at the desk, as it is sorted: guesses accepted and corrected, cases joined and taken apart."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from huiyin.desk.forms.case import GuessForm, MergeForm
from huiyin.desk.pages.case import Desk, case_page, doing, done, not_taken, own_message
from huiyin.desk.queries.case import case_view
from huiyin.handle import actions as handle
from huiyin.handle.rules import Actor
from huiyin.hear.access import case_for
from huiyin.hear.models import Case
from huiyin.understand import actions as understand
from huiyin.understand.models import Guess
from huiyin.understand.queries import guess as guess_of_case
from huiyin.understand.rules import About


@doing
def decide_guess(desk: Desk, guess_id: int) -> HttpResponse:
    """Accept a guess, or say what is right."""
    if desk.actor != Actor.CLERK:
        raise Http404
    try:
        guess = guess_of_case(guess_id, case=desk.case)
    except Guess.DoesNotExist as unknown:
        raise Http404 from unknown
    if "accept" in desk.request.POST:
        _decide(desk, guess, guess.value)
        return done(desk, _("Accepted."))
    form = GuessForm(desk.request.POST, about=guess.about)
    if not form.is_valid():
        return case_page(desk.request, desk.case.pk, status=422, problem=_("Please choose what is right."))
    _decide(desk, guess, form.cleaned_data["value"])
    return done(desk, _("Corrected. The machine learns from it."))


def _decide(desk: Desk, guess: Guess, value: str) -> None:
    """The kind is more than a label: moves and clock hang on it."""
    if guess.about == About.KIND:
        handle.set_kind(by=desk.by, case=desk.case, kind=value)
    else:
        understand.correct_guess(by=desk.by, guess=guess, value=value)


@doing
def sort(desk: Desk) -> HttpResponse:
    """Give a case its kind or its category where nothing was guessed."""
    about = About.KIND if desk.request.POST.get("about") == About.KIND else About.CATEGORY
    form = GuessForm(desk.request.POST, about=about)
    if desk.actor != Actor.CLERK or not form.is_valid():
        return case_page(desk.request, desk.case.pk, status=422, problem=_("Please choose what is right."))
    value = form.cleaned_data["value"]
    if about == About.KIND:
        handle.set_kind(by=desk.by, case=desk.case, kind=value)
    else:
        understand.set_category(by=desk.by, case=desk.case, code=value)
    return done(desk, _("Sorted."))


@doing
def merge(desk: Desk) -> HttpResponse:
    """Join this case to another that is about the same thing."""
    form = MergeForm(desk.request.POST, auto_id="merge_%s")
    if not form.is_valid():
        return not_taken(desk, merge_form=form)
    into = _other_case(desk, form.cleaned_data["into"])
    if into is None or desk.actor != Actor.CLERK:
        return case_page(desk.request, desk.case.pk, status=422, merge_form=form, problem=_("There is no such case."))
    understand.merge(by=desk.by, cases=[desk.case], into=into)
    sentence = _("Joined to this case. Whoever wrote stays informed here.")
    return done(desk, sentence, case_id=into.pk)


def _other_case(desk: Desk, case_id: int) -> Case | None:
    try:
        return case_for(desk.account, case_id)
    except Case.DoesNotExist:
        return None


@doing
def undo_merge(desk: Desk) -> HttpResponse:
    """Take the last merge into this case back."""
    view = case_view(desk.account, desk.case.pk)
    understand.undo_merge(by=desk.by, word=view.merge_to_undo)
    return done(desk, _("Taken back. Each message is where it was before."))


@doing
def take_out(desk: Desk, message_id: int) -> HttpResponse:
    """Take one message out of the case, into one of its own."""
    message = own_message(desk, message_id)
    if desk.actor != Actor.CLERK:
        raise Http404
    own = understand.split_out(by=desk.by, message=message)
    return done(desk, _("Taken out: it has a case of its own now, number %(number)s.") % {"number": own.pk})
