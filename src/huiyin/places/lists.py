"""Read an office's lists: areas, departments and categories from CSV (as Excel saves it), outlines from GeoJSON."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from huiyin.methods.text import clean
from huiyin.places.actions import NewArea, NewCategory, NewDepartment
from huiyin.places.models import Area, Category, Department
from huiyin.places.rules import Level

HEADINGS: Mapping[str, str] = {
    "code": "code", "编码": "code", "代码": "code", "name": "name", "名称": "name", "name_en": "name_en",
    "英文名": "name_en", "level": "level", "级别": "level", "parent": "parent", "上级": "parent",
    "population": "population", "人口": "population", "lat": "lat", "纬度": "lat", "lon": "lon", "经度": "lon",
    "short": "short", "简称": "short", "note": "note", "备注": "note", "is_discipline": "is_discipline",
    "纪检": "is_discipline", "department": "department", "承办部门": "department", "keywords": "keywords",
    "关键词": "keywords", "field": "field", "领域": "field",
}  # fmt: skip
LEVELS: Mapping[str, Level] = {
    **dict.fromkeys(("县", "区", "市", "旗", "县级"), Level.COUNTY),
    **dict.fromkeys(("乡镇", "乡", "镇", "街道", "乡级", "苏木"), Level.TOWNSHIP),
    **dict.fromkeys(("村", "社区", "行政村", "嘎查", "村级"), Level.VILLAGE),
}
YES = frozenset({"1", "yes", "true", "是", "y"})
RANGES: Mapping[str, tuple[float, float]] = {"population": (0, 2**31 - 1), "lat": (-90, 90), "lon": (-180, 180)}
"""What a number can be; degrees for places."""

Fields = Mapping[str, str]


class NotAList(ValueError):
    """The file cannot be read as such a list; the message is one sentence."""


def decoded(data: bytes) -> str:
    """UTF-8 (with or without mark) or gb18030, as Chinese Excel saves; NotAList for anything else."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NotAList(_("The file is neither UTF-8 nor GB18030 text: save it from Excel as CSV UTF-8."))


def rows(data: bytes, *, needs: tuple[str, ...], of: type[models.Model]) -> Iterator[tuple[int, Fields]]:
    """Line number and fields of each line; NotAList where one cannot be stored as `of`, or a needed column lacks."""
    reader = csv.reader(io.StringIO(decoded(data), newline=""))
    try:
        head = [HEADINGS.get(cell.strip().lower(), "") for cell in next(reader)]
        if lacking := [name for name in needs if name not in head]:
            raise NotAList(_("A column is missing: %(names)s.") % {"names": ", ".join(map(_heading, lacking))})
        for number, cells in enumerate(reader, start=2):
            fields = {name: clean(cell).strip() for name, cell in zip(head, cells, strict=False) if name}
            if any(fields.values()):
                _check(fields, number, needs, of)
                yield number, fields
    except StopIteration:
        raise NotAList(_("The file is empty.")) from None
    except csv.Error as problem:
        raise NotAList(_("The file is not CSV: save it from Excel as CSV UTF-8.")) from problem


def _check(fields: Fields, line: int, needs: tuple[str, ...], of: type[models.Model]) -> None:
    """NotAList where something needed is empty, or longer than it can be stored."""
    for name in needs:
        if not fields.get(name):
            raise NotAList(_("Line %(line)s: %(name)s is missing.") % {"line": line, "name": _heading(name)})
    for field in of._meta.fields:
        most = getattr(field, "max_length", None)
        if most and len(fields.get(field.name, "")) > most:
            facts = {"line": line, "name": _heading(field.name), "most": most}
            raise NotAList(_("Line %(line)s: %(name)s has more than %(most)s characters.") % facts)


def _heading(name: str) -> str:
    """Of a column, in both languages."""
    return next((f"{heading}/{name}" for heading, field in HEADINGS.items() if field == name != heading), name)


