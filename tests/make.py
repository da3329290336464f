"""One function per kind of row. Say only what the test is about; the rest is ordinary."""

import datetime
import itertools
import uuid
from pathlib import Path

from django.utils import timezone

from cases.models import Case, Note, Task
from referrals import packet
from referrals.models import Agency, AgencyType, Referral
from schools.levels import Level
from schools.models import AcademicYear, Appointment, Area, Classroom, QualityGroup, Role, School, Term, User
from schools.thai import fold
from screening.figures import recount
from screening.models import Finding, Round, Row
from screening.reference import load_criteria
from screening.scoring import compute
from students.models import Alert, Enrolment, Guardian, Student
from students.models.figures import RoomCount

counter = itertools.count(101)  # the sample files' schools have the codes before
CRITERIA = Path(__file__).parent.parent / "fixtures" / "criteria-11.toml"
START, END = datetime.date(2025, 5, 16), datetime.date(2026, 5, 15)
PASSWORD = "ดอกไม้ริมทาง 9 ดอก"


def area(name="สพป.ตัวอย่างธานี เขต 9", **more):
    made, _ = Area.objects.get_or_create(name=name, defaults=more)
    year(made)
    return made


def year(area, number=2568):
    starts = datetime.date(number - 543, 5, 16)
    ends = datetime.date(number - 542, 5, 15)
    made, is_new = AcademicYear.objects.get_or_create(
        area=area, year=number, defaults={"starts_on": starts, "ends_on": ends}
    )
    if is_new:
        Term.objects.create(year=made, number=1, starts_on=starts, until_on=datetime.date(number - 543, 10, 10))
        Term.objects.create(
            year=made,
            number=2,
            starts_on=datetime.date(number - 543, 11, 1),
            until_on=datetime.date(number - 542, 3, 31),
        )
    return made


def group(name="ต้นกล้า", *, area):
    return QualityGroup.objects.create(name=name, area=area)


def school(name="บ้านสมมติวิทยา", *, area=None, **more):
    number = next(counter)
    defaults = {"code8": f"97{number:06d}", "phone": "000-000-0000", "head_name": "นายประพันธ์ นามสมมติ"}
    return School.objects.create(name=name, area=area or globals()["area"](), **defaults | more)


def classroom(*, school, level=Level.P4, to_level=None, number=1, year_number=2568):
    return Classroom.objects.create(
        school=school,
        year=year(school.area, year_number),
        level=level,
        to_level=to_level or level,
        number=number,
    )


def staff(username, role=None, *, home=None, first_name="", until_on=END, from_on=START, **scope):
    """A person with one appointment (none, when no role is given); `home` keeps the account."""
    place = scope.get("classroom")
    kept_by = home or scope.get("school") or (place.school if place else None)
    is_area = role in (Role.AREA_OFFICER, Role.AREA_PSYCHOLOGIST, Role.AREA_ADMIN, Role.AUDITOR)
    user = User.objects.create_user(
        username,
        password=PASSWORD,
        title="ครู",
        first_name=first_name or username,
        last_name="นามสมมติ",
        school=None if is_area else kept_by,
        area=scope.get("area") if is_area else None,
        must_set_password=False,
    )
    if role:
        appoint(user, role, from_on=from_on, until_on=until_on, **scope)
    return user


def appoint(user, role, *, from_on=START, until_on=END, **scope):
    if scope.get("classroom"):
        scope["school"] = scope["classroom"].school
    user.__dict__.pop("rights", None)
    return Appointment.objects.create(user=user, role=role, from_on=from_on, until_on=until_on, **scope)


