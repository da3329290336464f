"""One child at a time: adding, correcting, identifying, moving, leaving; and every form answering in Thai."""

import pytest
from django.urls import reverse

from journal.context import acting
from journal.models import Line, Verb
from students import identifiers
from students.actions import identify, leave
from students.models import Student
from tests.shown import seen

ID, ID_2, BAD_DIGIT = "1000000001013", "1-0000-00001-02-1", "1-0000-00001-02-2"


def url(name, child):
    return reverse(f"students:{name}", kwargs={"sid": child.public_id})


def page(answer):
    return answer.content.decode()


@pytest.fixture
def client_(cast, as_):
    return as_(cast.tabian)


@pytest.fixture
def new(cast):
    return {
        "identifier": ID_2,
        "title": "เด็กหญิง",
        "first_name": "ปลายฟ้า",
        "last_name": "สมมุติใจ",
        "sex": "f",
        "born_on_day": "๑๒",
        "born_on_month": "4",
        "born_on_year": "2015",
        "school_number": "๗๗๗",
        "classroom": cast.room.public_id,
        "number": "๙",
    }


def test_a_child_is_added_with_thai_digits_and_a_year_of_the_west(client_, new):
    answer = client_.post(reverse("students:add_student"), new)
    child = Student.objects.get(first_name="ปลายฟ้า")
    assert answer.url == reverse("studentcare:student", kwargs={"sid": child.public_id})
    assert (child.number, child.school_number, child.born_on.year) == (9, "777", 2015)


@pytest.mark.parametrize("name", ["edit_student", "identify", "move_student", "leave"])
def test_a_page_that_shows_a_child_leaves_a_line(client_, cast, name):
    assert client_.get(url(name, cast.chaba)).status_code == 200
    line = Line.objects.get(verb=Verb.VIEWED, user_id=cast.tabian.pk)
    assert (line.students, line.detail) == ([cast.chaba.pk], {"page": name})


def test_a_form_sent_twice_adds_one_child(client_, new):
    new["form_key"] = "0c1c1bd2-5c2a-4d4c-9d57-0f5c2a8f6a11"
    first = client_.post(reverse("students:add_student"), new)
    assert client_.post(reverse("students:add_student"), new).url == first.url
    assert Student.objects.filter(first_name="ปลายฟ้า").count() == 1


def test_a_namesake_is_shown_before_anything_is_added(client_, new, cast):
    new |= {"first_name": "ชบา", "last_name": "ลองเรียน"}
    shown = page(client_.post(reverse("students:add_student"), new))
    assert "มีชื่อนี้ในโรงเรียนแล้ว: ด.ญ.ชบา ลองเรียน ป.4/1" in shown
    assert 'type="checkbox" name="is_another"' in shown
    client_.post(reverse("students:add_student"), new | {"is_another": "on"})
    assert Student.objects.filter(first_name="ชบา").count() == 2


def test_a_child_of_another_school_is_not_added_and_not_named(client_, new, cast):
    with acting(system="test"):
        identify(cast.luktan, kind="thai", number=ID_2, by=cast.tabian)
    shown = page(client_.post(reverse("students:add_student"), new))
    assert "รร.บ้านดอนจำลอง (โทร 000-000-0000)" in shown
    assert "ลูกตาล" not in shown
    assert not Student.objects.filter(first_name="ปลายฟ้า").exists()


def test_a_wrong_check_digit_is_taken_once_it_was_compared(client_, new):
    new["identifier"] = BAD_DIGIT
    shown = page(client_.post(reverse("students:add_student"), new))
    assert "เทียบกับบัตรหรือ DMC อีกครั้ง" in shown
    client_.post(reverse("students:add_student"), new | {"is_sure": "on"})
    assert Student.objects.filter(first_name="ปลายฟ้า").exists()


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("identifier", "123", "ต้องมี 13 หลัก"),
        ("identifier", "1.00E+12", "Excel ย่อเลขประจำตัว"),
        ("identifier", "\x00", ""),
        ("first_name", "", "กรอกชื่อ"),
        ("first_name", "ก\x00ข", "มองไม่เห็น"),
        ("first_name", "ก" * 1_000_000, "80 ตัวอักษร"),
        ("born_on_month", "2", ""),
        ("born_on_day", "31", "เมษายน 2558 มี 30 วัน"),
        ("born_on_year", "2600", "ต้องไม่เกิน"),
        ("number", "0", "เลขที่ต้องเป็นตัวเลข 1 ถึง 99"),
        ("number", "7", "มีนักเรียนเลขที่นี้ในห้องแล้ว"),
        ("classroom", "xxxxxxxx", "เลือกห้องจากรายการ"),
        ("school_number", "1" * 13, "12 ตัวอักษร"),
        ("sex", "x", ""),
        ("phone", "0000", "กรอกเบอร์โทรศัพท์ 10 หลัก"),
    ],
)
def test_bad_input_is_answered_in_words(client_, new, field, typed, says):
    answer = client_.post(reverse("students:add_student"), new | {field: typed})
    assert answer.status_code in (200, 302)
    if says:
        assert says in page(answer)
        assert not Student.objects.filter(first_name="ปลายฟ้า").exists()


