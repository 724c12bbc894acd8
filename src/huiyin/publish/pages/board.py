"""The board: how the office does, by department and by township, with what each figure is worth."""

import csv
import io
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from huiyin.places.maps import map_key
from huiyin.places.queries import office
from huiyin.places.words import PUBLICATIONS, local_name
from huiyin.programme.queries import totals
from huiyin.publish import figures, ground
from huiyin.publish.figures import Board, Row, Share, sorted_rows
from huiyin.publish.pages.gate import staged
from huiyin.publish.pages.kept import kept
from huiyin.publish.pages.lines import address
from huiyin.publish.rules import LAST_YEAR, By, Measure, period_days
from huiyin.publish.words import BY, DEFINITIONS, FIGURE_COLUMNS, MEASURES, NOWHERE, period_words

COLUMNS = (Measure.RECEIVED, Measure.IN_TIME, Measure.SOLVED, Measure.SATISFIED)
SHARES = COLUMNS[1:]


@dataclass(frozen=True, slots=True)
class Cell:
    """One share of a row, with the address of the cases behind it and the county's share as a mark."""

    measure: str
    label: str
    share: Share
    mark: float | None
    url: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One row of a table."""

    name: str
    row: Row
    url: str
    cells: tuple[Cell, ...]


@staged
@kept
def board(request: HttpRequest) -> HttpResponse:
    """Both tables, sorted as asked, with the map and the projects."""
    period, sort, up = _period(request), _sort(request), request.GET.get("up") == "1"
    boards = [figures.board(period, by) for by in (By.DEPARTMENT, By.TOWNSHIP)]
    total = boards[0].total
    given = {
        "period": period_words(period),
        "periods": _periods(request, period),
        "total": total,
        "total_url": _behind(period, By.ALL, total, Measure.RECEIVED),
        "total_cells": _cells(period, By.ALL, total, total),
        "tables": [_table(request, held, sort, up) for held in boards],
        "definitions": {measure.value: DEFINITIONS[measure] for measure in COLUMNS},
        "map": _map(boards[1]),
        "map_key": _map_key(boards[1]),
        "counted_at": max((held.counted_at for held in boards if held.counted_at), default=None),
        "minimum": boards[0].minimum,
        "projects": totals(),
        "is_public": office().publication == "public",
    }
    return render(request, "publish/board.html", given)


@require_safe
def how(request: HttpRequest) -> HttpResponse:
    """How the figures are made. Always public: a definition is never hidden."""
    given = {
        "definitions": [(MEASURES[measure], DEFINITIONS[measure]) for measure in Measure],
        "minimum": office().minimum_answers,
        "stage": PUBLICATIONS[office().publication],  # type: ignore[index]
    }
    return render(request, "publish/how.html", given)


@staged
def table_csv(request: HttpRequest) -> HttpResponse:
    """One table to take along: what the page shows, no more, its headings in the reader's words."""
    held = figures.board(_period(request), _by(request))
    out = io.StringIO()
    writer = csv.writer(out)
    records = [_record(held, row) for row in held.rows]
    writer.writerow([str(FIGURE_COLUMNS[name]) for name in (records[0] if records else ())])
    writer.writerows(record.values() for record in records)
    answer = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="board-{held.by}-{held.period}.csv"'
    return answer


@staged
def table_json(request: HttpRequest) -> HttpResponse:
    """The same table for programs."""
    held = figures.board(_period(request), _by(request))
    told = {
        "period": held.period,
        "by": held.by,
        "counted_at": _moment(held.counted_at),
        "minimum_answers": held.minimum,
        "confidence": 0.95,
        "definitions": request.build_absolute_uri(reverse("how")),
        "rows": [_record(held, row) for row in held.rows],
    }
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 1})


