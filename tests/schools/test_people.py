"""Keeping accounts and duties (W16): what each keeper may, what follows at once, what the journal says."""

import datetime
import io
import re

import pytest
from django.urls import reverse
from pypdf import PdfReader

from journal.models import Line
from schools import actions, rules
from schools.duties import SEES
from schools.models import Appointment, OneTimeCode, Role, User
from tests import make

JUNK = ["\x00", "ก" * 350_000, "<script>alert(1)</script>", "'; DROP TABLE", "๙๙๙๙", "-1"]


def date(name, day, month, year):
    return {f"{name}_day": day, f"{name}_month": month, f"{name}_year": year}


def period(start=(25, 6, 2568), end=(15, 5, 2569)):
    return date("from_on", *start) | date("until_on", *end)


def url(name, person, *more):
    return reverse(f"schools:{name}", args=[person.public_id, *more])


def verbs():
    return list(
        Line.objects.exclude(verb__in=("created", "changed", "deleted")).order_by("id").values_list("verb", flat=True)
    )


# --- rules -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keeper", "person", "granted"),
    [
        ("bunchi", "mana", "homeroom level_head counselor discipline nurse registrar"),
        ("praphan", "mana", "homeroom level_head counselor discipline nurse registrar head school_admin"),
        ("rabop", "mana", "head school_admin group"),
        ("rabop", "khet", "group area_officer area_psychologist area_admin auditor"),
        ("bunchi", "bunchi", ""),
        ("rabop", "rabop", ""),
        ("praphan", "praphan", ""),
        ("bunchi", "dokkaew", ""),
        ("bunchi", "khet", ""),
        ("kanplu", "mana", ""),
        ("khet", "mana", ""),
        ("gone", "mana", ""),
    ],
)
def test_who_grants_what(cast, keeper, person, granted):
    keeper, person = getattr(cast, keeper), getattr(cast, person)
    assert sorted(rules.grantable(keeper, person)) == sorted(granted.split())


@pytest.mark.parametrize(
    ("keeper", "person", "keeps"),
    [
        ("bunchi", "mana", True),
        ("bunchi", "praphan", True),
        ("bunchi", "bunchi", False),
        ("bunchi", "dokkaew", False),
        ("bunchi", "khet", False),
        ("praphan", "mana", False),
        ("rabop", "mana", False),
        ("rabop", "praphan", True),
        ("rabop", "bunchi", True),
        ("rabop", "khet", True),
        ("rabop", "rabop", False),
        ("khet", "chit", False),
    ],
)
def test_who_keeps_whose_account(cast, keeper, person, keeps):
    assert rules.may_keep(getattr(cast, keeper), getattr(cast, person)) is keeps


def test_account_admins_open_no_child(cast, as_):
    for admin in (cast.bunchi, cast.rabop):
        assert admin.rights.care_schools == frozenset()
        assert as_(admin).get(reverse("studentcare:classroom", args=[cast.room.public_id])).status_code in (403, 404)


# --- the list --------------------------------------------------------------------------------------------


def test_the_list_finds_by_nickname_of_sound_and_by_duty(as_, cast):
    client = as_(cast.bunchi)
    page = client.post("/people/", {"q": "สม หญิง"}).content.decode()
    assert "ครูสมหญิง" in page
    assert "ครูมานะ" not in page
    page = client.get("/people/?role=nurse").content.decode()
    assert "ครูพิม" in page
    assert "ครูสมหญิง" not in page
    page = client.get("/people/?role=none").content.decode()
    assert "ครูปีก่อน" in page


def test_the_list_shows_who_was_given_a_duty_lately(as_, cast):
    day = datetime.date(2025, 6, 25)
    make.appoint(cast.pim, Role.COUNSELOR, school=cast.school, from_on=day, made_by=cast.bunchi)
    page = as_(cast.praphan).get("/people/?new=on").content.decode()
    assert "ครูพิม" in page
    assert "ครูสมหญิง" not in page


def test_a_school_sees_its_own_people_and_the_area_those_it_keeps(as_, cast):
    page = as_(cast.bunchi).get("/people/").content.decode()
    assert "ดอกแก้ว" not in page
    page = as_(cast.rabop).get("/people/").content.decode()
    assert "ครูประพันธ์" in page
    assert "ครูเขต" in page
    assert "ครูสมหญิง" not in page


