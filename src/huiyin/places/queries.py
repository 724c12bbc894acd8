"""Read the office, its areas, departments and categories."""

from dataclasses import dataclass
from time import monotonic

from huiyin.places.kept import keep_until_changed
from huiyin.places.models import Area, Category, Department, Landmark, Office
from huiyin.places.rules import Level, Publication


@dataclass(frozen=True)
class OfficeFacts:
    """The office as every page needs it."""

    name: str
    name_en: str
    phone: str
    address: str
    hours: str
    is_demo: bool
    publication: str
    minimum_answers: int


@dataclass(frozen=True)
class AreaLine:
    """An area as lists and filters need it."""

    id: int
    code: str
    name: str
    name_en: str
    level: str
    parent_id: int | None
    population: int | None
    lat: float | None
    lon: float | None


@dataclass(frozen=True)
class CategoryLine:
    """A category as lists and filters need it."""

    id: int
    code: str
    name: str
    name_en: str
    parent_id: int | None
    department_id: int | None
    keywords: tuple[str, ...]
    field: str


@dataclass(frozen=True)
class DepartmentLine:
    """A department as lists and filters need it."""

    id: int
    code: str
    name: str
    name_en: str
    short: str
    is_discipline: bool


@dataclass(frozen=True)
class Outline:
    """An area with its outline (GeoJSON coordinates of a MultiPolygon) for maps."""

    id: int
    name: str
    name_en: str
    outline: list[list[list[tuple[float, float]]]]


@dataclass(frozen=True, eq=False)
class Directory:
    """All areas, categories and departments of the office: small tables, read together and kept a minute.

    Each reading is itself alone (`eq=False`), so what is worked out from it can be kept by it.
    """

    areas: dict[int, AreaLine]
    categories: dict[int, CategoryLine]
    departments: dict[int, DepartmentLine]

    def township_of(self, area_id: int | None) -> int | None:
        """The township an area lies in, or is; None for the county and the unknown."""
        area = self.areas.get(area_id) if area_id else None
        if area is None or area.level == Level.COUNTY:
            return None
        return area.id if area.level == Level.TOWNSHIP else area.parent_id

    def within(self, area_id: int) -> list[int]:
        """The area and all below it."""
        found, fresh = [area_id], [area_id]
        while fresh:
            fresh = [a.id for a in self.areas.values() if a.parent_id in fresh]
            found += fresh
        return found

    def leaves_of(self, category_id: int) -> list[int]:
        """The category and those below it."""
        return [
            category_id,
            *(c.id for c in self.categories.values() if c.parent_id == category_id),
        ]

    def top_of(self, category_id: int | None) -> int | None:
        """The first-level category of a category."""
        category = self.categories.get(category_id) if category_id else None
        if category is None:
            return None
        return category.parent_id or category.id


KEPT_SECONDS = 60.0
_kept: dict[str, tuple[float, Directory]] = keep_until_changed({})
_kept_office: dict[str, tuple[float, OfficeFacts]] = keep_until_changed({})


def office() -> OfficeFacts:
    """The office; an unnamed one before it is set up. One statement a minute."""
    if (kept := _kept_office.get("")) and monotonic() - kept[0] < KEPT_SECONDS:
        return kept[1]
    row = Office.objects.first()
    facts = (
        OfficeFacts(
            row.name,
            row.name_en,
            row.phone,
            row.address,
            row.hours,
            row.is_demo,
            row.publication,
            row.minimum_answers,
        )
        if row
        else OfficeFacts("", "", "", "", "", False, Publication.OFFICE, 10)
    )
    _kept_office[""] = (monotonic(), facts)
    return facts


def directory() -> Directory:
    """All areas, categories and departments. Three statements a minute."""
    if (kept := _kept.get("")) and monotonic() - kept[0] < KEPT_SECONDS:
        return kept[1]
    found = Directory(
        areas={
            a.pk: AreaLine(a.pk, a.code, a.name, a.name_en, a.level, a.parent_id, a.population, a.lat, a.lon)
            for a in Area.objects.defer("outline").order_by("code")
        },
        categories={
            c.pk: CategoryLine(
                c.pk, c.code, c.name, c.name_en, c.parent_id, c.department_id,
                tuple(k for k in c.keywords.split("|") if k), c.field,
            )
            for c in Category.objects.order_by("id")
        },
        departments={
            d.pk: DepartmentLine(d.pk, d.code, d.name, d.name_en, d.short, d.is_discipline)
            for d in Department.objects.order_by("id")
        },
    )  # fmt: skip
    _kept[""] = (monotonic(), found)
    return found


def outlines(level: Level) -> list[Outline]:
    """Areas of one level that have an outline, by code. One statement."""
    rows = Area.objects.filter(level=level, outline__isnull=False).order_by("code")
    return [Outline(a.pk, a.name, a.name_en, a.outline or []) for a in rows.only("id", "name", "name_en", "outline")]


def water_and_roads() -> list[tuple[str, list[tuple[float, float]]]]:
    """Kind ("river" or "road") and points of the lines that help to find one's way on a map. One statement."""
    rows = Landmark.objects.filter(line__isnull=False, kind__in=["river", "road"]).order_by("id")
    return [(kind, line or []) for kind, line in rows.values_list("kind", "line")]
