"""Schools, rooms, the area and its calendar."""

import datetime

import pytest
from django.urls import reverse

from journal.models import Line
from schools.models import AcademicYear, Classroom, Holiday, QualityGroup, Role, School
from tests import make
from tests.access.schools import year_dates
from tests.shown import seen

JUNK = ["\x00", "ก" * 350_000, "<b>x</b>", "๙๙", "-1", "99999999999999999999"]


def date(name, day, month, year):
    return {f"{name}_day": day, f"{name}_month": month, f"{name}_year": year}


def last_verb():
    return Line.objects.exclude(verb__in=("created", "changed", "deleted")).latest("id").verb


def school(**more):
    return {"name": "โรงเรียนบ้านใหม่", "code8": "๙๗๙๙๙๙๙๙", "letterhead": "blank"} | more


def test_a_school_is_added_once_with_its_code(as_, cast):
    client = as_(cast.rabop)
    assert client.post("/schools/new/", school(group=cast.group.pk)).status_code == 302
    made = School.objects.get(code8="97999999")
    assert (made.name, made.group) == ("บ้านใหม่", cast.group)
    assert last_verb() == "configured"
    assert client.post("/schools/new/", school()).status_code == 200, "the code is taken"
    assert "มี 8 หลัก" in client.post("/schools/new/", school(code8="123")).content.decode()


def test_a_school_keeps_its_profile_but_not_its_code(as_, cast):
    edit = reverse("schools:edit_school", args=[cast.school.public_id])
    data = {
        "code8": "11111111",
        "name": "ชื่ออื่น",
        "address": "หมู่ 1\nตำบลสมมติ",
        "phone": "๐๘๑-๒๓๔-๕๖๗๘",
        "letterhead": "name",
        "thai_numerals": "on",
        "acting_head_name": "นายรักษา การแทน",
        "acting_head_position": "รองผู้อำนวยการ รักษาการในตำแหน่งผู้อำนวยการ",
    }
    before = cast.school.code8
    praphan = as_(cast.praphan)
    assert praphan.post(edit, data | seen(praphan, edit)).status_code == 302
    cast.school.refresh_from_db()
    assert (cast.school.code8, cast.school.name) == (before, "บ้านสมมติวิทยา")
    assert (cast.school.phone, cast.school.letterhead) == ("081-234-5678", "name")
    page = as_(cast.somying).get(reverse("schools:school", args=[cast.school.public_id])).content.decode()
    assert "นายรักษา การแทน" in page
    assert "แก้ข้อมูล" not in page
    data["acting_head_position"] = ""
    assert "กรอกตำแหน่งใต้ลายเซ็น" in praphan.post(edit, data | seen(praphan, edit)).content.decode()


def test_who_works_in_one_school_is_led_to_it(as_, cast):
    assert as_(cast.somying).get("/schools/").url == reverse("schools:school", args=[cast.school.public_id])


def test_the_list_of_schools_is_flat(as_, cast, statements):
    client = as_(cast.rabop)
    client.get("/schools/")
    with statements() as few:
        client.get("/schools/")
    for n in range(40):
        make.school(f"บ้านที่{n}", area=cast.area, group=cast.group)
    with statements() as many:
        client.get("/schools/")
    assert len(many) == len(few)


def test_rooms_are_added_once_and_multi_grade_rooms_span_levels(as_, cast):
    client = as_(cast.bunchi)
    data = {"level": 4, "to_level": 5, "number": "๑"}
    assert client.post("/classes/new/", data).status_code == 302
    room = Classroom.objects.latest("pk")
    assert (room.name, room.school) == ("ป.1–2/1", cast.school)
    assert "มีห้องนี้ในปีการศึกษานี้แล้ว" in client.post("/classes/new/", data).content.decode()
    wrong = client.post("/classes/new/", {"level": 5, "to_level": 4, "number": 1}).content.decode()
    assert "ต้องไม่ต่ำกว่าชั้นแรก" in wrong


def test_everybody_sees_her_rooms_and_only_carers_the_way_into_them(as_, cast):
    inside = reverse("studentcare:classroom", args=[cast.room.public_id])
    assert f'href="{inside}"' in as_(cast.somying).get("/classes/").content.decode()
    page = as_(cast.bunchi).get("/classes/").content.decode()
    assert "ป.4/1" in page
    assert f'href="{inside}"' not in page


@pytest.mark.parametrize(
    ("person", "leads"),
    [
        ("tabian", {"/years/"}),
        ("bunchi", {"/years/", "/years/2568/homerooms/"}),
        ("praphan", {"/years/", "/years/2568/homerooms/"}),
        ("somying", set()),
    ],
)
def test_from_the_rooms_those_who_may_find_the_next_year_and_the_homeroom_teachers(as_, cast, person, leads):
    page = as_(getattr(cast, person)).get("/classes/").content.decode()
    assert {one for one in ("/years/", "/years/2568/homerooms/") if f'href="{one}"' in page} == leads


def test_the_registrar_is_told_that_the_next_year_is_not_there_yet(as_, cast):
    client = as_(cast.tabian)
    assert "เลื่อนชั้นเป็นปี 2569 ได้เมื่อ" in client.get("/years/").content.decode()
    make.year(cast.area, 2569)
    page = client.get("/years/").content.decode()
    assert "เลื่อนชั้นเป็นปี 2569 ได้เมื่อ" not in page
    assert 'href="/years/2569/roll-over/"' in page