def _record(held: Board, row: Row) -> dict[str, object]:
    record: dict[str, object] = {
        "code": row.key,
        "name": _name(held.by, row),
        "received": row.received,
        "answered": row.answered,
    }
    for measure in SHARES:
        share = row.of(measure)
        record |= {
            f"{measure}_yes": share.part,
            f"{measure}_of": share.whole,
            f"{measure}_share": _rounded(share.value),
            f"{measure}_low": _rounded(share.low),
            f"{measure}_high": _rounded(share.high),
        }
    return record | {"rated_share": _rounded(row.rated.value), "satisfied_at_least": _rounded(row.lowest),
                     "satisfied_at_most": _rounded(row.highest)}  # fmt: skip


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _moment(at: datetime | None) -> str | None:
    return timezone.localtime(at).isoformat(timespec="seconds") if at else None


def _period(request: HttpRequest) -> str:
    period = request.GET.get("period", LAST_YEAR)
    try:
        period_days(period, timezone.localdate())
    except ValueError:
        return LAST_YEAR
    return period


def _by(request: HttpRequest) -> By:
    return By.TOWNSHIP if request.GET.get("by") == By.TOWNSHIP else By.DEPARTMENT


def _sort(request: HttpRequest) -> Measure:
    sort = request.GET.get("sort", "")
    return Measure(sort) if sort in COLUMNS else Measure.RECEIVED


def _periods(request: HttpRequest, period: str) -> dict[str, object]:
    """The last year and whole years as links, months to choose from."""
    known = figures.periods()
    links = [
        {"label": period_words(each), "url": address(request, "board", {"period": each}), "here": each == period}
        for each in known
        if "-" not in each
    ]
    months = [{"value": each, "label": period_words(each), "here": each == period} for each in known if "-" in each]
    return {"links": links, "months": months, "month": period if "-" in period else ""}


def _table(request: HttpRequest, held: Board, sort: Measure, up: bool) -> dict[str, object]:
    rows = sorted_rows(held.rows, sort, ascending=up)
    heads = [
        {
            "label": MEASURES[measure],
            "definition": DEFINITIONS[measure],
            "url": address(request, "board", {"sort": measure, "up": "1" if measure == sort and not up else None})
            + f"#{held.by}",
            "sorted": ("ascending" if up else "descending") if measure == sort else "",
            "is_number": measure == Measure.RECEIVED,
        }
        for measure in COLUMNS
    ]
    asked = f"?by={held.by}&period={held.period}"
    return {
        "by": held.by,
        "title": BY[held.by],
        "first": _("Department") if held.by == By.DEPARTMENT else _("Township"),
        "heads": heads,
        "rows": [_shown(held, row) for row in rows],
        "csv_url": reverse("board_csv") + asked,
        "json_url": reverse("board_json") + asked,
    }


def _shown(held: Board, row: Row) -> Shown:
    short = getattr(row.whose, "short", "") if get_language() != "en" else ""
    return Shown(
        name=short or _name(held.by, row),
        row=row,
        url=_behind(held.period, held.by, row, Measure.RECEIVED),
        cells=_cells(held.period, held.by, row, held.total),
    )


def _name(by: By, row: Row) -> str:
    return local_name(row.whose) or str(NOWHERE.get(by, ""))


def _cells(period: str, by: By, row: Row, total: Row) -> tuple[Cell, ...]:
    return tuple(
        Cell(
            measure=measure,
            label=str(MEASURES[measure]),
            share=row.of(measure),
            mark=total.of(measure).value if by != By.ALL else None,
            url=_behind(period, by, row, measure),
        )
        for measure in SHARES
    )


def _behind(period: str, by: By, row: Row, measure: Measure) -> str:
    """The address of the list that shows exactly the cases of a figure's part."""
    whose = ""
    if by != By.ALL:
        name = "department" if by == By.DEPARTMENT else "area"
        whose = f"&{name}={row.whose.id}" if row.whose else f"&without={by}"
    return f"{reverse('around')}?period={period}{whose}&measure={measure}"


def _map(held: Board) -> object:
    numbers = {row.whose.id: float(row.received) for row in held.rows if row.whose}
    links = {row.whose.id: _behind(held.period, held.by, row, Measure.RECEIVED) for row in held.rows if row.whose}
    return ground.coloured(numbers, links, title=_("Cases by township")) if numbers else ""


def _map_key(held: Board) -> object:
    return map_key({row.key: float(row.received) for row in held.rows if row.whose}, form=lambda n: f"{n:,.0f}")
