"""Set the office up: itself, its areas, departments, categories and landmarks. Loading again changes, never doubles."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _t

from huiyin.ledger.actions import record
from huiyin.ledger.writing import action
from huiyin.places.kept import changed
from huiyin.places.models import Area, Category, Department, Landmark, Office
from huiyin.places.rules import Level, Publication, is_above


@dataclass(frozen=True)
class NewArea:
    """An area to be loaded; `parent` is the code of a loaded one."""

    code: str
    name: str
    name_en: str
    level: str
    parent: str = ""
    population: int | None = None
    lat: float | None = None
    lon: float | None = None
    outline: Any = None


@dataclass(frozen=True)
class NewDepartment:
    """A department to be loaded."""

    code: str
    name: str
    name_en: str = ""
    short: str = ""
    note: str = ""
    is_discipline: bool = False


@dataclass(frozen=True)
class NewCategory:
    """A category to be loaded; `parent` and `department` are codes."""

    code: str
    name: str
    name_en: str = ""
    parent: str = ""
    department: str = ""
    keywords: tuple[str, ...] = field(default=())
    field: str = ""


@dataclass(frozen=True)
class NewLandmark:
    """A landmark to be loaded; `area` is a code."""

    kind: str
    name: str
    name_en: str = ""
    area: str = ""
    lat: float | None = None
    lon: float | None = None
    line: Any = None


def _no_parent(code: str, parent: str) -> ValueError:
    words = _t(
        "“%(code)s”: its parent “%(parent)s” is not known. In the table a parent stands above what belongs to it."
    )
    return ValueError(words % {"code": code, "parent": parent})


def _not_below(code: str, parent: str) -> ValueError:
    words = _t("“%(code)s” cannot belong to “%(parent)s”, which is not above it.")
    return ValueError(words % {"code": code, "parent": parent})


@action
def set_office(*, by: str, name: str, name_en: str = "", **facts: Any) -> None:
    """Name the office, or change what is said of it (columns of `Office`)."""
    Office.objects.update_or_create(pk=1, defaults={"name": name, "name_en": name_en, **facts})
    record(by=by, kind="places.office_set", subject="office:1", name=name, changed=sorted(facts))
    changed()


@action
def set_publication(*, by: str, stage: Publication) -> None:
    """Decide who sees the board from now on: office, leaders or everybody."""
    Office.objects.filter(pk=1).update(publication=stage)
    record(by=by, kind="places.publication_set", subject="office:1", stage=stage)
    changed()


@action
def add_areas(*, by: str, areas: Iterable[NewArea]) -> int:
    """Load areas, parents before children; ValueError for an unknown level or parent, or one not above it."""
    known = {code: (pk, Level(level)) for code, pk, level in Area.objects.values_list("code", "pk", "level")}
    count = 0
    for new in areas:
        level, (parent, above) = Level(new.level), known.get(new.parent, (None, None))
        if new.parent and above is None:
            raise _no_parent(new.code, new.parent)
        if above is not None and not is_above(above, level):
            raise _not_below(new.code, new.parent)
        row, _ = Area.objects.update_or_create(
            code=new.code,
            defaults={
                "name": new.name, "name_en": new.name_en, "level": level, "parent_id": parent,
                "population": new.population,
                "lat": new.lat, "lon": new.lon, "outline": new.outline,
            },
        )  # fmt: skip
        known[new.code] = row.pk, level
        count += 1
    record(by=by, kind="places.areas_loaded", subject="office:1", count=count)
    changed()
    return count


@action
def add_departments(*, by: str, departments: Iterable[NewDepartment]) -> int:
    """Load departments. Returns how many."""
    count = 0
    for new in departments:
        Department.objects.update_or_create(
            code=new.code,
            defaults={
                "name": new.name, "name_en": new.name_en, "short": new.short, "note": new.note,
                "is_discipline": new.is_discipline,
            },
        )  # fmt: skip
        count += 1
    record(by=by, kind="places.departments_loaded", subject="office:1", count=count)
    changed()
    return count


@action
def add_categories(*, by: str, categories: Iterable[NewCategory]) -> int:
    """Load categories, parents before children; ValueError for an unknown parent or department."""
    known = dict(Category.objects.values_list("code", "pk"))
    departments = dict(Department.objects.values_list("code", "pk"))
    count = 0
    for new in categories:
        if new.parent and new.parent not in known:
            raise _no_parent(new.code, new.parent)
        if new.parent == new.code:
            raise _not_below(new.code, new.parent)
        if new.department and new.department not in departments:
            words = _t("“%(code)s”: its department “%(department)s” is not known. Load the departments first.")
            raise ValueError(words % {"code": new.code, "department": new.department})
        row, _ = Category.objects.update_or_create(
            code=new.code,
            defaults={
                "name": new.name, "name_en": new.name_en, "parent_id": known.get(new.parent),
                "department_id": departments.get(new.department), "keywords": "|".join(new.keywords),
                "field": new.field,
            },
        )  # fmt: skip
        known[new.code] = row.pk
        count += 1
    record(by=by, kind="places.categories_loaded", subject="office:1", count=count)
    changed()
    return count


@action
def add_landmarks(*, by: str, landmarks: Iterable[NewLandmark]) -> int:
    """Load rivers, roads, estates, schools: replaces what was loaded before."""
    areas = dict(Area.objects.values_list("code", "pk"))
    Landmark.objects.all().delete()
    rows = [
        Landmark(
            area_id=areas.get(new.area), kind=new.kind, name=new.name, name_en=new.name_en,
            lat=new.lat, lon=new.lon, line=new.line,
        )
        for new in landmarks
    ]  # fmt: skip
    Landmark.objects.bulk_create(rows, batch_size=500)
    record(by=by, kind="places.landmarks_loaded", subject="office:1", count=len(rows))
    return len(rows)
