"""Whose agreement counts, what is proposed, and that a head hears of a letter without one."""

import datetime

import pytest
from django.urls import reverse

from referrals.consent import age_band
from referrals.packet import consent_line
from referrals.proposed import proposed_consent
from schools.models import Notice
from students.models import Exclusion, Guardian
from tests import make

TODAY = datetime.date(2025, 6, 25)
GROUND = {
    "version": 1,
    "consent": "ground",
    "ground": "danger",
    "ground_reason": "สงสัยว่าถูกทำร้าย",
    "head_informed_on_day": "25",
    "head_informed_on_month": "6",
    "head_informed_on_year": "2568",
}


@pytest.mark.parametrize(
    ("born", "band"),
    [
        (None, ""),
        (datetime.date(2015, 6, 26), "under_10"),
        (datetime.date(2015, 6, 25), "under_10"),  # "not more than ten years": her tenth birthday is the last day
        (datetime.date(2015, 6, 24), "from_10"),
        (datetime.date(2005, 6, 26), "from_10"),
        (datetime.date(2005, 6, 25), "adult"),
    ],
)
def test_the_band_follows_the_birthday(born, band):
    assert age_band(born, TODAY) == band


def test_who_is_usually_asked_is_proposed_and_has_agreed_to_nothing(cast, draft):
    draft.student.guardians.all().delete()
    people = (("father", "นายพ่อ", "พ่อ"), ("guardian", "นางยาย", "ยาย"))
    for relation, first_name, kinship in people:
        Guardian.objects.create(
            student=draft.student, school=draft.school, relation=relation, first_name=first_name, kinship=kinship
        )
    proposed = proposed_consent(draft, TODAY)
    assert (proposed["consent_by"], proposed["consent_relation"]) == ("นางยาย", "ยาย")
    assert "consent" not in proposed
    assert "consent_how" not in proposed


def test_a_grown_student_answers_for_herself(cast, draft):
    draft.student.born_on = datetime.date(2005, 1, 1)
    assert proposed_consent(draft, TODAY)["consent_relation"] == "ตัวนักเรียนเอง"


def test_a_child_of_more_than_ten_is_asked_as_well(cast, draft, as_):
    form = {
        "version": 1,
        "consent": "given",
        "consent_by": "นางดาวเรือง",
        "consent_relation": "แม่",
        "consent_how": "phone",
        "consent_age": "from_10",
        "consent_on_day": "20",
        "consent_on_month": "6",
        "consent_on_year": "2568",
    }
    page = reverse("referrals:record_consent", args=[draft.public_id])
    assert "ถามความเห็นของนักเรียนด้วย" in as_(cast.kanplu).post(page, form).content.decode()
    assert as_(cast.kanplu).post(page, form | {"child_wish": "objects"}).status_code == 302
    draft.refresh_from_db()
    assert "นักเรียนไม่เห็นด้วย" in consent_line(draft)


def test_the_heads_hear_of_a_legal_ground_by_themselves(cast, draft, as_):
    page = reverse("referrals:record_consent", args=[draft.public_id])
    assert as_(cast.kanplu).post(page, GROUND).status_code == 302
    told = Notice.objects.get(kind=Notice.Kind.GROUND)
    assert told.to_user == cast.praphan
    assert told.url == reverse("referrals:referral", args=[draft.public_id])
    assert "ชบา" not in told.text


def test_a_head_who_is_shut_out_of_the_child_hears_nothing(cast, draft, as_):
    Exclusion.objects.create(
        student=cast.chaba, school=cast.school, user=cast.praphan, made_by=cast.kanplu, made_at=make.now()
    )
    as_(cast.kanplu).post(reverse("referrals:record_consent", args=[draft.public_id]), GROUND)
    assert not Notice.objects.filter(kind=Notice.Kind.GROUND).exists()


@pytest.mark.parametrize("chosen", ["", "given", "ground"])
def test_after_an_error_the_page_names_the_same_fields_optional(cast, draft, as_, chosen):
    client, page = as_(cast.kanplu), reverse("referrals:record_consent", args=[draft.public_id])
    again = client.post(page, {"version": 1, "consent": chosen}).content.decode()
    assert "รายการที่ต้องแก้" in again
    assert again.count("(ไม่บังคับ)") == client.get(page).content.decode().count("(ไม่บังคับ)")