def test_the_list_asks_the_same_of_the_database_for_one_or_forty(as_, cast, statements):
    client = as_(cast.bunchi)
    client.get("/people/")
    with statements() as few:
        client.get("/people/")
    for n in range(40):
        make.staff(f"more{n}", Role.HOMEROOM, classroom=cast.room)
    with statements() as many:
        client.get("/people/")
    assert len(many) == len(few)


@pytest.mark.parametrize("junk", JUNK)
def test_any_search_is_answered(as_, cast, junk):
    client = as_(cast.bunchi)
    assert client.post("/people/", {"q": junk, "role": junk, "never": junk}).status_code == 200
    assert client.get("/people/", {"role": junk[:50], "page": junk[:50]}).status_code == 200


# --- accounts --------------------------------------------------------------------------------------------


def newcomer(**more):
    return {"title": "ครู", "first_name": "ใหม่", "last_name": "มาแล้ว", "phone": "๐๘๑ ๒๓๔ ๕๖๗๘", "username": "mai"} | more


def test_adding_a_person_of_ones_own_school(as_, cast):
    answer = as_(cast.bunchi).post("/people/new/", newcomer(school=cast.school.pk))
    made = User.objects.get(username="mai")
    assert answer.url == url("person", made)
    assert (made.school, made.area, made.phone, made.has_usable_password()) == (
        cast.school,
        None,
        "081-234-5678",
        False,
    )
    assert verbs()[-1] == "configured"


def test_an_empty_username_becomes_the_schools_next_number(as_, cast):
    client = as_(cast.bunchi)
    for expected in ("01", "02"):
        client.post("/people/new/", newcomer(username="", school=cast.school.pk))
        assert User.objects.latest("pk").username == f"{cast.school.code8}-{expected}"


def test_nobody_is_added_to_another_school(as_, cast):
    answer = as_(cast.bunchi).post("/people/new/", newcomer(school=cast.elsewhere.pk))
    assert answer.status_code == 200
    assert not User.objects.filter(username="mai").exists()


@pytest.mark.parametrize("username", ["ครูใหม่", "ab", "a b c", "SOMYING", "x" * 31, "somying"])
def test_usernames_that_will_not_do(as_, cast, username):
    answer = as_(cast.bunchi).post("/people/new/", newcomer(username=username, school=cast.school.pk))
    assert answer.status_code == 200
    assert "ชื่อผู้ใช้" in answer.content.decode()
    assert User.objects.filter(first_name="ใหม่").count() == 0


def test_the_same_form_sent_twice_adds_one_person(as_, cast):
    client, form = as_(cast.bunchi), newcomer(username="", school=cast.school.pk, form_key=str(make.uid()))
    assert client.post("/people/new/", form).url == client.post("/people/new/", form).url
    assert User.objects.filter(first_name="ใหม่").count() == 1


@pytest.mark.parametrize("junk", JUNK)
@pytest.mark.parametrize("page", ["/people/new/", "edit_person", "appoint"])
def test_hostile_words_in_forms_about_people_are_answered(as_, cast, page, junk):
    address = page if page.startswith("/") else url(page, cast.mana)
    fields = [
        "title",
        "first_name",
        "last_name",
        "position",
        "phone",
        "username",
        "school",
        "role",
        "classroom",
        "from_on_day",
        "from_on_month",
        "from_on_year",
        "until_on",
    ]
    data = dict.fromkeys(fields, junk if len(junk) < 1000 else "x") | {"last_name": junk}
    if page == "appoint":
        data["role"] = "homeroom"
    assert as_(cast.bunchi).post(address, data).status_code == 200


def test_a_code_is_shown_once_and_stored_nowhere(as_, cast):
    client = as_(cast.bunchi)
    page = client.post(url("make_code", cast.mana)).content.decode()
    code = OneTimeCode.objects.get(user=cast.mana)
    assert code.made_by == cast.bunchi
    assert code.hashed not in page
    shown = page.split('id="code">')[1].split("<")[0]
    assert len(shown) == 9
    assert shown not in client.get(url("person", cast.mana)).content.decode()
    assert shown not in str(list(Line.objects.values_list("detail", flat=True)))
    assert verbs()[-1] == "code_made"


def test_codes_and_duties_ask_for_the_password_again(client, cast, clock):
    client.post("/login/", {"login": "bunchi", "password": make.PASSWORD})
    clock.shift(datetime.timedelta(minutes=6))
    answer = client.post(url("make_code", cast.mana))
    assert answer.url.startswith("/account/reauthenticate/")
    assert not OneTimeCode.objects.exists()
    answer = client.post(answer.url, {"password": make.PASSWORD, "next": url("make_code", cast.mana)})
    assert answer.status_code == 200
    assert OneTimeCode.objects.get().user == cast.mana, "what was asked for is done after the password"


