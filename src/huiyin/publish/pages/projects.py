"""Projects as everybody reads them: promised, paid, reported, and what residents say."""

from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from huiyin.programme import queries as programme
from huiyin.programme.models import Project
from huiyin.programme.rules import ProjectState
from huiyin.publish.gather import shown_words
from huiyin.publish.pages.gate import staged
from huiyin.publish.pages.kept import kept
from huiyin.publish.queries import titles

MOST_WORDS = 30
BROKEN = "broken"


@staged
@kept
def projects(request: HttpRequest) -> HttpResponse:
    """All projects, or those that stand in one way."""
    asked = request.GET.get("state", "")
    known = {state.value for state in ProjectState} | {BROKEN}
    asked = asked if asked in known else ""
    found = programme.projects(state="" if asked == BROKEN else asked, broken=asked == BROKEN)
    given = {"projects": found, "totals": programme.totals(), "asked": asked, "states": list(ProjectState)}
    return render(request, "publish/projects.html", given)


@staged
@kept
def project(request: HttpRequest, project_id: int) -> HttpResponse:
    """One project: who answers for it, dates, money, the complaints behind it, the residents' word."""
    try:
        facts = programme.project(project_id)
    except Project.DoesNotExist as unknown:
        raise Http404 from unknown
    known = titles(facts.cases)
    days_over = (timezone.localdate() - facts.line.promised).days
    given = {
        "project": facts,
        "line": facts.line,
        "cases": [(case, known[case]) for case in facts.cases if case in known],
        "hidden": sum(case not in known for case in facts.cases),
        "words": [
            (word, shown_words(word.text), shown_words(word.reply)) for word in reversed(facts.words[-MOST_WORDS:])
        ],
        "days_over": days_over,
    }
    return render(request, "publish/project.html", given)


@staged
def photo(request: HttpRequest, project_id: int, word_id: int) -> HttpResponseBase:
    """The photo of a resident's word."""
    try:
        facts = programme.project(project_id)
    except Project.DoesNotExist as unknown:
        raise Http404 from unknown
    for word in facts.words:
        path = Path(settings.HUIYIN_FILES) / word.photo
        if word.id == word_id and word.photo and path.is_file():
            return FileResponse(path.open("rb"), content_type=word.photo_type, filename=f"{word.id}{path.suffix}")
    raise Http404
