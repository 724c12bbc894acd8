"""Read an office's lists: areas, departments and categories from CSV (as Excel saves it), outlines from GeoJSON."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from huiyin.places.actions import NewArea, NewCategory, NewDepartment
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


def rows(data: bytes, *, needs: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and fields of each line; NotAList where a needed column is missing."""
    reader = csv.reader(io.StringIO(decoded(data), newline=""))
    try:
        head = [HEADINGS.get(cell.strip().lower(), "") for cell in next(reader)]
    except StopIteration:
        raise NotAList(_("The file is empty.")) from None
    except csv.Error as problem:
        raise NotAList(_("The file is not CSV: save it from Excel as CSV UTF-8.")) from problem
    if lacking := [name for name in needs if name not in head]:
        raise NotAList(_("A column is missing: %(names)s.") % {"names": ", ".join(map(_heading, lacking))})
    for number, cells in enumerate(reader, start=2):
        fields = {name: cell.strip() for name, cell in zip(head, cells, strict=False) if name}
        if any(fields.values()):
            yield number, fields


def _heading(name: str) -> str:
    """Of a column, in both languages."""
    return next((f"{heading}/{name}" for heading, field in HEADINGS.items() if field == name != heading), name)


def _number(fields: Mapping[str, str], name: str, line: int) -> float | None:
    if not (words := fields.get(name, "")):
        return None
    try:
        return float(words)
    except ValueError:
        facts = {"line": line, "name": _heading(name), "words": words[:20]}
        raise NotAList(_("Line %(line)s: “%(words)s” (%(name)s) is not a number.") % facts) from None


def areas(data: bytes) -> list[NewArea]:
    """Areas from CSV (code, name, level, parent, …), or from a GeoJSON FeatureCollection with outlines."""
    if data.lstrip()[:1] == b"{":
        return _areas_of_geojson(data)
    found = []
    for line, fields in rows(data, needs=("code", "name", "level")):
        level = LEVELS.get(fields["level"], fields["level"])
        if level not in set(Level):
            raise NotAList(
                _("Line %(line)s: the level “%(level)s” is not county, township or village.")
                % {"line": line, "level": fields["level"][:20]}
            )
        population = _number(fields, "population", line)
        found.append(
            NewArea(
                fields["code"], fields["name"], fields.get("name_en", ""), level, fields.get("parent", ""),
                int(population) if population is not None else None,
                _number(fields, "lat", line), _number(fields, "lon", line),
            )
        )  # fmt: skip
    return found


def _areas_of_geojson(data: bytes) -> list[NewArea]:
    try:
        features = json.loads(data)["features"]
        return [_area_of(feature["properties"], feature["geometry"]) for feature in features]
    except (ValueError, KeyError, TypeError) as problem:
        raise NotAList(_("The file is not a GeoJSON collection of areas with code, name and level.")) from problem


def _area_of(facts: Mapping[str, Any], geometry: Mapping[str, Any] | None) -> NewArea:
    outline = None
    if geometry is not None:
        outline = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    level = LEVELS.get(facts["level"]) or Level(facts["level"])
    return NewArea(
        str(facts["code"]), str(facts["name"]), str(facts.get("name_en", "")), level,
        str(facts.get("parent") or ""), facts.get("population"), facts.get("lat"), facts.get("lon"), outline,
    )  # fmt: skip


def departments(data: bytes) -> list[NewDepartment]:
    """Departments from CSV: code, name, and if you like name_en, short, note, is_discipline."""
    return [
        NewDepartment(
            fields["code"], fields["name"], fields.get("name_en", ""), fields.get("short", ""),
            fields.get("note", ""), fields.get("is_discipline", "").lower() in YES,
        )
        for _, fields in rows(data, needs=("code", "name"))
    ]  # fmt: skip


def categories(data: bytes) -> list[NewCategory]:
    """Categories from CSV: code, name, parent, department, keywords separated by |."""
    return [
        NewCategory(
            fields["code"], fields["name"], fields.get("name_en", ""), fields.get("parent", ""),
            fields.get("department", ""), tuple(k for k in fields.get("keywords", "").split("|") if k),
            fields.get("field", ""),
        )
        for _, fields in rows(data, needs=("code", "name"))
    ]  # fmt: skip