def test_closing_ends_the_session_the_duties_and_the_code(as_, cast):
    hers = as_(cast.mana)
    actions.make_code(cast.mana, by=None)
    assert "ปิดบัญชี" in as_(cast.bunchi).get(url("close_account", cast.mana)).content.decode()
    as_(cast.bunchi).post(url("close_account", cast.mana))
    assert hers.get("/account/").status_code == 302
    mana = User.objects.get(pk=cast.mana.pk)
    assert (mana.is_active, mana.has_usable_password(), mana.codes.count(), mana.rights.held) == (False, False, 0, ())
    assert mana.appointments.get().until_on == datetime.date(2025, 6, 24)
    assert verbs()[-1] == "closed"


# --- duties ----------------------------------------------------------------------------------------------


def test_a_new_duty_shows_at_once(as_, cast):
    hers = as_(cast.pim)
    room = make.classroom(school=cast.school, number=9)
    data = {"role": "homeroom", "classroom": room.public_id} | period()
    answer = as_(cast.bunchi).post(url("appoint", cast.pim), data)
    assert answer.status_code == 302
    made = Appointment.objects.latest("pk")
    assert (made.school, made.classroom, made.made_by) == (cast.school, room, cast.bunchi)
    assert "ครูประจำชั้น ป.4/9" in hers.get("/account/").content.decode()
    assert verbs()[-1] == "appointed"


def test_two_teachers_share_a_room_and_the_page_offers_to_end_the_other(as_, cast):
    client = as_(cast.bunchi)
    data = {"role": "homeroom", "classroom": cast.room.public_id} | period()
    page = client.post(url("appoint", cast.pim), data, follow=True).content.decode()
    duty = cast.somying.appointments.get()
    assert url("end_appointment", cast.somying, duty.public_id) in page
    assert Appointment.objects.on(datetime.date(2025, 6, 25)).filter(classroom=cast.room).count() == 2


@pytest.mark.parametrize("role", ["head", "school_admin", "area_admin", "group"])
def test_a_schools_admin_grants_no_higher_duty(as_, cast, role):
    data = {"role": role, "group": cast.group.public_id} | period()
    assert as_(cast.bunchi).post(url("appoint", cast.mana), data).status_code == 403


def test_nobody_appoints_herself(as_, cast):
    data = {"role": "counselor"} | period()
    assert as_(cast.bunchi).post(url("appoint", cast.bunchi), data).status_code == 403
    assert as_(cast.rabop).post(url("appoint", cast.rabop), data).status_code == 403


def test_rooms_of_another_school_cannot_be_given(as_, cast):
    data = {"role": "homeroom", "classroom": cast.far_room.public_id} | period()
    answer = as_(cast.bunchi).post(url("appoint", cast.mana), data)
    assert "เลือกห้องจากรายการ" in answer.content.decode()


@pytest.mark.parametrize(
    ("dates", "says"),
    [
        (period((31, 6, 2568)), "มี 30 วัน"),
        (period((25, 6, 2568), (1, 6, 2568)), "ต้องไม่มาก่อนวันเริ่ม"),
        (period((24, 6, 2568)), "ต้องไม่ก่อนวันนี้"),
        (period((25, 6, 2568), (1, 6, 2599)), "ไม่เกิน 5 ปี"),
        (period(("", "", "")), "กรอกตั้งแต่วันที่"),
    ],
)
def test_impossible_dates_of_a_duty(as_, cast, dates, says):
    page = as_(cast.bunchi).post(url("appoint", cast.mana), {"role": "nurse"} | dates).content.decode()
    assert says in page.replace("\xa0", " ")


def test_a_western_year_and_thai_digits_are_understood(as_, cast):
    data = {"role": "nurse"} | period(("๒๕", "6", "2025"), ("15", "5", "๖๙"))
    assert as_(cast.bunchi).post(url("appoint", cast.mana), data).status_code == 302
    made = Appointment.objects.latest("pk")
    assert (made.from_on, made.until_on) == (datetime.date(2025, 6, 25), datetime.date(2026, 5, 15))


def test_the_same_duty_is_not_given_twice(as_, cast):
    page = as_(cast.bunchi).post(url("appoint", cast.pim), {"role": "nurse"} | period()).content.decode()
    assert "อยู่แล้ว" in page


