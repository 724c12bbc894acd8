"""Which pages `benchmarks.desk` asks for in an office, and what each costs when nothing is kept. Prints JSON.

Runs in a process of its own, with the environment of that office: so statements are counted by Django itself.
"""

import json
import time
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

import django

django.setup()

from django.db import connection  # noqa: E402 - the settings come first
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from huiyin.desk.queries import queue  # noqa: E402
from huiyin.handle import counts  # noqa: E402
from huiyin.hear.models import Case  # noqa: E402
from huiyin.hear.rules import State  # noqa: E402
from huiyin.people.models import Account  # noqa: E402
from huiyin.places.queries import directory  # noqa: E402
from huiyin.places.rules import Level  # noqa: E402
from huiyin.publish import queries as public  # noqa: E402
from huiyin.publish.ground import whole_box  # noqa: E402
from huiyin.publish.models import PublicCase  # noqa: E402
from huiyin.publish.pages import kept as pages  # noqa: E402
from huiyin.publish.words import GROUPS  # noqa: E402

WORDS = {
    "one character": ("水", "路", "校", "药"),
    "two": ("路灯", "垃圾", "停水", "补贴"),
    "four": ("路灯不亮", "中心小学", "村卫生室", "政务大厅"),
}
MANY = 24


def spread(values: Iterable[int], most: int = MANY) -> list[int]:
    """Some of many, from all over."""
    held = list(values)
    return held[:: max(1, len(held) // most)][:most]


def paths() -> Mapping[str, Sequence[str]]:
    """Addresses by kind of page."""
    places = directory()
    townships = [a.id for a in places.areas.values() if a.level == Level.TOWNSHIP]
    villages = spread(a.id for a in places.areas.values() if a.level == Level.VILLAGE)
    leaves = spread(c.id for c in places.categories.values() if c.parent_id)
    departments = spread(places.departments)
    states = [State.ASSIGNED, State.ANSWERED, State.REOPENED, "overdue", "all"]
    filters = [
        {"state": states[n % len(states)], "category": leaf, "area": ([*townships, *villages])[n * 5 % 30]}
        for n, leaf in enumerate(leaves)
    ]
    public = [{"category": one["category"], "area": one["area"]} for one in filters]
    return {
        "queue": ["/office/queue/", *(_queue({"state": state}) for state in (*State, "overdue", "all"))],
        "queue, by department": [_queue({"department": pk}) for pk in departments],
        "queue: state, category, area": [_queue(one) for one in filters],
        **{f"queue, words: {n}": [_queue({"q": word, "state": "all"}) for word in words] for n, words in WORDS.items()},
        "case": [f"/office/cases/{pk}/" for pk in _cases()],
        "morning": ["/office/morning/"],
        "public list": ["/around/", *(_around({"state": group}) for group in GROUPS if group)],
        "public list: category, area": [_around(one) for one in public],
        **{f"public, words: {n}": [_around({"q": word}) for word in words] for n, words in WORDS.items()},
        "public map by box": _boxes(),
        "public case": [f"/cases/{pk}/" for pk in _public_cases()],
        "public board": ["/board/", "/board/?period=2026&sort=solved", "/board/?sort=satisfied&up=1"],
        "public list, signed in": ["/around/", *(_around({"state": group}) for group in GROUPS if group)],
        "public board, signed in": ["/board/", "/board/?period=2026&sort=solved", "/board/?sort=satisfied&up=1"],
    }  # fmt: skip


def _queue(given: Mapping[str, object]) -> str:
    return f"/office/queue/?{urlencode(given)}"


def _around(given: Mapping[str, object]) -> str:
    return f"/around/?{urlencode(given)}"


def _cases() -> list[int]:
    """Of all ages, without reports of wrongdoing."""
    rows = Case.objects.filter(merged_into=None).exclude(kind="wrongdoing").order_by("pk")
    largest = rows.last()
    step = (largest.pk if largest else 0) // MANY
    firsts = (rows.filter(pk__gte=n * step).first() for n in range(MANY))
    return [case.pk for case in firsts if case]


def _public_cases() -> list[int]:
    return spread(PublicCase.objects.order_by("pk").values_list("pk", flat=True)[:9000])


def _boxes() -> list[str]:
    """The whole county, its quarters, and small pieces."""
    box = whole_box()
    if box is None:
        return []
    wide, high = box.east - box.west, box.north - box.south
    found = []
    for parts in (1, 2, 8, 32):
        for at in range(min(parts, 6)):
            west, south = box.west + wide * at / parts, box.south + high * ((at * 7) % parts) / parts
            found.append(f"{west:.4f},{south:.4f},{west + wide / parts:.4f},{south + high / parts:.4f}")
    return [f"/around/points.json?bbox={one}" for one in found]


KEPT = (counts, pages, public, queue)


def forget() -> None:
    """As if something had just happened: what is kept until then is made anew; the directory and outlines stay."""
    for module in KEPT:
        module._kept.clear()


def planned(client: Client, some: Sequence[str]) -> dict[str, Any]:
    """Addresses of one kind; the most statements of one answer, and the mean processor time, with nothing kept."""
    statements = 0
    for path in some:
        client.get(path)  # what is kept for minutes
    begun = time.process_time()
    for path in some:
        forget()
        answer = client.get(path)
        if answer.status_code != 200:
            raise SystemExit(f"{path}: {answer.status_code}")
    cpu = (time.process_time() - begun) / len(some) * 1000
    for path in some:
        forget()
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
        statements = max(statements, len(captured))
    return {"paths": some, "statements": statements, "cpu_ms": cpu}


def main() -> None:
    """Print {kind: {paths, statements, cpu_ms}}."""
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(Account.objects.get(username="clerk"))
    print(json.dumps({name: planned(client, some) for name, some in paths().items()}))


if __name__ == "__main__":
    main()
