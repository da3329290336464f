"""Attendance of a month: exceptions typed, the rest present every day, what cannot be."""

import datetime

import pytest
from django.urls import reverse

from schools.models import Holiday
from students.models import MonthAttendance
from tests.students.tables import attendance, form

JUNE = datetime.date(2025, 6, 1)


@pytest.fixture
def url(cast):
    return reverse("students:class_attendance", args=[cast.room.public_id])


def test_a_teacher_types_the_exceptions_and_the_rest_were_there_every_day(cast, as_, url):
    sent = form(cast.chaba, "attendance", absent="3", excused="1", late="2", streak="3") | form(cast.kita, "attendance")
    answer = as_(cast.somying).post(f"{url}?month=2568-06", sent | {"days": "18", "everybody": "1"})
    assert answer.status_code == 302
    rows = {row.student_id: row for row in MonthAttendance.objects.all()}
    chaba, kita = rows[cast.chaba.pk], rows[cast.kita.pk]
    assert (chaba.month, chaba.school_days, chaba.absent, chaba.excused, chaba.late, chaba.streak) == (
        JUNE,
        18,
        3,
        1,
        2,
        3,
    )
    assert (kita.school_days, kita.absent) == (18, 0)


def test_without_the_tick_who_was_not_typed_has_no_row(cast, as_, url):
    sent = form(cast.chaba, "attendance", absent="3") | form(cast.kita, "attendance")
    as_(cast.somying).post(url, sent | {"days": "18"})
    assert [row.student for row in MonthAttendance.objects.all()] == [cast.chaba]


@pytest.mark.parametrize("text", ["2568-06", "2025-06", "๒๕๖๘-๐๖", "2568-6", "", "2568-13", "2599-01", "มิถุนายน"])
def test_a_month_is_understood_in_both_eras_and_nonsense_is_this_month(cast, as_, url, text):
    assert "มิถุนายน\u00a02568 · มีข้อมูล" in as_(cast.somying).get(f"{url}?month={text}").content.decode()


def test_an_earlier_month_is_another_table(cast, as_, url):
    as_(cast.somying).post(f"{url}?month=2568-05", form(cast.chaba, "attendance", school_days="11", absent="1"))
    assert MonthAttendance.objects.get().month == datetime.date(2025, 5, 1)
    assert "0/2" in as_(cast.somying).get(f"{url}?month=2568-06").content.decode()


def test_school_days_are_proposed_from_the_calendar(cast, as_, url):
    Holiday.objects.create(area=cast.area, on=datetime.date(2025, 6, 3), name="วันหยุด")
    page = as_(cast.somying).get(f"{url}?month=2568-06").content.decode()
    assert 'name="days" value="17"' in page  # 2–25 June has 18 working days
    assert 'name="days" value="11"' in as_(cast.somying).get(f"{url}?month=2568-05").content.decode()  # from the 16th
    assert 'name="days" value="0"' in as_(cast.somying).get(f"{url}?month=2568-04").content.decode()


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"school_days": "20", "absent": "15", "excused": "6"}, "วันขาดรวมวันลาเป็น 21 วัน เกินวันเรียน 20 วัน"),
        ({"school_days": "20", "absent": "2", "streak": "3"}, "ขาดติดต่อกัน 3 วัน มากกว่าวันขาด 2 วัน"),
        ({"school_days": "20", "absent": "15", "late": "6"}, "สาย 6 วัน มากกว่าวันที่มา 5 วัน"),
        ({"absent": "2"}, "กรอกจำนวนวันเรียนของเดือนก่อน"),
        ({"school_days": "32"}, "วันเรียนต้องเป็นจำนวนเต็ม 0 ถึง 31"),
        ({"school_days": "20", "absent": "2.5"}, "ขาดต้องเป็นจำนวนเต็ม"),
        ({"school_days": "20", "late": "-1"}, "สายต้องเป็นจำนวนเต็ม"),
        ({"school_days": "ยี่สิบ"}, "วันเรียนต้องเป็นจำนวนเต็ม"),
    ],
)
def test_what_cannot_be_is_named_and_nothing_is_saved(cast, as_, url, cells, says):
    answer = as_(cast.somying).post(url, form(cast.chaba, "attendance", **cells))
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not MonthAttendance.objects.exists()


def test_school_days_of_the_room_that_are_no_number_are_named(cast, as_, url):
    answer = as_(cast.somying).post(url, form(cast.chaba, "attendance", absent="1") | {"days": "เยอะ"})
    assert answer.status_code == 422
    assert not MonthAttendance.objects.exists()


def test_what_was_said_of_the_whole_room_stays_on_the_page_when_a_cell_is_wrong(cast, as_, url):
    told = form(cast.chaba, "attendance", absent="x") | {"days": "18", "everybody": "1"}
    page = as_(cast.somying).post(url, told).content.decode()
    assert 'name="days" value="18"' in page
    assert 'name="everybody" value="1" checked' in page


def test_the_same_table_sent_twice_changes_it_once(cast, as_, url):
    attendance(cast.chaba, JUNE, by=cast.kanplu, absent=2)
    was = {"school_days": "20", "absent": "2", "excused": "0", "late": "0", "streak": "0"}
    sent = form(cast.chaba, "attendance", was=was, **{**was, "absent": "4"})
    assert as_(cast.somying).post(url, sent).status_code == 302
    assert as_(cast.somying).post(url, sent).status_code == 302
    row = MonthAttendance.objects.get()
    assert (row.absent, row.version, row.recorded_by) == (4, 2, cast.somying)


def test_who_reads_and_who_types(cast, as_, url):
    assert as_(cast.tabian).get(url).status_code == 200
    assert as_(cast.praphan).post(url, form(cast.chaba, "attendance", school_days="20")).status_code == 403
    for person in ("decha", "pim", "bunchi"):
        assert as_(getattr(cast, person)).get(url).status_code == 403
    assert as_(cast.mana).get(url).status_code == 404
