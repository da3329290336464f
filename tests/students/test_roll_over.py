"""The step into a new year: proposed, changed for some, looked at, done at once, taken back; and DMC's June file."""

import datetime

import pytest
from django.urls import reverse

from journal.context import acting
from journal.models import Line
from schools.levels import Level
from schools.models import Classroom, Role
from screening import figures as screening_figures
from students import figures
from students.actions import decide_roll_over, move_room, roll_over, undo
from students.models import Enrolment, Exclusion, Import, Student
from students.next_year import draw
from tests import make
from tests.conftest import act_as_the_system
from tests.students.files import IDS, done, file_of, line, planned, taken_in

MORNING = datetime.datetime(2026, 5, 15, 23, 0, tzinfo=datetime.UTC)  # 16 May 2569, 06:00 in Bangkok
NEXT = datetime.date(2026, 5, 16), datetime.date(2027, 5, 15)


@pytest.fixture
def may(cast, clock):
    """The first morning of 2569; the registrar and the counselor have been appointed anew. ป.5 exists this year."""
    cast.year = make.year(cast.area, 2569)
    cast.higher = make.classroom(school=cast.school, level=Level.P5)
    cast.mai = make.student("ใหม่", classroom=cast.higher, number=1)
    clock.move_to(MORNING)
    for person, role in ((cast.tabian, Role.REGISTRAR), (cast.kanplu, Role.COUNSELOR)):
        make.appoint(person, role, school=cast.school, from_on=NEXT[0], until_on=NEXT[1])
    return cast


def stepped(may, **children):
    with acting(may.tabian):
        said = {getattr(may, name).public_id: what for name, what in children.items()}
        decide_roll_over(may.school, year=may.year, rooms={}, children=said, by=may.tabian)
        plan = draw(may.school, year=may.year, by=may.tabian)
        return roll_over(may.school, year=may.year, signature=plan.signature, by=may.tabian)


def ended(child):
    return child.enrolments.exclude(until_on=None).values_list("ended", "until_on").get()


def test_the_proposal_leads_each_room_a_level_up_and_the_highest_out(may):
    with acting(may.tabian):
        plan = draw(may.school, year=may.year, by=may.tabian)
    assert {group.classroom.name: group.goes for group in plan.groups} == {
        "ป.4/1": "8-8-1",
        "ป.4/2": "8-8-1",  # there is one ป.5
        "ป.5/1": "graduate",
    }
    assert plan.counts == {"promoted": 3, "repeated": 0, "graduated": 1, "left": 0}


def test_everybody_steps_once_with_history_counts_and_one_line(may):
    run = stepped(may, thara="repeat")
    room = Classroom.objects.get(school=may.school, year=may.year, level=Level.P5)
    chaba = Student.objects.get(pk=may.chaba.pk)
    assert (chaba.classroom, chaba.level, chaba.number) == (room, Level.P5, 7)
    assert ended(chaba) == ("promoted", datetime.date(2026, 5, 15))
    assert chaba.enrolments.get(until_on=None).from_on == NEXT[0]
    thara = Student.objects.get(pk=may.thara.pk)
    assert (thara.classroom.name, thara.classroom.year.year, thara.level) == ("ป.4/2", 2569, Level.P4)
    assert ended(thara)[0] == "repeated"
    mai = Student.objects.get(pk=may.mai.pk)
    assert (mai.classroom, ended(mai)[0]) == (None, "graduated")
    assert figures.differences() == []
    assert screening_figures.differences() == []
    told = Line.objects.get(verb="promoted", about="students.Import")
    assert (told.about_id, told.detail["promoted"], len(told.students)) == (run.pk, 2, 4)


def test_who_may_not_be_opened_stays_and_is_counted_without_a_name_for_another_registrar(may, as_):
    act_as_the_system()
    Exclusion.objects.create(
        student=may.thara, school=may.school, user=may.tabian, made_by=may.kanplu, made_at=make.now()
    )
    run = stepped(may)
    page = as_(may.tabian).get(reverse("students:import_result", args=[run.public_id])).content.decode()
    assert "ยังอยู่ห้องเดิม 1&nbsp;คน" in page
    assert "ธารา" not in page
    second = make.staff("second", home=may.school)
    make.appoint(second, Role.REGISTRAR, school=may.school, from_on=NEXT[0], until_on=NEXT[1])
    with acting(second):
        plan = draw(may.school, year=may.year, by=second)
        run = roll_over(may.school, year=may.year, signature=plan.signature, by=second)
    assert Student.objects.get(pk=may.thara.pk).classroom.year == may.year
    assert "stayed" not in run.counts


def test_last_years_teacher_sees_nothing_and_the_new_one_her_class(may, as_):
    nid = make.staff("nid", home=may.school)
    stepped(may)
    room = Classroom.objects.get(school=may.school, year=may.year, level=Level.P5)
    make.appoint(nid, Role.HOMEROOM, classroom=room, from_on=NEXT[0], until_on=NEXT[1])
    address = reverse("studentcare:student", args=[may.chaba.public_id])
    assert as_(may.somying).get(address).status_code == 404
    assert as_(nid).get(address).status_code == 200
    for person, seen in ((may.somying, 0), (nid, 2)):
        with acting(person):
            assert Student.objects.visible_to(person).filter(first_name__in=["ชบา", "คีตา"]).count() == seen
    with acting(may.somying):
        assert Student.objects.count() == 0  # the second wall alone


