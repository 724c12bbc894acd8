"""A spreadsheet on its way in: kept, started, carried on turn by turn, stopped, done, removed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone

from huiyin.desk.models import KeptSheet
from huiyin.desk.rules import STARTS_FROM, SheetState
from huiyin.ledger.actions import record
from huiyin.ledger.writing import action


@dataclass(frozen=True)
class Lines:
    """How far a sheet is: its lines add up; `rejected_bytes` is the length of the file of refused lines."""

    lines: int
    taken: int
    already: int
    rejected: int
    answers: int
    rejected_bytes: int
    ratings: int = 0
    left: Mapping[str, Any] = field(default_factory=dict)


@action
def keep_sheet(*, by: str, account: int, name: str, folder: str, source: str, language: str) -> int:
    """An uploaded file, of which nothing is taken yet; its id. The file lies in its folder already."""
    now = timezone.now()
    sheet = KeptSheet.objects.create(
        account_id=account, name=name, folder=folder, source=source, language=language, added_at=now, moved_at=now
    )
    record(by=by, kind="desk.sheet_kept", subject=f"sheet:{sheet.pk}", at=now)
    return sheet.pk


@action
def start_sheet(*, by: str, sheet: int, columns: Mapping[str, str] | None = None, source: str = "") -> bool:
    """Begin, or go on after a stop, with these columns or those that were confirmed before. False where it goes on."""
    held = KeptSheet.objects.select_for_update().get(pk=sheet)
    if held.state not in STARTS_FROM:
        return False
    held.columns = dict(columns) if columns is not None else held.columns
    held.source = source or held.source
    held.state, held.problem, held.moved_at = SheetState.TAKING, None, timezone.now()
    held.save(update_fields=["columns", "source", "state", "problem", "moved_at"])
    record(by=by, kind="desk.sheet_started", subject=f"sheet:{held.pk}", source=held.source)
    return True


@action
def stop_sheet(*, by: str, sheet: int) -> bool:
    """Take no further line; what was stored stays. False where nothing was going on."""
    held = KeptSheet.objects.filter(pk=sheet, state=SheetState.TAKING)
    if not held.update(state=SheetState.STOPPED, moved_at=timezone.now()):
        return False
    record(by=by, kind="desk.sheet_stopped", subject=f"sheet:{sheet}")
    return True


@action
def advance_sheet(*, by: str, sheet: int, before: int, now: Lines, is_done: bool) -> bool:
    """Note the lines of one turn; False where another worker did these lines meanwhile, or the sheet was removed."""
    moved: dict[str, Any] = {**now.__dict__, "moved_at": timezone.now()}
    if is_done:
        moved["state"] = SheetState.DONE
    if not KeptSheet.objects.filter(pk=sheet, lines=before).update(**moved):
        return False
    kind = "desk.sheet_taken" if is_done else "desk.sheet_advanced"  # the latter asks for the next turn
    record(by=by, kind=kind, subject=f"sheet:{sheet}", lines=now.lines, taken=now.taken, rejected=now.rejected)
    return True


@action
def fail_sheet(*, by: str, sheet: int, code: str, facts: Mapping[str, Any]) -> None:
    """The file cannot be read after all; code and facts say why (`hear.refusals`)."""
    KeptSheet.objects.filter(pk=sheet).update(
        state=SheetState.FAILED, problem={"code": code, "facts": dict(facts)}, moved_at=timezone.now()
    )
    record(by=by, kind="desk.sheet_failed", subject=f"sheet:{sheet}", code=code)


@action
def remove_sheet(*, by: str, sheet: int) -> str | None:
    """Off the list; the folder whose files can go now. None while it is being taken in, or where it is gone."""
    held = KeptSheet.objects.select_for_update().filter(pk=sheet).exclude(state=SheetState.TAKING).first()
    if held is None:
        return None
    held.delete()
    record(by=by, kind="desk.sheet_removed", subject=f"sheet:{sheet}")
    return held.folder


@action
def clear_sheets(*, by: str, unfinished_before: datetime, done_before: datetime) -> list[str]:
    """Remove what nobody took in and what was done long ago; the folders whose files can go now."""
    unfinished = KeptSheet.objects.filter(state__in=STARTS_FROM, moved_at__lt=unfinished_before)
    done = KeptSheet.objects.filter(state=SheetState.DONE, moved_at__lt=done_before).exclude(folder="")
    folders = [*unfinished.values_list("folder", flat=True), *done.values_list("folder", flat=True)]
    if folders:
        unfinished.delete()
        done.update(folder="")
        record(by=by, kind="desk.sheets_cleared", subject="sheets", folders=len(folders))
    return folders
