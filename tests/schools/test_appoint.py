"""Duties: who gives which to whom, from when until when, and how one ends."""

import datetime

import pytest

from schools import rules
from schools.duties import SEES
from schools.models import Appointment, Role
from tests import make
from tests.schools.people import date, url, verbs


def period(start=(25, 6, 2568), end=(15, 5, 2569)):
    return date("from_on", *start) | date("until_on", *end)


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