def test_nothing_is_confirmed_before_the_year_begins_nor_when_something_changed(may, clock, as_):
    clock.move_to(datetime.datetime(2026, 5, 15, 5, 0, tzinfo=datetime.UTC))
    client = as_(may.tabian)
    address = reverse("students:confirm_roll_over", args=[2569])
    with acting(may.tabian):
        signature = draw(may.school, year=may.year, by=may.tabian).signature
    answer = client.post(address, {"signature": signature}, follow=True)
    assert "ยืนยันได้ตั้งแต่วันแรกของปีการศึกษา" in answer.content.decode()
    clock.move_to(MORNING)
    make.student("น้ำ", classroom=may.room, number=20)  # in between
    answer = as_(may.tabian).post(address, {"signature": signature}, follow=True)
    assert "เปลี่ยนไปหลังจากที่ตรวจทาน" in answer.content.decode()
    assert not Import.objects.exists()


def test_it_is_taken_back_within_a_day(may):
    run = stepped(may, kita="leave")
    with acting(may.tabian):
        run = undo(run, by=may.tabian)
    assert (run.counts["taken_back"], run.counts["kept"]) == (4, 0)
    for child in (may.chaba, may.kita, may.thara, may.mai):
        now = Student.objects.get(pk=child.pk)
        assert (now.classroom_id, now.level, now.number) == (child.classroom_id, child.level, child.number)
        assert now.enrolments.filter(until_on=None, ended="").count() == 1
    assert figures.differences() == []
    assert stepped(may).counts["promoted"] == 2  # and done again: คีตา is still said to leave


def test_who_moved_on_since_stays_and_the_reason_is_told(may):
    run = stepped(may)
    with acting(may.tabian):
        other = make.classroom(school=may.school, level=Level.P5, number=2, year_number=2569)
        move_room(Student.objects.get(pk=may.chaba.pk), classroom=other, on=NEXT[0], by=may.tabian)
        run = undo(run, by=may.tabian)
    assert run.counts["kept"] == 1
    assert run.changes.get(student=may.chaba).kept_because == "ย้ายห้องหรือจำหน่ายหลังนำเข้า"


def test_a_multi_grade_room_goes_up_level_by_level(may):
    mixed = make.classroom(school=may.school, level=Level.P1, to_level=Level.P2, number=1)
    first = make.student("หนึ่ง", classroom=mixed, level=Level.P1, number=1)
    second = make.student("สอง", classroom=mixed, level=Level.P2, number=2)
    make.classroom(school=may.school, level=Level.P3, number=1)
    stepped(may)
    first, second = Student.objects.get(pk=first.pk), Student.objects.get(pk=second.pk)
    assert (first.classroom.name, first.level) == ("ป.1–2/1", Level.P2)
    assert (second.classroom.name, second.level) == ("ป.3/1", Level.P3)


def test_numbers_are_kept_where_they_are_free(may):
    other = make.student("ซ้ำ", classroom=may.next_door, number=7)
    stepped(may)
    numbers = dict(Student.objects.filter(pk__in=[may.chaba.pk, other.pk]).values_list("pk", "number"))
    assert numbers == {may.chaba.pk: 7, other.pk: None}


def test_the_june_file_finds_everybody_unchanged_after_it_and_promotes_before_it(may, numbered):
    rows = file_of(line(may.chaba, level="ป.5", identifier=IDS[0]), line(may.kita, level="ป.5", identifier=IDS[1]))
    before = planned(taken_in(may.school, rows, may.tabian), may.tabian)
    assert (before.counts["promoted"], before.counts["unchanged"]) == (2, 0)
    stepped(may)
    run = taken_in(may.school, rows, may.tabian)
    after = planned(run, may.tabian)
    assert {kind: n for kind, n in after.counts.items() if n} == {"unchanged": 2}
    done(run, may.tabian)
    assert Enrolment.objects.filter(student=may.chaba).count() == 2


def test_a_whole_school_takes_few_statements(may, statements):
    for number in range(40):
        make.student(f"เด็ก{number}", classroom=may.next_door, number=number + 30)
    with acting(may.tabian):
        plan = draw(may.school, year=may.year, by=may.tabian)
        with statements() as few:
            roll_over(may.school, year=may.year, signature=plan.signature, by=may.tabian)
    assert len(few) <= 32


def test_the_pages_from_the_years_to_the_result(may, as_):
    client = as_(may.tabian)
    address = reverse("students:roll_over", args=[2569])
    assert address in client.get(reverse("schools:years")).content.decode()
    page = client.get(f"{address}?class={may.room.public_id}").content.decode()
    assert "ชบา" in page
    assert "เลื่อนชั้น 3 · ซ้ำชั้น 0 · จบ 1 · ออก 0" in page
    sent = {"go": "check", f"child-{may.chaba.public_id}": "repeat", "room-7-7-2:7": "7-7-2", "room-9-9-9:9": "x"}
    answer = client.post(address, sent, follow=True)
    page = answer.content.decode()
    assert "ซ้ำชั้น ป.4/1" in page
    plan = answer.context["plan"]
    assert plan.counts == {"promoted": 1, "repeated": 2, "graduated": 1, "left": 0}
    sent = {"signature": plan.signature, "form_key": "6b0f6f7c-8ad9-4f0e-9f3c-3f4f0f5b1a11"}
    result = client.post(reverse("students:confirm_roll_over", args=[2569]), sent, follow=True)
    assert "เลื่อนชั้นแล้ว" in result.content.decode()
    again = client.post(reverse("students:confirm_roll_over", args=[2569]), sent)
    assert again.status_code == 302
    assert Import.objects.count() == 1
    assert "ย้อนการเลื่อนชั้นนี้" in result.content.decode()
    assert "ไม่มีนักเรียนค้างอยู่" in client.get(address).content.decode()
