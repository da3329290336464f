"""One file of several rooms: each row finds its child, each room is shown, all is saved or nothing."""

import datetime
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from journal.models import Line
from schools.models import Role
from students.class_table.columns import RESULTS, Kind
from students.class_table.pasted import lay_out
from students.class_table.periods import Period
from students.jobs import forget_files
from students.models import ColumnMap, MonthAttendance, TableFile, TermResult
from students.school_table import read_table
from tests import make
from tests.students.tables import result


@pytest.fixture
def loaded(cast, as_):
    """Chooses a text as the file of a person and returns her client and its check page."""

    def choose(text, *, by=None, about="results:2568-1"):
        file = SimpleUploadedFile("sgs.csv", text.encode(), content_type="text/csv")
        client = as_(by or cast.tabian)
        answer = client.post(reverse("students:load_tables"), {"about": about, "file": file})
        assert answer.status_code == 302, answer.content.decode()
        return client, answer.url

    return choose


@pytest.fixture
def wilai_keeps_a_room(cast):
    """วิไล heads ป.4, so that she sees ธารา, and is homeroom teacher of ป.4/1 only."""
    make.appoint(cast.wilai, Role.HOMEROOM, classroom=cast.room)
    return cast.wilai


def seen(body):
    return body.split('name="seen" value="')[1].split('"')[0]


TWO_ROOMS = "ห้อง,ชื่อ-สกุล,GPA,ร\nป.4/1,ชบา ลองเรียน,3.5,0\nป.4/1,คีตา ลองเรียน,2,1\nป.4/2,ธารา ลองเรียน,3,0\n"


@pytest.mark.parametrize(
    ("heading", "rooms"),
    [
        ("ห้อง", ("ป.4/1", "ป.4/2")),
        ("ชั้น/ห้อง", ("ป. 4 / 1", "ป.๔/๒")),
        ("ชั้น,ห้อง", ("ป.4,1", "ป.4,2")),
        ("ชั้น,ห้อง", ("ป.4,ป.4/1", "ป.4,ป.4/2")),
    ],
)
def test_the_room_tells_namesakes_apart(cast, loaded, heading, rooms):
    namesake = make.student("ชบา", classroom=cast.next_door)
    first, second = rooms
    client, page = loaded(f"{heading},ชื่อ-สกุล,GPA\n{first},ชบา ลองเรียน,3.5\n{second},ชบา ลองเรียน,1.5\n")
    client.post(page, {"seen": seen(client.get(page).content.decode())})
    stored = {row.student_id: str(row.gpa) for row in TermResult.objects.all()}
    assert stored == {cast.chaba.pk: "3.50", namesake.pk: "1.50"}


def test_namesakes_in_no_room_of_theirs_are_nobody_s(cast, loaded):
    make.student("ชบา", classroom=cast.next_door)
    client, page = loaded("ห้อง,ชื่อ-สกุล,GPA\nป.6/9,ชบา ลองเรียน,3.5\nป.4/1,คีตา ลองเรียน,2\n")
    assert "มีชื่อนี้มากกว่าหนึ่งคน" in client.get(page).content.decode()


def test_every_room_of_the_file_is_shown_and_saved_at_once(cast, loaded):
    client, page = loaded(TWO_ROOMS)
    body = client.get(page).content.decode()
    assert body.count('<td class="num">2/2</td>') == 1
    assert body.count('<td class="num">1/1</td>') == 1
    assert not TermResult.objects.exists(), "nothing before it is confirmed"
    answer = client.post(page, {"seen": seen(body)})
    assert answer.url == reverse("students:load_tables")
    found = {
        row.student_id: (str(row.gpa), row.waiting, row.source, row.classroom_id) for row in TermResult.objects.all()
    }
    assert found == {
        cast.chaba.pk: ("3.50", 0, "file", cast.room.pk),
        cast.kita.pk: ("2.00", 1, "file", cast.room.pk),
        cast.thara.pk: ("3.00", 0, "file", cast.next_door.pk),
    }
    kept = TableFile.objects.get()
    assert (kept.rooms, kept.children, kept.sealed_file) == (2, 3, None)
    line = Line.objects.get(verb="recorded", about="students.TableFile")
    assert sorted(line.students) == sorted(found)
    assert "2\xa0ห้อง 3\xa0คน" in client.get(answer.url).content.decode()


def test_a_file_saved_twice_is_saved_once(cast, loaded):
    client, page = loaded(TWO_ROOMS)
    told = {"seen": seen(client.get(page).content.decode())}
    client.post(page, told)
    client.post(page, told)
    assert set(TermResult.objects.values_list("version", flat=True)) == {1}


def test_children_of_other_rooms_and_unknown_ones_are_told_and_left(cast, loaded, wilai_keeps_a_room):
    client, page = loaded(TWO_ROOMS + "ป.4/2,ใครไม่รู้ นามสมมติ,4,0\n", by=wilai_keeps_a_room)
    body = client.get(page).content.decode()
    assert "นักเรียนห้องอื่นที่คุณไม่ได้ดูแล จะไม่บันทึก 1\xa0แถว" in body
    assert f"แถว 4 {cast.thara.short_name} ป.4/2" in body
    assert "แถว 5 “ใครไม่รู้ นามสมมติ” ไม่ตรงกับนักเรียนคนใดในโรงเรียนนี้" in body
    client.post(page, {"seen": seen(body)})
    assert set(TermResult.objects.values_list("student", flat=True)) == {cast.chaba.pk, cast.kita.pk}