def test_ending_at_once_and_on_a_day(as_, cast):
    client, duty = as_(cast.bunchi), cast.mana.appointments.get()
    hers = as_(cast.mana)
    client.post(url("end_appointment", cast.mana, duty.public_id), {"when": "later"} | date("until_on", 30, 6, 2568))
    duty.refresh_from_db()
    assert duty.until_on == datetime.date(2025, 6, 30)
    client.post(url("end_appointment", cast.mana, duty.public_id), {"when": "now"})
    assert "ยังไม่มีหน้าที่" in hers.get("/account/").content.decode()
    assert verbs().count("dismissed") == 2


def test_a_duty_that_is_over_is_not_ended_again(as_, cast):
    duty = cast.gone.appointments.get()
    answer = as_(cast.bunchi).post(url("end_appointment", cast.gone, duty.public_id), {"when": "now"})
    assert answer.url == url("person", cast.gone)
    assert not rules.may_end(cast.bunchi, duty)
    assert (verbs().count("dismissed"), Appointment.objects.get(pk=duty.pk).until_on) == (0, duty.until_on)


def test_a_duty_in_another_school_is_ended_there_or_by_the_area(cast):
    duty = make.appoint(cast.mana, Role.NURSE, school=cast.elsewhere)
    own = cast.mana.appointments.get(role=Role.HOMEROOM)
    assert [rules.may_end(cast.bunchi, one) for one in (own, duty)] == [True, False]
    head = make.appoint(cast.mana, Role.HEAD, school=cast.elsewhere)
    assert rules.may_end(cast.rabop, head)


def test_a_duty_of_someone_else_is_not_found_under_her_name(as_, cast):
    duty = cast.somying.appointments.get()
    assert as_(cast.bunchi).get(url("end_appointment", cast.mana, duty.public_id)).status_code == 404


@pytest.mark.parametrize("day", [(24, 6, 2568), (1, 6, 2570), ("", "", "")])
def test_a_last_day_outside_the_duty_is_refused(as_, cast, day):
    duty = cast.mana.appointments.get()
    data = {"when": "later"} | date("until_on", *day)
    assert as_(cast.bunchi).post(url("end_appointment", cast.mana, duty.public_id), data).status_code == 200


def test_the_sentence_of_a_duty_names_the_aspects_it_reads():
    """criteria-11: health, games and special needs for the nurse; drugs and violence for discipline."""
    assert "ผลด้านสุขภาพ เกม และความต้องการพิเศษ" in SEES[Role.NURSE]
    assert "ผลด้านสารเสพติดกับความรุนแรง" in SEES[Role.DISCIPLINE]


# --- slips -----------------------------------------------------------------------------------------------


def test_slips_carry_codes_that_work_and_leave_lines(as_, cast, client):
    people = [make.staff(f"new{n}", home=cast.school, first_name=f"ใหม่{n}") for n in range(12)]
    answer = as_(cast.bunchi).post("/people/slips.pdf", {"people": [one.public_id for one in people]})
    assert answer.headers["Content-Type"] == "application/pdf"
    assert OneTimeCode.objects.count() == 12
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages]
    assert [text.count("ชื่อผู้ใช้") for text in pages] == [10, 2]
    code = re.search(r"new0\D.*?([2-9A-Z]{4}-[2-9A-Z]{4})", pages[0], re.DOTALL)[1]
    assert verbs()[-13:] == ["code_made"] * 12 + ["disclosed"]
    assert client.post("/login/code/", {"username": "new0", "code": code}).url == "/account/password/"


@pytest.mark.parametrize("junk", JUNK)
def test_any_choice_of_slips_is_answered(as_, cast, junk):
    assert as_(cast.bunchi).post("/people/slips.pdf", {"people": [junk, "ab\x00cd"]}).url == "/people/?never=on"


def test_slips_only_for_those_who_never_signed_in_and_are_hers(as_, cast):
    client = as_(cast.mana)
    client.post("/login/", {})
    User.objects.filter(pk=cast.mana.pk).update(last_login=make.now())
    asked = {"people": [cast.mana.public_id, cast.dokkaew.public_id, cast.bunchi.public_id, "zzzzzzzz"]}
    answer = as_(cast.bunchi).post("/people/slips.pdf", asked)
    assert answer.url == "/people/?never=on"
    assert not OneTimeCode.objects.exists()
