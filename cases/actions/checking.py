"""How it goes: weekly looks, the time of watching, and looking again before the case is closed."""

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from cases.actions.looks import look_every_week, stop_looking_every_week
from cases.actions.tasks import finish_task
from cases.actions.timeline import locked, must_be_in, tell
from cases.models import HELP_BEGINS, Case, CheckIn, Event, IllegalMove, Outcome, Rescreen, State, Task
from journal.actions import record
from journal.models import Verb
from schools.models import User

if TYPE_CHECKING:
    from datetime import date

MONITORED = timedelta(days=30)
LOOKED_AT_AGAIN = (Outcome.IMPROVED, Outcome.HANDED_OVER)


@transaction.atomic
def check_in(
    case: Case, *, progress: str, value: str = "", text: str = "", on: "date | None" = None, by: User
) -> CheckIn:
    """One look against the plan's measure. In the time of watching the one that was due sets the next."""
    case = locked(case)
    must_be_in(case, State.HELPING, State.MONITORING, say="บันทึกการติดตามได้")
    now = timezone.now()
    on = on or timezone.localdate()
    check = CheckIn.objects.create(
        case=case,
        student_id=case.student_id,
        school_id=case.school_id,
        on=on,
        progress=progress,
        value=value,
        text=text,
        by=by,
        at=now,
    )
    if case.state == State.MONITORING and (case.check_on is None or case.check_on <= on):
        case.check_on = on + MONITORED
        case.save(update_fields=["check_on"])
    tell(case, Event.Kind.CHECKED, CheckIn.Progress(progress).label, by=by)
    record(Verb.CHECKED, check, by=by, case=case.code, progress=progress)
    _finish_asked(case, on=on, by=by)
    return check


def _finish_asked(case: Case, *, on: "date", by: User) -> None:
    """The look that was asked for this week is done with it."""
    asked = case.tasks.undone().filter(kind=Task.Kind.CHECK, due_on__lt=on + timedelta(weeks=1))
    task = asked.order_by("due_on", "pk").first()
    if task is not None:
        finish_task(task, by=by)


@transaction.atomic
def start_monitoring(case: Case, *, check_on: "date | None" = None, version: int | None = None, by: User) -> Case:
    """The help has done its work; the team looks again on `check_on`, 30 days on when nothing is said."""
    case = locked(case, version)
    case.move(State.MONITORING)
    stop_looking_every_week(case, by=by)
    case.monitoring_since = timezone.localdate()
    case.check_on = check_on or case.monitoring_since + MONITORED
    case.version += 1
    case.save()
    tell(case, Event.Kind.MONITORED, by=by)
    record(Verb.RECORDED, case, by=by, what="monitoring", check_on=case.check_on)
    return case


@transaction.atomic
def help_again(case: Case, *, reason: str, version: int | None = None, by: User) -> Case:
    """Watching showed that the child needs more."""
    case = locked(case, version)
    must_be_in(case, State.MONITORING, say="กลับไปช่วยเหลือได้")
    case.move(State.HELPING)
    case.monitoring_since, case.check_on = None, None
    case.version += 1
    case.save()
    tell(case, Event.Kind.HELPED_AGAIN, reason, by=by)
    record(Verb.RECORDED, case, by=by, what="helping")
    look_every_week(case, by=by)
    return case


@transaction.atomic
def look_again(
    case: Case, *, levels: Mapping[str, int], before: Mapping[str, int], version: int | None = None, by: User
) -> Case:
    """Concerned aspects as they are now: `levels` {slug: 1 ปกติ … 3 มีปัญหา}, `before` as the screening had them."""
    case = locked(case, version)
    must_be_in(case, State.HELPING, State.MONITORING, say="คัดกรองด้านที่ช่วยอีกครั้งได้")
    if not set(levels) <= set(case.aspects):
        raise IllegalMove("มีด้านที่ไม่ได้อยู่ในเคสนี้ โหลดหน้านี้ใหม่แล้วลองอีกครั้ง")
    now = timezone.now()
    for slug in sorted(levels):
        Rescreen.objects.create(
            case=case,
            student_id=case.student_id,
            school_id=case.school_id,
            slug=slug,
            before=before.get(slug, 0),
            after=levels[slug],
            by=by,
            at=now,
        )
    case.version += 1
    case.save(update_fields=["version"])
    tell(case, Event.Kind.RESCREENED, f"{len(levels)} ด้าน", by=by)
    record(Verb.CHECKED, case, by=by, what="rescreen", aspects=len(levels))
    return case


def must_be_looked_at_again(case: Case, outcome: str) -> None:
    """ดีขึ้น and ส่งมอบ are said of every concerned aspect, as it was seen since the help began (again)."""
    if outcome in LOOKED_AT_AGAIN and still_to_look_at(case):
        raise IllegalMove("คัดกรองด้านที่ช่วยอีกครั้งให้ครบทุกด้านก่อน แล้วจึงปิดเคสด้วยผลนี้")


def still_to_look_at(case: Case) -> set[str]:
    """Slugs of the aspects that nobody has looked at again."""
    return set(case.aspects) - set(seen_again(case).values_list("slug", flat=True))


def seen_again(case: Case) -> QuerySet[Rescreen]:
    """What counts before closing: seen since the help began, or began again."""
    seen = Rescreen.objects.filter(case=case)
    began = case.events.filter(kind__in=HELP_BEGINS).aggregate(at=Max("at"))["at"]
    return seen if began is None else seen.filter(at__gt=began)
