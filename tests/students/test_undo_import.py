"""Undoing an import: all that nothing depends on, within a day."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from journal.context import acting
from journal.models import Line
from schools.levels import Level
from schools.models import Classroom
from students import figures
from students.actions import correct, move_room, raise_alert, undo
from students.models import Identifier, ImportedChange, RoomCount, Student
from tests.students.files import IDS, done, file_of, line, rows_of, taken_in

TODAY = datetime.date(2025, 6, 25)


def test_undo_takes_the_sample_back_whole(large):
    by = large.staff.get()
    run = taken_in(large, rows_of("dmc-421.xlsx"), by)
    done(run, by)
    with acting(by):
        run = undo(run, by=by)
        undo(run, by=by)
    assert Student.objects.filter(school=large).count() == 0
    assert Identifier.objects.filter(school=large).count() == 0
    assert (run.state, run.counts["taken_back"], run.counts["kept"]) == ("undone", 414, 0)
    assert sum(RoomCount.objects.filter(school=large).values_list("enrolled", flat=True)) == 0
    assert Line.objects.filter(about="students.Import", verb="undone").count() == 1
    done(taken_in(large, rows_of("dmc-421.xlsx"), by), by)
    assert Student.objects.filter(school=large).count() == 414


def test_undo_keeps_whom_something_depends_on_and_says_why(large):
    by = large.staff.get()
    run = taken_in(large, rows_of("dmc-421.xlsx"), by)
    done(run, by)
    alarmed, mended, moved = Student.objects.filter(school=large, level=Level.P1).order_by("pk")[:3]
    with acting(by):
        raise_alert(alarmed, kind="safety", by=by)
        correct(mended, nickname="ไผ่", by=by)
        other = Classroom.objects.filter(school=large, level=Level.P1).exclude(pk=moved.classroom_id).first()
        move_room(moved, classroom=other, on=TODAY, by=by)
        undo(run, by=by)
    kept = dict(ImportedChange.objects.filter(import_run=run).values_list("student_id", "kept_because"))
    assert kept == {
        alarmed.pk: "มีการแจ้งช่วยทันทีหรือเปิดสิทธิ์แล้ว",
        mended.pk: "มีคนแก้ไขข้อมูลหลังนำเข้า",
        moved.pk: "ย้ายห้องหรือจำหน่ายหลังนำเข้า",
    }
    assert Student.objects.filter(school=large).count() == 3
    assert figures.differences() == []


def test_undo_keeps_what_was_corrected_since(numbered):
    by = numbered.tabian
    run = taken_in(
        numbered.school,
        file_of(
            line(numbered.chaba, identifier=IDS[0], ศาสนา="พุทธ"), line(numbered.kita, identifier=IDS[1], ศาสนา="พุทธ")
        ),
        by,
    )
    done(run, by)
    with acting(by):
        correct(numbered.kita, religion="คริสต์", by=by)
        undo(run, by=by)
    said = dict(Student.objects.in_room(numbered.room).values_list("first_name", "religion"))
    assert said == {"ชบา": "", "คีตา": "คริสต์"}


def test_undo_is_for_a_day(numbered, clock):
    by = numbered.tabian
    run = taken_in(numbered.school, file_of(line(numbered.chaba, identifier=IDS[0], ศาสนา="พุทธ")), by)
    run = done(run, by)
    clock.shift(datetime.timedelta(hours=24, seconds=1))
    with acting(by), pytest.raises(ValidationError, match="24 ชั่วโมง"):
        undo(run, by=by)
