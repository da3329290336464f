"""What was said about ชบา beyond the counselor's notes: her own words, what only the head may know, a conference."""

from datetime import timedelta

from django.urls import reverse

from cases.models import Attendee, Case, Conference, Event, Note, Secrecy, State, Task, Words
from schools.models import User
from studentcare.demo.children import SMALL
from studentcare.demo.places import World
from studentcare.demo.staff import Staff

SUMMARY = """ผลคัดกรองด้านเศรษฐกิจมีปัญหา ขาดเรียนวันจันทร์สามครั้งในเดือนนี้
เป้าหมาย มาเรียนไม่น้อยกว่า 95% ภายใน 6 สัปดาห์"""


def build_conferences(world: World, staff: Staff) -> None:
    cases = Case.objects.filter(school=world.schools[SMALL], student__first_name="ชบา").exclude(state=State.CLOSED)
    case = cases.select_related("student", "school").order_by("opened_at").first()
    if case is None:
        return
    people = [staff.people[name] for name in ("praphan", "kanplu", "somying")]
    _words(world, case, *people)
    _held(world, case, people)
    case.save(update_fields=["touched_at"])


def _words(world: World, case: Case, head: User, counselor: User, teacher: User) -> None:
    whose = {"case": case, "student": case.student, "school": case.school}
    at = world.moment(4, 15, 10)
    Note.objects.create(
        **whose,
        public_id=world.public_id(),
        kind=Note.Kind.OBSERVATION,
        text="พักกลางวัน นั่งวาดรูปกับเพื่อนสองคน",
        child_words="หนูอยากมาโรงเรียนทุกวัน แต่วันจันทร์ต้องรอยายกลับจากตลาดก่อน",
        happened_on=at.date() - timedelta(days=1),
        written_by=teacher,
        written_at=at,
    )
    secret = Note.objects.create(
        **whose,
        public_id=world.public_id(),
        kind=Note.Kind.PARENT,
        secrecy=Secrecy.NAMED,
        written_by=counselor,
        written_at=world.moment(3, 16, 0),
    )
    Words.objects.create(
        note=secret,
        student=case.student,
        school=case.school,
        secrecy=Secrecy.NAMED,
        readers=[head.pk],
        writer=counselor,
        text="ยายขอให้ผู้อำนวยการทราบเรื่องหนี้ของครอบครัว และยังไม่อยากให้คนอื่นรู้",
    )
    case.touched_at = max(case.touched_at, secret.written_at)


def _held(world: World, case: Case, people: list[User]) -> None:
    head, counselor, _ = people
    at = world.moment(6, 15, 30)
    conference = Conference.objects.create(
        public_id=world.public_id(),
        case=case,
        student=case.student,
        school=case.school,
        state=Conference.State.DONE,
        held_on=at.date(),
        place="ห้องแนะแนว",
        chair=head.display_name,
        summary=SUMMARY,
        strengths="ชอบวาดรูป มีเพื่อนสนิทสองคน ยายเอาใจใส่",
        problems="วันจันทร์ไม่มีคนพามาโรงเรียน",
        resolution="ให้รถรับส่งแวะรับวันจันทร์ และครูแนะแนวพูดคุยทุกสัปดาห์",
        next_on=world.today + timedelta(days=14),
        recorded_by=counselor,
        recorded_at=at,
        done_at=at,
    )
    _seated(conference, case, people)
    _decided(world, conference, case, people)


def _seated(conference: Conference, case: Case, people: list[User]) -> None:
    head, counselor, teacher = people
    seats = [(head, "ผอ./รอง ผอ."), (counselor, "ครูแนะแนว/ผู้รับผิดชอบงานระบบดูแลฯ"), (teacher, "ครูประจำชั้น")]
    whose = {"conference": conference, "student": case.student, "school": case.school}
    for place, (person, position) in enumerate(seats):
        Attendee.objects.create(**whose, user=person, name=person.display_name, position=position, place=place)
    Attendee.objects.create(**whose, name="นางดาวเรือง ลองเรียน", position="ยายของนักเรียน", place=len(seats))


def _decided(world: World, conference: Conference, case: Case, people: list[User]) -> None:
    _, counselor, teacher = people
    Task.objects.create(
        public_id=world.public_id(),
        case=case,
        student=case.student,
        school=case.school,
        conference=conference,
        text="ติดต่อรถรับส่งวันจันทร์",
        responsible=teacher,
        due_on=world.today + timedelta(days=3),
        added_by=counselor,
        added_at=conference.recorded_at,
    )
    Event.objects.create(
        case=case,
        student=case.student,
        school=case.school,
        kind=Event.Kind.CONFERRED,
        by=counselor,
        at=conference.recorded_at,
        text="1 ข้อตกลง",
        url=reverse("cases:conference", args=[case.public_id, conference.public_id]),
    )