def test_what_is_wrong_with_another_rooms_child_does_not_stop_the_own_ones(cast, loaded, wilai_keeps_a_room):
    client, page = loaded(TWO_ROOMS.replace("ธารา ลองเรียน,3,", "ธารา ลองเรียน,9,"), by=wilai_keeps_a_room)
    body = client.get(page).content.decode()
    assert "ต้องแก้ในไฟล์" not in body
    assert client.post(page, {"seen": seen(body)}).status_code == 302


def test_one_wrong_cell_and_nothing_is_saved(cast, loaded):
    client, page = loaded(TWO_ROOMS.replace("คีตา ลองเรียน,2,", "คีตา ลองเรียน,5,"))
    body = client.get(page).content.decode()
    assert f"แถว 3 {cast.kita.short_name}: “5” เกรดเฉลี่ยต้องเป็นตัวเลข 0.00 ถึง 4.00" in body
    assert client.post(page, {"seen": seen(body)}).status_code == 422
    assert not TermResult.objects.exists()


def test_a_class_number_alone_says_nothing_in_a_file_of_several_rooms(cast, loaded):
    client, page = loaded("เลขที่,GPA\n7,3\n3,2\n")
    body = client.get(page).content.decode()
    assert "เพราะเลขที่ซ้ำกันได้ระหว่างห้อง" in body
    assert client.post(page, {"seen": seen(body)}).status_code == 422


def test_what_somebody_stored_since_the_check_is_not_written_over(cast, loaded):
    client, page = loaded(TWO_ROOMS)
    told = {"seen": seen(client.get(page).content.decode())}
    result(cast.chaba, by=cast.somying, gpa="1.00")
    answer = client.post(page, told)
    assert answer.status_code == 409
    assert "มีคนแก้ข้อมูลหลังจากที่คุณเปิดหน้านี้" in answer.content.decode()
    assert [str(row.gpa) for row in TermResult.objects.all()] == ["1.00"]


def test_what_a_column_means_is_asked_once_and_remembered(cast, loaded):
    client, page = loaded("ใคร,เท่าไร\nชบา ลองเรียน,3.5\n")
    body = client.get(page).content.decode()
    assert "คอลัมน์ใดคืออะไร" in body
    assert client.post(page, {"columns": "1", "column-0": "name"}).status_code == 422
    headed = "ชื่อ,เท่าไร\nชบา ลองเรียน,3.5\n"
    client, page = loaded(headed)
    client.post(page, {"columns": "1", "column-0": "name", "column-1": "gpa"})
    body = client.get(page).content.decode()
    client.post(page, {"seen": seen(body)})
    assert str(TermResult.objects.get().gpa) == "3.50"
    assert ColumnMap.objects.get(kind="results").columns == {"ชื่อ": "name", "เท่าไร": "gpa"}


def test_attendance_counts_on_the_school_days_of_the_month(cast, loaded):
    text = "ชื่อ-สกุล,ขาด,ลา\nชบา ลองเรียน,2,1\nธารา ลองเรียน,0,0\n"
    client, page = loaded(text, about="attendance:2568-05")
    client.post(page, {"seen": seen(client.get(page).content.decode())})
    rows = MonthAttendance.objects.filter(month=datetime.date(2025, 5, 1))
    assert {row.student_id: (row.absent, row.excused) for row in rows} == {cast.chaba.pk: (2, 1), cast.thara.pk: (0, 0)}
    assert {row.school_days for row in rows} == {11}, "16 to 31 May: no file says them"


def test_a_file_is_forgotten_after_seven_days(cast, loaded, clock):
    _, page = loaded(TWO_ROOMS)
    clock.shift(8 * 86400)
    forget_files(0)
    assert TableFile.objects.get().sealed_file is None


def test_sixty_thousand_rows_are_read_in_seconds_and_a_school_in_a_few_statements(cast, statements):
    rooms = [make.classroom(school=cast.school, number=number) for number in range(3, 23)]
    pupils = [make.student(f"เด็กที่{at}", classroom=rooms[at % 20], number=at // 20 + 1) for at in range(100)]
    rows = [["ชื่อ-สกุล", "GPA"], *([f"{child.first_name} {child.last_name}", "3"] for child in pupils)]
    rows += [[f"คนอื่น{at} นามสมมติ", "2"] for at in range(59_900)]
    layout = lay_out(rows, RESULTS, {})
    begun = time.process_time()
    with statements() as made:
        table = read_table(cast.tabian, cast.school, Kind.RESULTS, Period(2568, 1), rows, layout)
    assert time.process_time() - begun < 10
    assert len(table.by_room) == 20
    assert len(table.matched.unknown) == 59_900
    assert len(made) <= 3
