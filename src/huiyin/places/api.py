"""The office's areas, departments and categories, as JSON."""

from django.http import HttpRequest
from ninja import Router, Schema

from huiyin.places.queries import AreaLine, CategoryLine, DepartmentLine, directory

router = Router(tags=["places"])


class AreaOut(Schema):
    """An area; `level` is county, township or village; `parent` is a code."""

    code: str
    name: str
    name_en: str
    level: str
    parent: str | None
    lat: float | None
    lon: float | None


class CategoryOut(Schema):
    """A category; `parent` is a code."""

    code: str
    name: str
    name_en: str
    parent: str | None


class DepartmentOut(Schema):
    """A department."""

    code: str
    name: str
    name_en: str


@router.get("/areas", response=list[AreaOut], summary="Areas, higher ones first", operation_id="areas")
def areas(request: HttpRequest) -> list[AreaOut]:
    """County, townships, villages."""
    found = directory().areas

    def out(area: AreaLine) -> AreaOut:
        parent = found[area.parent_id].code if area.parent_id else None
        return AreaOut(
            code=area.code, name=area.name, name_en=area.name_en, level=area.level, parent=parent,
            lat=area.lat, lon=area.lon,
        )  # fmt: skip

    return [out(area) for area in found.values()]


@router.get("/categories", response=list[CategoryOut], summary="Categories", operation_id="categories")
def categories(request: HttpRequest) -> list[CategoryOut]:
    """What messages can be about."""
    found = directory().categories

    def out(category: CategoryLine) -> CategoryOut:
        parent = found[category.parent_id].code if category.parent_id else None
        return CategoryOut(code=category.code, name=category.name, name_en=category.name_en, parent=parent)

    return [out(category) for category in found.values()]


@router.get("/departments", response=list[DepartmentOut], summary="Departments", operation_id="departments")
def departments(request: HttpRequest) -> list[DepartmentOut]:
    """Who can be responsible."""

    def out(department: DepartmentLine) -> DepartmentOut:
        return DepartmentOut(code=department.code, name=department.name, name_en=department.name_en)

    return [out(department) for department in directory().departments.values()]