def _number(fields: Fields, name: str, line: int) -> float | None:
    if not (words := fields.get(name, "")):
        return None
    facts = {"line": line, "name": _heading(name), "words": words[:20]}
    try:
        number = float(words)
    except ValueError:
        raise NotAList(_("Line %(line)s: “%(words)s” (%(name)s) is not a number.") % facts) from None
    least, most = RANGES[name]
    if not least <= number <= most:
        raise NotAList(_("Line %(line)s: %(name)s cannot be “%(words)s”.") % facts)
    return number


AREA_NEEDS = ("code", "name", "level")


def areas(data: bytes) -> list[NewArea]:
    """Areas from CSV (code, name, level, parent, …), or from a GeoJSON FeatureCollection with outlines."""
    if data.lstrip()[:1] == b"{":
        return _areas_of_geojson(data)
    return [_area(fields, line) for line, fields in rows(data, needs=AREA_NEEDS, of=Area)]


def _area(fields: Fields, line: int, outline: Any = None) -> NewArea:
    level = LEVELS.get(fields["level"], fields["level"])
    if level not in set(Level):
        raise NotAList(
            _("Line %(line)s: the level “%(level)s” is not county, township or village.")
            % {"line": line, "level": fields["level"][:20]}
        )
    population = _number(fields, "population", line)
    return NewArea(
        fields["code"], fields["name"], fields.get("name_en", ""), level, fields.get("parent", ""),
        int(population) if population is not None else None,
        _number(fields, "lat", line), _number(fields, "lon", line), outline,
    )  # fmt: skip


def _areas_of_geojson(data: bytes) -> list[NewArea]:
    try:
        features = json.loads(data)["features"]
        return [_area_of(feature, line) for line, feature in enumerate(features, start=1)]
    except NotAList:
        raise
    except (ValueError, KeyError, TypeError, RecursionError) as problem:
        raise NotAList(_("The file is not a GeoJSON collection of areas with code, name and level.")) from problem


def _area_of(feature: Mapping[str, Any], line: int) -> NewArea:
    facts = feature["properties"]
    fields = {name: _plain(facts.get(name)) for name in (*AREA_NEEDS, "name_en", "parent", *RANGES)}
    _check(fields, line, AREA_NEEDS, Area)
    return _area(fields, line, _outline(feature["geometry"]))


def _plain(fact: object) -> str:
    """A word or a number as a table writes it; TypeError for anything else."""
    if fact is not None and not isinstance(fact, (str, int, float)):
        raise TypeError("neither word nor number")
    return "" if fact is None else clean(str(fact)).strip()


def _outline(geometry: Mapping[str, Any] | None) -> list[Any] | None:
    """The polygons of an area, or none; ValueError or TypeError where they are not rings of points in degrees."""
    if geometry is None:
        return None
    if geometry["type"] not in {"Polygon", "MultiPolygon"}:
        raise ValueError("no outline")
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [[[_point(*point[:2]) for point in _many(ring)] for ring in _many(polygon)] for polygon in _many(polygons)]


def _many(things: object) -> list[Any]:
    if not isinstance(things, list) or not things:
        raise TypeError("no list of points")
    return things


def _point(lon: float, lat: float) -> list[float]:
    if not (abs(lon) <= RANGES["lon"][1] and abs(lat) <= RANGES["lat"][1]):
        raise ValueError("not on the earth")
    return [lon, lat]


def departments(data: bytes) -> list[NewDepartment]:
    """Departments from CSV: code, name, and if you like name_en, short, note, is_discipline."""
    return [
        NewDepartment(
            fields["code"], fields["name"], fields.get("name_en", ""), fields.get("short", ""),
            fields.get("note", ""), fields.get("is_discipline", "").lower() in YES,
        )
        for _, fields in rows(data, needs=("code", "name"), of=Department)
    ]  # fmt: skip


def categories(data: bytes) -> list[NewCategory]:
    """Categories from CSV: code, name, parent, department, keywords separated by |."""
    return [
        NewCategory(
            fields["code"], fields["name"], fields.get("name_en", ""), fields.get("parent", ""),
            fields.get("department", ""), tuple(k for k in fields.get("keywords", "").split("|") if k),
            fields.get("field", ""),
        )
        for _, fields in rows(data, needs=("code", "name"), of=Category)
    ]  # fmt: skip