def student(first_name="ชบา", *, classroom, last_name="ลองเรียน", number=None, title="ด.ญ.", sex="f", **more):
    made = Student.objects.create(
        school=classroom.school,
        classroom=classroom,
        level=more.pop("level", classroom.level),
        number=number,
        title=title,
        first_name=first_name,
        last_name=last_name,
        sex=sex,
        born_on=more.pop("born_on", datetime.date(2015, 4, 12)),
        school_number=more.pop("school_number", f"{next(counter):05d}"),
        search_key=fold(f"{first_name} {last_name}"),
        **more,
    )
    Enrolment.objects.create(
        student=made,
        school=classroom.school,
        classroom=classroom,
        year=classroom.year,
        level=made.level,
        number=number,
        from_on=START,
    )
    count, _ = RoomCount.objects.get_or_create(classroom=classroom, school=classroom.school, defaults={"enrolled": 0})
    count.enrolled += 1
    count.save()
    return made


def now():
    return timezone.now()


def uid():
    return uuid.uuid4()


def agency(name="โรงพยาบาลจำลองรัตน์", *, area, school=None, type="hospital", **more):
    kind, _ = AgencyType.objects.get_or_create(code=type, defaults={"name": f"ประเภท {type}", "position": 1})
    defaults = {"addressee": f"ผู้อำนวยการ{name}", "phone": "000-000-0000"}
    return Agency.objects.create(area=area, school=school, type=kind, name=name, **defaults | more)


def referral(case, *, by, state="draft", agency=None, sections=("name",), **more):
    """A referral in any state; what the state needs is filled in."""
    defaults = {
        "reason": "รายได้ครอบครัวไม่พอค่าอาหาร",
        "asked": "ประเมินสิทธิสวัสดิการ",
        "consent": "given",
        "consent_by": "นางดาวเรือง ลองเรียน",
        "consent_relation": "แม่",
        "consent_on": datetime.date(2025, 6, 20),
        "consent_how": "paper",
        "signer_name": "นายประพันธ์ นามสมมติ",
        "signer_position": "ผู้อำนวยการโรงเรียนบ้านสมมติวิทยา",
        "drafted_at": now(),
    }
    made = Referral(
        case=case,
        student=case.student,
        school=case.school,
        year=2568,
        number=Referral.objects.filter(school=case.school).count() + 1,
        state=state,
        agency=agency or globals()["agency"](f"รพ.จำลอง {next(counter)}", area=case.school.area),
        sections=list(sections),
        drafted_by=by,
        **defaults | more,
    )
    if state != "draft":
        made.packet = made.packet or packet.build(made, by=by)
        made.asked_to_sign_at = now()
    if state in ("sent", "answered"):
        made.signed_by, made.signed_at = by, now()
        made.sent_on = made.sent_on or datetime.date(2025, 6, 18)
        made.letter_number, made.letter_on = "ศธ 04000.000/12", made.sent_on
    if state == "closed":
        made.closed_by, made.closed_at = by, now()
    made.save()
    return made


def case(student, *, by, owner=None, number=None, state="helping", **more):
    """A case in any state; what the state needs is filled in. `state="helping"`: `owner` (or `by`) has it."""
    defaults = {
        "title": "ช่วยเหลือด้านเศรษฐกิจ",
        "reason": "รายได้ครอบครัวไม่พอค่าอาหาร",
        "aspects": ["economy"],
        "opened_at": now(),
        "touched_at": now(),
    }
    if state != "intake":
        defaults |= {"owner": owner or by, "accepted_by": owner or by, "accepted_at": now()}
    if state == "closed":
        defaults |= {"outcome": "improved", "closing_text": "มาเรียนสม่ำเสมอ", "closed_by": by, "closed_at": now()}
    return Case.objects.create(
        student=student,
        school=student.school,
        classroom=student.classroom,
        year=2568,
        number=number or Case.objects.filter(school=student.school).count() + 1,
        state=state,
        opened_by=by,
        **defaults | more,
    )


def task(case, text="โทรผู้ปกครอง", *, responsible, due_on=datetime.date(2025, 6, 27), done=False, **more):
    done_at, done_by = (now(), responsible) if done else (None, None)
    return Task.objects.create(
        case=case,
        student=case.student,
        school=case.school,
        text=text,
        responsible=responsible,
        due_on=due_on,
        added_by=case.opened_by,
        added_at=now(),
        done_at=done_at,
        done_by=done_by,
        **more,
    )