def test_a_room_of_another_school_is_no_room_to_choose(client_, new, cast):
    shown = page(client_.post(reverse("students:add_student"), new | {"classroom": cast.far_room.public_id}))
    assert "เลือกห้องจากรายการ" in shown


def test_the_registrar_corrects_and_the_homeroom_teacher_adds_what_she_knows(cast, as_, client_):
    form = {"title": "ด.ญ.", "first_name": "ชบาแก้ว", "last_name": "ลองเรียน", "sex": "f", "mother-phone": "0000000000"}
    path = url("edit_student", cast.chaba)
    client_.post(path, form | seen(client_, path) | {"strengths": "ไม่ใช่ช่องของนายทะเบียน"})
    somying = as_(cast.somying)
    somying.post(
        path,
        seen(somying, path)
        | {"nickname": "บา", "strengths": "วาดรูป", "first_name": "เปลี่ยนไม่ได้", "mother-phone": "0000000000"},
    )
    child = Student.objects.get(pk=cast.chaba.pk)
    assert (child.first_name, child.nickname, child.strengths) == ("ชบาแก้ว", "บา", "วาดรูป")
    assert child.guardians.get().phone == "000-000-0000"


def test_the_page_leads_the_registrar_and_nobody_else_to_number_room_and_leaving(cast, as_, client_):
    for client, there in ((client_, True), (as_(cast.somying), False)):
        shown = page(client.get(url("edit_student", cast.chaba)))
        assert [url(name, cast.chaba) in shown for name in ("identify", "move_student", "leave")] == [there] * 3


def test_a_number_is_shown_masked_and_replaced(cast, client_):
    with acting(cast.tabian):
        identify(cast.chaba, kind="g", number="G680100000001", by=cast.tabian)
    assert "G68-xx-xxxxxx01" in page(client_.get(url("identify", cast.chaba)))
    client_.post(url("identify", cast.chaba), {"number": ID_2})
    current = cast.chaba.identifiers.current().get()
    assert identifiers.masked(current) == "1-00xx-xxxxx-xx-1"
    assert cast.chaba.identifiers.count() == 2


def test_a_number_of_somebody_here_is_refused_at_its_field(cast, client_):
    with acting(cast.tabian):
        identify(cast.kita, kind="thai", number=ID, by=cast.tabian)
    assert "คีตา ลองเรียน ห้อง ป.4/1" in page(client_.post(url("identify", cast.chaba), {"number": ID}))


def test_a_child_moves_leaves_and_comes_back(cast, client_):
    day = {"on_day": "25", "on_month": "6", "on_year": "68"}
    client_.post(url("move_student", cast.chaba), day | {"classroom": cast.next_door.public_id, "number": "5"})
    child = Student.objects.get(pk=cast.chaba.pk)
    assert (child.classroom, child.number) == (cast.next_door, 5)
    client_.post(url("leave", cast.chaba), day)
    assert not Student.objects.get(pk=cast.chaba.pk).is_enrolled()
    assert "รับกลับเข้าเรียน" in page(client_.get(url("move_student", cast.chaba)))
    client_.post(url("move_student", cast.chaba), day | {"classroom": cast.room.public_id})
    assert Student.objects.get(pk=cast.chaba.pk).classroom == cast.room


def test_a_number_that_is_taken_in_the_new_room_is_said_and_the_form_keeps_what_was_typed(cast, client_):
    Student.objects.filter(pk=cast.thara.pk).update(number=5)
    day = {"on_day": "25", "on_month": "6", "on_year": "2568"}
    shown = page(
        client_.post(url("move_student", cast.chaba), day | {"classroom": cast.next_door.public_id, "number": "5"})
    )
    assert "มีนักเรียนเลขที่นี้ในห้องแล้ว" in shown
    assert 'value="5"' in shown


def test_nobody_leaves_tomorrow_or_before_she_came(cast, client_):
    for day, says in (("26", "ต้องไม่เกิน"), ("1", "")):
        shown = page(client_.post(url("leave", cast.chaba), {"on_day": day, "on_month": "6", "on_year": "2568"}))
        assert says in shown
    early = {"on_day": "1", "on_month": "5", "on_year": "2568"}
    Student.objects.get(pk=cast.kita.pk)
    assert "ต้องไม่ก่อนวันที่เข้าห้องนี้" in page(client_.post(url("leave", cast.kita), early))


def test_who_has_left_may_still_be_corrected(cast, client_):
    with acting(cast.tabian):
        leave(cast.chaba, on=cast.chaba.enrolments.get().from_on, by=cast.tabian)
    assert client_.get(url("edit_student", cast.chaba)).status_code == 200
