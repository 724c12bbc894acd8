"""The stations of a case, as everybody may read them."""

from datetime import datetime

from huiyin.handle.models import Step
from huiyin.handle.queries import UNDO, Station
from huiyin.handle.rules import Move
from huiyin.hear.rules import State
from huiyin.places.prepared import Prepared

_steps = Prepared(lambda case: Step.objects.filter(case=case).order_by("pk"), int)


def stations(case_id: int, opened_at: datetime) -> tuple[Station, ...]:
    """As `handle.queries.way` tells them, without the days an answer was owed by: they are not shown. One statement."""
    found = [Station(Move.RECEIVE, State.RECEIVED, opened_at, None, "", None)]
    for step in _steps(case_id):
        if step.note == UNDO:
            found.pop()
        else:
            found.append(Station(step.move, step.state, step.at, step.department_id, step.said, None))
    return tuple(found)
