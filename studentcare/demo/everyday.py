"""The ordinary cases beside the story: most children at risk have somebody, as the area's figures say (W11).

Written in bulk: a case that is being worked on, a task that is not due yet, two lines of its timeline.
"""

import datetime

from cases.models import Case, Event, State, Task
from schools import calendar
from screening.actions.signals import keep_signals
from screening.models import Row, Signal, Submission
from screening.signals import ROWS, Found
from studentcare.demo.case_acts import Caseload
from studentcare.demo.cases import GOALS, OTHER
from studentcare.demo.children import REMOTE, SMALL
from studentcare.demo.places import World
from studentcare.demo.screenings import Screened
from studentcare.demo.staff import Staff

CARED_FOR = {SMALL: 0.45, REMOTE: 0.4}
ELSEWHERE = 0.82
TYPED_FAST, WHY_FAST = 9, "จดผลในใบเปล่าไว้ก่อน แล้วพิมพ์ต่อกันทีเดียว ทวนกับใบแล้วตรงกัน"


def build_everyday(world: World, staff: Staff, screened: Screened, load: Caseload) -> None:
    taken = Case.objects.values("student")
    rows = Row.objects.filter(round=screened.now).at_risk().exclude(student__in=taken)
    story = world.room(SMALL, "ป.4/1")
    rest = rows.exclude(classroom=story).select_related("student__classroom", "school").order_by("pk")
    chosen = [row for row in rest if world.chance.random() < CARED_FOR.get(row.school.name, ELSEWHERE)]
    made = [_case(world, staff, screened, load, row) for row in chosen]
    Case.objects.bulk_create(made)
    Task.objects.bulk_create([_task(world, case) for case in made])
    Event.objects.bulk_create([event for case in made for event in _events(case)])
    _sign(screened)


def _sign(screened: Screened) -> None:
    """One room beside the story's was typed faster than one reads; its teacher has said why (สัญญาณให้ทวน)."""
    handed_in = Submission.objects.filter(round=screened.now, school__name=SMALL).select_related("classroom__school")
    one = handed_in.exclude(submitted_by=None).order_by("-classroom__level", "classroom").first()
    if one is None or one.submitted_by is None:
        return
    rows = Row.objects.of(one.classroom, screened.now).complete().order_by("student__number", "student")
    found = [Found(Signal.Kind.TOO_FAST, ROWS, list(rows.values_list("student", flat=True)[:TYPED_FAST]))]
    keep_signals(screened.now, classroom=one.classroom, found=found, answer=WHY_FAST, by=one.submitted_by)


def _case(world: World, staff: Staff, screened: Screened, load: Caseload, row: Row) -> Case:
    aspects = [aspect for aspect in screened.aspects.values() if aspect.kind == "level"]
    slugs = [aspect.slug for aspect in aspects if row.level_of(aspect) >= 2]
    title, goal = GOALS.get(slugs[0], OTHER)
    number = load.of_school[row.school_id] = load.of_school.get(row.school_id, 0) + 1
    days = world.chance.randint(1, 12)
    counselor = staff.counselors[row.school_id]
    accepted_at = world.moment(days, 13, 10)
    return Case(
        public_id=world.public_id(),
        student=row.student,
        school=row.school,
        classroom=row.classroom,
        year=calendar.academic_year(world.today),
        number=number,
        title=title,
        reason=f"เปิดจากผลคัดกรอง {screened.now.name}",
        aspects=slugs,
        row=row,
        state=State.HELPING,
        opened_by=row.recorded_by,
        opened_at=world.moment(days, 9, 40),
        owner=counselor,
        accepted_by=counselor,
        accepted_at=accepted_at,
        goal=goal,
        measure="สังเกตและพูดคุยทุกสัปดาห์",
        review_on=accepted_at.date() + datetime.timedelta(weeks=6),
        touched_at=accepted_at,
    )


def _task(world: World, case: Case) -> Task:
    return Task(
        public_id=world.public_id(),
        case=case,
        student=case.student,
        school=case.school,
        text="พูดคุยกับผู้ปกครอง",
        responsible=case.opened_by,
        due_on=world.today + datetime.timedelta(days=world.chance.randint(3, 20)),
        added_by=case.opened_by,
        added_at=case.opened_at,
    )


def _events(case: Case) -> list[Event]:
    told = [(Event.Kind.OPENED, case.opened_by, case.opened_at, case.reason)]
    if case.owner and case.accepted_at:
        told.append((Event.Kind.ACCEPTED, case.owner, case.accepted_at, ""))
    return [
        Event(case=case, student=case.student, school=case.school, kind=kind, by=by, at=at, text=text)
        for kind, by, at, text in told
    ]
