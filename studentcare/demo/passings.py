"""Cases on their way with a child: one prepared for a move that is not offered yet, one that waits to be taken."""

import copy
import datetime

from cases import packet
from cases.models import Case, Event, Outcome, Passing, Source, State, Urgency
from schools.calendar import academic_year
from schools.models import Notice, School, User
from studentcare.demo.moves import NEIGHBOUR, arrive, shown
from studentcare.demo.places import World
from studentcare.demo.staff import OWN, Staff
from students.models import Alert, Student, Transfer

CHOSEN = ["reason", "assessment", "strengths", "plan", "tasks"]


def build_passings(world: World, staff: Staff) -> None:
    _prepared(world, staff)
    _came(world, staff)


def _prepared(world: World, staff: Staff) -> None:
    """กานพลู has chosen what goes along; the registrar has not offered the child yet."""
    own, far = world.schools[OWN], world.schools[NEIGHBOUR]
    kept = staff.counselors[own.pk]
    busy = Alert.objects.unsettled().values("student")
    calm = Case.objects.filter(school=own, state=State.HELPING, urgency=Urgency.NORMAL, number__gte=50, owner=kept)
    free = calm.exclude(student__in=busy).exclude(student__transfers__isnull=False)
    case = free.filter(student__referrals=None).select_related("student", "school").order_by("number").first()
    if case is None:
        return
    transfer = Transfer(**shown(world)(case.student, far, staff.people["tabian"], 2), state=Transfer.State.PREPARED)
    transfer.save()
    _passing(world, case, transfer, days=1).save()


def _came(world: World, staff: Staff) -> None:
    """Her old school's case ended with the move two days ago; nobody here has taken it."""
    own, far = world.schools[OWN], world.schools[NEIGHBOUR]
    kept, there = staff.counselors[own.pk], staff.counselors[far.pk]
    room = world.room(OWN, "ป.5/2")
    free = Student.objects.filter(classroom=room, cases=None, transfers=None, alerts=None).order_by("-pk")
    child = free.select_related("classroom", "school").first()
    if child is None:
        return
    gone_at = world.moment(2, 10, 20)
    case = _left_case(world, child, far, there, gone_at)
    transfer = arrive(world, child, staff.people["tabian"], Transfer(**shown(world)(child, own, there, 5)), days=2)
    case.state, case.student = State.HELPING, copy.copy(child)
    case.student.school = far  # both as they were when it was prepared
    passing = _passing(world, case, transfer, days=3)
    passing.student, passing.state, passing.passed_at = child, Passing.State.PASSED, gone_at
    passing.save()
    facts = {"case_id": case.pk, "student": child, "school": far, "by": there}
    Event.objects.create(kind=Event.Kind.OPENED, at=case.opened_at, **facts)
    Event.objects.create(kind=Event.Kind.CLOSED, at=gone_at, text=f"ย้าย: {case.closing_text}", **facts)
    url = f"/passings/{passing.public_id}/"
    Notice.objects.create(to_user=kept, kind=Notice.Kind.PASSED, url=url, made_at=gone_at)


def _left_case(world: World, child: Student, far: School, there: User, gone_at: datetime.datetime) -> Case:
    """As the move has closed it at the school she left."""
    last = Case.objects.filter(school=far, year=academic_year(world.today)).order_by("-number").first()
    return Case.objects.create(
        public_id=world.public_id(),
        student=child,
        school=far,
        classroom=None,
        year=academic_year(world.today),
        number=last.number + 1 if last else 1,
        title="ช่วยเหลือด้านการเรียน",
        reason="อ่านไม่ทันเพื่อน ขาดเรียนบ่อยช่วงเก็บเกี่ยว",
        aspects=["learning"],
        source=Source.TEACHER,
        state=State.CLOSED,
        outcome=Outcome.MOVED,
        closing_text=f"ส่งมอบให้ รร.{child.school.name} พร้อมย้าย",
        closed_by=there,
        closed_at=gone_at,
        owner=there,
        accepted_by=there,
        accepted_at=world.moment(30, 10),
        goal="อ่านจับใจความได้ และมาเรียนทุกวัน",
        measure="บันทึกการอ่านรายสัปดาห์",
        assessment="ย้ายตามผู้ปกครองที่รับจ้างตามฤดูกาล อ่านช้าแต่เข้าใจเมื่อมีคนอ่านด้วย",
        strengths="ชอบเล่าเรื่อง ช่วยดูแลน้อง",
        opened_by=there,
        opened_at=world.moment(31, 10),
        touched_at=gone_at,
    )


def _passing(world: World, case: Case, transfer: Transfer, *, days: int) -> Passing:
    """As its counselor prepared it `days` ago."""
    counselor = case.owner or case.opened_by
    return Passing(
        public_id=world.public_id(),
        case=case,
        transfer=transfer,
        student=case.student,
        from_school=case.school,
        to_school=transfer.to_school,
        child_name=case.student.full_name,
        code=case.code,
        title=case.title,
        opened_on=(case.opened_at + datetime.timedelta(hours=7)).date(),
        sections=CHOSEN,
        packet=packet.build(counselor, case, sections=CHOSEN, notes=[]),
        made_by=counselor,
        made_at=world.moment(days, 14, 20),
    )