def test_the_list_of_rooms_is_flat(as_, cast, statements):
    client = as_(cast.kanplu)
    client.get("/classes/")
    with statements() as few:
        client.get("/classes/")
    for n in range(10, 50):
        make.staff(f"t{n}", Role.HOMEROOM, classroom=make.classroom(school=cast.school, number=n))
    with statements() as many:
        client.get("/classes/")
    assert len(many) == len(few)


def test_groups_are_added_and_renamed(as_, cast):
    client = as_(cast.rabop)
    client.post("/area/", {"new_group": "1", "group-name": "ธารน้ำใส"})
    group = QualityGroup.objects.get(name="ธารน้ำใส")
    client.post("/area/", {"rename": group.public_id, f"{group.public_id}-name": "สายธาร"})
    group.refresh_from_db()
    assert group.name == "สายธาร"
    assert "มีกลุ่มชื่อนี้แล้ว" in client.post("/area/", {"new_group": "1", "group-name": "ต้นกล้า"}).content.decode()
    assert client.post("/area/", {"rename": "zzzzzzzz"}).status_code == 404
    told = {"name": "สพป.ใหม่", "director_name": "นางผู้นำ เขต", "phone": ""}
    client.post("/area/", told | seen(client, "/area/"))
    cast.area.refresh_from_db()
    assert (cast.area.name, cast.area.director_name) == ("สพป.ใหม่", "นางผู้นำ เขต")


def test_a_year_is_added_with_the_regulations_dates(as_, cast):
    client = as_(cast.rabop)
    page = client.get("/years/new/").content.decode()
    assert 'value="2569"' in page
    assert client.post("/years/new/", {"year": "๒๕๖๙"} | year_dates(2569)).status_code == 302
    made = AcademicYear.objects.get(area=cast.area, year=2569)
    assert [str(term) for term in made.terms.all()] == ["1/2569", "2/2569"]
    assert made.terms.first().until_on == datetime.date(2026, 10, 10)
    again = client.post("/years/new/", {"year": "2026"} | year_dates(2569)).content.decode()
    assert "มีปีการศึกษานี้แล้ว" in again, "a ค.ศ. year is understood"


def test_terms_stay_in_order(as_, cast):
    data = year_dates(2568) | date("second_from", 1, 10, 2568)
    page = as_(cast.rabop).post(reverse("schools:edit_year", args=[2568]), data).content.decode()
    assert "ต้องมาหลัง" in page


def test_holidays_are_added_once_and_removed(as_, cast):
    client = as_(cast.rabop)
    data = {"name": "วันเฉลิมพระชนมพรรษา"} | date("on", 28, 7, 2568)
    assert client.post("/years/holidays/", data).status_code == 302
    day = Holiday.objects.get(area=cast.area)
    assert "อยู่แล้ว" in client.post("/years/holidays/", data).content.decode() or Holiday.objects.count() == 1
    assert client.post("/years/holidays/", {"remove": day.pk}).status_code == 302
    assert not Holiday.objects.exists()
    assert client.post("/years/holidays/", {"remove": "x" * 40}).status_code == 404


def test_a_year_without_holidays_is_warned_of_sixty_days_before(as_, cast, clock):
    client = as_(cast.rabop)
    assert "ของปี 2568" in client.get("/years/").content.decode()
    Holiday.objects.create(area=cast.area, on=datetime.date(2025, 7, 28), name="วันหยุด")
    assert "ยังไม่มีวันหยุดราชการ" not in client.get("/years/").content.decode()
    clock.move_to(datetime.datetime(2025, 11, 5, 5, tzinfo=datetime.UTC))
    assert "ของปี 2569" in as_(cast.rabop).get("/years/").content.decode()


@pytest.mark.parametrize("junk", JUNK)
@pytest.mark.parametrize(
    ("who", "name"),
    [
        ("rabop", "add_school"),
        ("bunchi", "edit_school"),
        ("bunchi", "add_classroom"),
        ("rabop", "add_year"),
        ("rabop", "holidays"),
        ("rabop", "area"),
    ],
)
def test_hostile_words_are_answered_and_change_nothing(as_, cast, who, name, junk):
    kwargs = {"sid": cast.school.public_id} if name == "edit_school" else {}
    short = junk[:1000]
    fields = [
        "name",
        "code8",
        "code10",
        "phone",
        "district",
        "level",
        "to_level",
        "number",
        "year",
        "letterhead",
        "group",
        "on_day",
        "on_month",
        "on_year",
        "starts_on_day",
        "first_from",
        "letter_series",
    ]
    data = dict.fromkeys(fields, short) | {"address": junk, "head_name": junk}
    answer = as_(getattr(cast, who)).post(reverse(f"schools:{name}", kwargs=kwargs), data)
    assert answer.status_code == 200
    assert "ต้องแก้" in answer.content.decode()


@pytest.mark.parametrize("query", ["?year=9999999999", "?year=x", "?year=๒๕๖๘", "?year=%00"])
def test_odd_years_in_the_address(as_, cast, query):
    assert as_(cast.bunchi).get(f"/classes/{query}").status_code == 200
    assert as_(cast.bunchi).get(f"/classes/new/{query}").status_code in (200, 404)
    assert as_(cast.rabop).get("/years/99999999999999999999/edit/").status_code == 404