def note(case, text="นักเรียนเล่าว่ากินข้าวเช้าที่โรงเรียน", *, by, secrecy="team", written_at=None, **more):
    return Note.objects.create(
        case=case,
        student=case.student,
        school=case.school,
        text=text,
        secrecy=secrecy,
        written_by=by,
        written_at=written_at or now(),
        **more,
    )


def alert(student, *, by, kind="safety"):
    due_at = now() + datetime.timedelta(hours=4)
    return Alert.objects.create(
        student=student, school=student.school, kind=kind, raised_by=by, raised_at=now(), due_at=due_at
    )


def begun_round(school, *, by, term=1, opens_on=START, days=60, year_number=2568):
    """A round of the school's own with the shipped criteria."""
    return Round.objects.create(
        area=school.area,
        school=school,
        year=year(school.area, year_number),
        term=term,
        criteria=load_criteria(CRITERIA),
        opens_on=opens_on,
        closes_on=opens_on + datetime.timedelta(days=days),
        opened_by=by,
        opened_at=now(),
    )


def screened(student, *, round, by, group=None, recorded_at=None, **levels):
    """A whole row: every aspect ปกติ but those named (`economy=3`). The group follows from them, unless given.

    Counts are kept.
    """
    aspects = list(round.criteria.aspects.order_by("position"))
    counting = [levels.get(a.slug, 1) for a in aspects if a.kind == "level"]
    final = max(counting) if group is None else group
    made = Row.objects.create(
        round=round,
        student=student,
        school=student.school,
        classroom=student.classroom,
        levels=[levels.get(a.slug, 1) for a in aspects],
        is_complete=True,
        computed_group=final,
        final_group=final,
        recorded_by=by,
        recorded_at=recorded_at or now(),
    )
    recount(round, [student.classroom_id])
    return made


def criteria():
    """The shipped eleven aspects."""
    return load_criteria(CRITERIA)


def screening_round(*, school=None, area=None, opens_on=START, closes_on=datetime.date(2025, 6, 30), **more):
    """Open until 30 June 2568; of a school, or of an area for all its schools."""
    place = area or school.area
    return Round.objects.create(
        area=place,
        school=school,
        year=more.pop("year", None) or year(place),
        criteria=more.pop("criteria", None) or criteria(),
        opens_on=opens_on,
        closes_on=closes_on,
        opened_by=more.pop("by", None) or User.objects.order_by("pk").first(),
        opened_at=now(),
        **{"term": 1, "sequence": 1} | more,
    )


def row(student, *, round_, by, levels=None, group=None):
    """Eleven letters, "11211111111"; everything ปกติ when nothing is said. Counts are kept."""
    told = [int(level) for level in levels or "1" * 11]
    result = compute(told, [2, 3, 4, 5, 6, 7, 8, 9, 11])
    is_own = group not in (None, result.group)
    made = Row.objects.create(
        round=round_,
        student=student,
        school=student.school,
        classroom=student.classroom,
        levels=told,
        is_complete=result.is_complete,
        computed_group=result.group,
        final_group=group if is_own else result.group,
        override_reason="ครูเห็นต่าง" if is_own else "",
        override_by=by if is_own else None,
        recorded_by=by,
        recorded_at=now(),
    )
    recount(round_, [student.classroom_id])
    return made


def finding(row, slug="learning", *, by, indicators=(), text="ไม่ส่งงานหลายวิชา"):
    return Finding.objects.create(
        row=row,
        student=row.student,
        school=row.school,
        aspect=row.round.criteria.aspects.get(slug=slug),
        indicators=[indicator.pk for indicator in indicators],
        text=text,
        written_by=by,
        written_at=now(),
    )


def guardian(student, *, first_name="สายใจ", relation="guardian", phone="000-000-0000", **more):
    return Guardian.objects.create(
        student=student,
        school=student.school,
        relation=relation,
        first_name=first_name,
        last_name=student.last_name,
        phone=phone,
        **more,
    )
