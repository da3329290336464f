"""An import from the file to the register and back: what it does, what it says, and what it never does."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from journal.context import acting
from journal.models import Line
from schools.levels import Level
from schools.models import Classroom
from schools.tables import from_csv
from students import figures, identifiers
from students.actions import confirm, correct, decide, identify, map_columns, start_import, undo
from students.kept import choices_of
from students.models import Enrolment, Identifier, Import, RoomCount, Student
from students.plan import current_year, draw
from tests import make
from tests.students.files import FOLDER, IDS, done, file_of, line, planned, rows_of, taken_in

TODAY = datetime.date(2025, 6, 25)


def test_the_sample_of_421_rows_says_seven_to_correct_and_five_to_look_at(large):
    by = large.staff.get()
    plan = planned(taken_in(large, rows_of("dmc-421.xlsx"), by), by)
    assert (plan.reading.rows, plan.fine, plan.error_rows, plan.warning_rows) == (421, 409, 7, 5)
    assert plan.counts["added"] == 414
    assert len(plan.rooms_to_make) == 12


def test_confirming_the_sample_adds_414_children_with_rooms_numbers_and_counts(large, statements):
    by = large.staff.get()
    run = taken_in(large, rows_of("dmc-421.xlsx"), by)
    with statements() as made:
        run = done(run, by)
    assert len(made) < 45
    children = Student.objects.filter(school=large)
    assert children.count() == 414
    assert Enrolment.objects.filter(school=large, until_on=None).count() == 414
    assert Classroom.objects.filter(school=large).count() == 14
    assert Identifier.objects.filter(school=large, kind="g").count() == 2
    assert sum(RoomCount.objects.filter(school=large).values_list("enrolled", flat=True)) == 414
    assert figures.differences() == []
    child = children.get(school_number="61000")
    assert (child.full_name, child.level, child.classroom.name) == ("เด็กชายกล้าหาญ สมมุติใจ", Level.P1, "ป.1/1")
    assert child.dmc_on == datetime.date(2025, 6, 20)
    assert child.search_key
    assert {guardian.relation for guardian in child.guardians.all()} == {"guardian", "father", "mother"}
    assert identifiers.masked(child.identifiers.get()).startswith("1-00xx-xxxxx")
    act = Line.objects.get(about="students.Import", verb="imported")
    assert (act.detail["added"], len(act.students)) == (414, 414)
    assert run.counts["added"] == 414


def test_confirming_twice_is_confirming_once(large):
    by = large.staff.get()
    run = taken_in(large, rows_of("dmc-p4-2.xlsx"), by)
    with acting(by):
        plan = draw(run, year=current_year(large), by=by)
        assert plan.counts["added"] == 0  # the file is of another school
    large.code8 = "97000001"
    large.save()
    run.refresh_from_db()
    done(run, by)
    again = done(run, by)
    assert again.state == Import.State.CONFIRMED
    assert Student.objects.filter(school=large).count() == 40


def test_what_changed_since_it_was_looked_at_is_not_confirmed(numbered):
    by = numbered.tabian
    run = taken_in(numbered.school, file_of(line(numbered.chaba, identifier=IDS[0], ศาสนา="พุทธ")), by)
    plan = planned(run, by)
    with acting(by):
        correct(numbered.chaba, religion="พุทธ", by=by)
    with acting(by), pytest.raises(ValidationError, match="ข้อมูลเปลี่ยนไป"):
        confirm(run, year=plan.year, signature=plan.signature, by=by)


def test_a_file_of_one_room_lists_who_is_missing_and_lets_nobody_go_unasked(numbered):
    by = numbered.tabian
    run = taken_in(numbered.school, file_of(line(numbered.chaba, identifier=IDS[0])), by)
    plan = planned(run, by)
    assert plan.reading.rooms_sentence == "ไฟล์นี้มี 1 ห้อง: ป.4/1"
    assert [(going.name, going.is_going) for going in plan.going] == [("เด็กชายคีตา ลองเรียน", False)]
    with acting(by):
        child = numbered.kita.public_id
        decide(run, choices=choices_of(run).let_go(shown=frozenset([child]), ticked=frozenset([child])), by=by)
    run.refresh_from_db()
    done(run, by)
    gone = Student.objects.get(pk=numbered.kita.pk)
    assert (gone.classroom, gone.enrolments.get().ended) == (None, "left")
    assert RoomCount.objects.get(classroom=numbered.room).enrolled == 1
    with acting(by):
        undo(run, by=by)
    back = Student.objects.get(pk=numbered.kita.pk)
    assert (back.classroom, back.number) == (numbered.room, 3)
    assert back.enrolments.get().until_on is None


def test_a_move_in_the_middle_of_the_year_waits_for_its_tick(numbered):
    by = numbered.tabian
    file = file_of(
        line(numbered.chaba, room=2, identifier=IDS[0], ศาสนา="พุทธ"),
        line(numbered.thara, room=2, identifier=IDS[2], ศาสนา="-"),
    )
    run = taken_in(numbered.school, file, by)
    plan = planned(run, by)
    assert [entry.change.move_sentence for entry in plan.moves] == ["เปลี่ยนห้องจาก ป.4/1 เป็น ป.4/2"]
    assert (plan.counts["moved"], plan.counts["changed"]) == (0, 1)
    with acting(by):
        decide(run, choices=choices_of(run).confirm_moves(shown=frozenset([2]), ticked=frozenset([2])), by=by)
    run.refresh_from_db()
    assert planned(run, by).counts["moved"] == 1
    done(run, by)
    child = Student.objects.get(pk=numbered.chaba.pk)
    assert (child.classroom, child.religion, child.number) == (numbered.next_door, "พุทธ", None)
    with acting(by):
        undo(run, by=by)
    child.refresh_from_db()
    assert (child.classroom, child.religion, child.number) == (numbered.room, "", 7)
    assert [one.ended for one in child.enrolments.order_by("pk")] == ["", "undone"]
    assert figures.differences() == []


def test_a_file_one_level_higher_in_a_new_year_is_one_roll_over(numbered, clock):
    by = numbered.tabian
    make.year(numbered.area, 2569)
    make.appoint(by, "registrar", school=numbered.school, until_on=datetime.date(2027, 5, 15))
    clock.move_to(datetime.datetime(2026, 6, 10, 5, 0, tzinfo=datetime.UTC))
    file = file_of(
        line(numbered.chaba, level="ป.5", identifier=IDS[0]),
        line(numbered.kita, level="ป.5", identifier=IDS[1]),
        line(numbered.thara, level="ป.4", room=2, identifier=IDS[2]),
    )
    run = taken_in(numbered.school, file, by)
    plan = planned(run, by)
    assert plan.comparison.roll_over_sentence == "ไฟล์นี้เป็นปีการศึกษาใหม่ นักเรียน 2 คนเลื่อนขึ้นหนึ่งชั้น"
    assert (plan.counts["promoted"], plan.counts["moved"], plan.moves) == (2, 1, [])
    done(run, by)
    chaba, thara = Student.objects.get(pk=numbered.chaba.pk), Student.objects.get(pk=numbered.thara.pk)
    assert (chaba.level, chaba.classroom.name, chaba.classroom.year.year) == (Level.P5, "ป.5/1", 2569)
    assert (thara.level, thara.classroom.year.year) == (Level.P4, 2569)  # who repeats sits in this year's room
    old, new = chaba.enrolments.order_by("pk")
    assert (old.ended, old.until_on, new.from_on) == (
        "promoted",
        datetime.date(2026, 5, 15),
        datetime.date(2026, 5, 16),
    )
    with acting(by):
        undo(run, by=by)
    assert Student.objects.get(pk=numbered.chaba.pk).classroom == numbered.room
    assert figures.differences() == []


def test_a_g_code_that_became_a_national_id_keeps_the_old_number_retired_and_undo_gives_it_back(cast):
    by = cast.tabian
    cast.school.code8 = "97000009"
    cast.school.save()
    with acting(by):
        identify(cast.chaba, kind="g", number="G680100000001", by=by)
    run = taken_in(cast.school, file_of(line(cast.chaba, identifier=IDS[0])), by)
    done(run, by)
    assert [(one.kind, one.retired_at is None) for one in cast.chaba.identifiers.order_by("pk")] == [
        ("g", False),
        ("thai", True),
    ]
    with acting(by):
        undo(run, by=by)
    assert [(one.kind, one.retired_at) for one in cast.chaba.identifiers.all()] == [("g", None)]


def test_a_child_of_another_school_is_an_error_with_that_schools_telephone(cast):
    with acting(system="test"):
        identify(cast.luktan, kind="thai", number=IDS[0], by=cast.tabian)
    cast.school.code8 = "97000009"
    cast.school.save()
    stranger = make.student("ลูกตาล", classroom=cast.far_room, school_number="99")
    run = taken_in(cast.school, file_of(line(stranger, identifier=IDS[0])), cast.tabian)
    plan = planned(run, cast.tabian)
    says = [problem.message for problem in plan.errors]
    assert says == ["เด็กคนนี้มีชื่ออยู่ที่ รร.บ้านดอนจำลอง (โทร 000-000-0000) โทรประสานขอย้ายเข้าก่อน หรือข้าม"]
    assert plan.entries == ()
    assert Line.objects.filter(verb="looked_elsewhere", school_id=cast.elsewhere.pk).exists()


def test_a_class_number_that_somebody_has_is_left_out_with_a_warning(numbered):
    by = numbered.tabian
    stranger = make.student("ใบเตย", classroom=numbered.far_room, school_number="98")
    run = taken_in(
        numbered.school,
        file_of(
            line(stranger, identifier="1000000001048", เลขที่="3"), line(numbered.chaba, identifier=IDS[0], เลขที่="9")
        ),
        by,
    )
    plan = planned(run, by)
    assert [(problem.row, problem.field) for problem in plan.warnings] == [(2, "number")]
    done(run, by)
    assert Student.objects.get(pk=numbered.chaba.pk).number == 9
    assert Student.objects.get(school_number="98", school=numbered.school).number is None


def test_children_change_places_with_their_numbers(numbered):
    by = numbered.tabian
    run = taken_in(
        numbered.school,
        file_of(line(numbered.chaba, identifier=IDS[0], เลขที่="3"), line(numbered.kita, identifier=IDS[1], เลขที่="7")),
        by,
    )
    done(run, by)
    assert dict(Student.objects.in_room(numbered.room).values_list("first_name", "number")) == {"ชบา": 3, "คีตา": 7}
    assert numbered.chaba.enrolments.get().number == 3


def test_a_room_that_is_refused_keeps_its_children_out(numbered):
    by = numbered.tabian
    stranger = make.student("ใบเตย", classroom=numbered.far_room, school_number="98")
    run = taken_in(numbered.school, file_of(line(stranger, room=3, identifier="1000000001048")), by)
    assert planned(run, by).rooms_to_make == [(Level.P4, 3)]
    with acting(by):
        decide(run, choices=choices_of(run).make_rooms(shown=frozenset(["7-3"]), ticked=frozenset()), by=by)
    run.refresh_from_db()
    plan = planned(run, by)
    assert (plan.entries, plan.new_rooms) == ((), ((Level.P4, 3),))


def test_who_left_and_stands_in_the_file_comes_back(numbered):
    by = numbered.tabian
    with acting(by):
        from students.actions import leave

        leave(numbered.kita, on=TODAY, by=by)
    run = taken_in(
        numbered.school, file_of(line(numbered.kita, identifier=IDS[1]), line(numbered.chaba, identifier=IDS[0])), by
    )
    assert planned(run, by).counts["returned"] == 1
    done(run, by)
    assert Student.objects.get(pk=numbered.kita.pk).classroom == numbered.room
    with acting(by):
        undo(run, by=by)
    assert Student.objects.get(pk=numbered.kita.pk).classroom is None


def test_the_file_and_the_decisions_lie_sealed(numbered):
    by = numbered.tabian
    run = taken_in(numbered.school, file_of(line(numbered.chaba, identifier=IDS[0])), by)
    with acting(by):
        decide(run, choices=choices_of(run).correct(2, "first_name", "ชบาแก้ว"), by=by)
    run.refresh_from_db()
    for kept in (run.sealed_file, run.sealed_decisions):
        assert IDS[0].encode() not in bytes(kept)
        assert "ชบา".encode() not in bytes(kept)
    assert planned(run, by).entries[0].change.after["first_name"] == "ชบาแก้ว"


def test_windows_874_reads_like_utf_8(large):
    assert from_csv((FOLDER / "dmc-p4-2-windows874.csv").read_bytes()) == from_csv(
        (FOLDER / "dmc-p4-2-utf8.csv").read_bytes()
    )


def test_columns_are_remembered_for_the_next_file_of_the_school(numbered):
    by = numbered.tabian
    rows = [["หมายเลข", "เลขประจำตัวประชาชน", "ชั้น", "ห้อง", "ชื่อ", "นามสกุล"], ["12", IDS[0], "ป.4", "1", "ชบา", "ลองเรียน"]]
    with acting(by):
        run = start_import(numbered.school, filename="a.xlsx", rows=rows, by=by)
        assert "school_number" not in run.mapping["columns"]
        map_columns(run, columns={**run.mapping["columns"], "school_number": 0}, by=by)
        again = start_import(numbered.school, filename="b.xlsx", rows=rows, by=by)
    assert again.mapping["columns"]["school_number"] == 0
