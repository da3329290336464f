"""Keeping accounts and duties (W16): what each keeper may, what follows at once, what the journal says."""

import datetime
import io
import re

import pytest
from django.urls import reverse
from pypdf import PdfReader

from journal.models import Line
from schools import actions, rules
from schools.models import OneTimeCode, Role, User
from tests import make
from tests.schools.people import url, verbs

JUNK = ["\x00", "ก" * 350_000, "<script>alert(1)</script>", "'; DROP TABLE", "๙๙๙๙", "-1"]


# --- rules -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keeper", "person", "keeps"),
    [
        ("bunchi", "mana", True),
        ("bunchi", "praphan", False),
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


def test_nobody_of_a_school_hands_out_the_code_of_her_head(as_, cast):
    """Whoever holds the code chooses the password, and would sign in as the head."""
    client = as_(cast.bunchi)
    assert "ขอรหัสใช้ครั้งเดียวหรือปิดบัญชีได้จากเขต" in client.get(url("person", cast.praphan)).content.decode()
    for page in ("make_code", "close_account", "edit_person"):
        assert client.post(url(page, cast.praphan), newcomer()).status_code == 403
    client.post("/people/slips.pdf", {"people": [cast.praphan.public_id]})
    assert not OneTimeCode.objects.exists()
    assert as_(cast.rabop).post(url("make_code", cast.praphan)).status_code == 200
    assert OneTimeCode.objects.get().user == cast.praphan


def test_nor_of_one_who_becomes_head_later(as_, cast):
    make.appoint(cast.mana, Role.HEAD, school=cast.school, from_on=datetime.date(2025, 10, 1))
    client = as_(cast.bunchi)
    assert "ขอจากผู้ดูแลบัญชีของเขต" in client.get(url("person", cast.mana)).content.decode()
    assert client.post(url("make_code", cast.mana)).status_code == 403
    assert not OneTimeCode.objects.exists()


def test_a_code_from_before_she_became_head_opens_nothing(client, cast):
    def sign_in(by):
        sent = {"username": "mana", "code": actions.make_code(cast.mana, by=by)}
        return client.post("/login/code/", sent).status_code

    make.appoint(cast.mana, Role.HEAD, school=cast.school)
    assert sign_in(cast.bunchi) == 200
    assert sign_in(cast.rabop) == 302


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
