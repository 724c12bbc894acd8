"""Levels, stages of publication, names and counts in words."""

from collections.abc import Mapping

from django.utils.translation import get_language
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huiyin.places.rules import Level, Publication

LEVELS = {Level.COUNTY: _("county"), Level.TOWNSHIP: _("township"), Level.VILLAGE: _("village or community")}

PUBLICATIONS = {
    Publication.OFFICE: _("the people of the office"),
    Publication.LEADERS: _("the office and the leaders"),
    Publication.PUBLIC: _("everybody"),
}

LISTS = {"departments": _("departments"), "categories": _("categories"), "areas": _("areas")}
"""The lists of an office, in the order in which they are loaded."""

EXAMPLES: Mapping[str, Mapping[str, tuple[tuple[str, ...], ...]]] = {
    "zh": {
        "departments": (
            ("编码", "名称", "简称", "纪检"),
            ("water", "某县水利局", "水利局", ""),
            ("jiwei", "某县纪委监委", "纪委监委", "是"),
        ),
        "categories": (
            ("编码", "名称", "上级", "承办部门", "关键词"),
            ("shui", "供水排水", "", "", ""),
            ("shui.1", "自来水", "shui", "water", "自来水|停水|水黄"),
        ),
        "areas": (
            ("编码", "名称", "级别", "上级", "人口", "纬度", "经度"),
            ("01", "某县", "县", "", "210000", "", ""),
            ("0101", "某镇", "乡镇", "01", "18000", "36.51", "101.48"),
            ("010101", "某村", "村", "0101", "1200", "36.47", "101.45"),
        ),
    },
    "en": {
        "departments": (
            ("code", "name", "name_en", "is_discipline"),
            ("water", "某县水利局", "Water Bureau", ""),
            ("jiwei", "某县纪委监委", "Discipline Commission", "yes"),
        ),
        "categories": (
            ("code", "name", "name_en", "parent", "department", "keywords"),
            ("water", "供水排水", "Water", "", "", ""),
            ("water.tap", "自来水", "Tap water", "water", "water", "自来水|停水|tap water"),
        ),
        "areas": (
            ("code", "name", "name_en", "level", "parent", "population", "lat", "lon"),
            ("01", "某县", "Some County", "county", "", "210000", "", ""),
            ("0101", "某镇", "Some Town", "township", "01", "18000", "36.51", "101.48"),
        ),
    },
}
"""The first lines of such files, as the set-up page shows them."""


def local_name(thing: object) -> str:
    """The name of an area, category or department in the reader's language; empty for None."""
    if thing is None:
        return ""
    english: str = getattr(thing, "name_en", "") if get_language() == "en" else ""
    own: str = getattr(thing, "name", "")
    return english or own


def place_words(township: object, area: object) -> str:
    """An area with its township, as the reader's language writes them: 清溪镇柳树村, Liushu Village, Qingxi Town."""
    names = list(filter(None, dict.fromkeys((local_name(township), local_name(area)))))
    return ", ".join(reversed(names)) if get_language() == "en" else "".join(names)


KINDS_OF_PLACE = frozenset({"County", "District", "Town", "Township", "Subdistrict", "Village", "Community"})


def map_name(thing: object) -> str:
    """The name as a map writes it: in English without its last word (Baiya Township: Baiya), for want of room."""
    name = local_name(thing)
    first, _space, last = name.rpartition(" ")
    return first if first and last in KINDS_OF_PLACE else name


def round_below(number: int) -> int:
    """The round number below, for a count that ended early: 333 is 300, 1,346 is 1,000."""
    unit: int = 10 ** (len(str(number)) - 1)
    return number // unit * unit


def count_words(number: int, *, at_least: bool = False) -> str:
    """A count; one that ended early as "1,000+", and as "…" where nothing was met before it ended."""
    if not at_least:
        return f"{number:,}"
    return _t("%(count)s+") % {"count": f"{round_below(number):,}"} if number else "…"
