"""The pages of a draft: prefilled, refused politely, done once, never on stale ground."""

import datetime

import pytest
from django.urls import reverse

from cases.models import Event
from referrals.models import Referral
from referrals.steps import steps
from schools.models import School
from tests import make


def at(view, referral):
    return reverse(f"referrals:{view}", args=[referral.public_id])


def day(name, *parts):
    return dict(zip((f"{name}_day", f"{name}_month", f"{name}_year"), parts, strict=True))


VALID = {
    "choose_agency": {},
    "give_reason": {"reason": "ยายป่วย", "asked": "ประเมินสวัสดิการ", "tried": "พูดคุย"},
    "climb_ladder": {"skip_reason": "หน่วยงานรับเรื่องนี้โดยตรง"},
    "choose_sections": {"sections": ["name", "age"]},
    "record_consent": {
        "consent": "given",
        "consent_by": "นางดาวเรือง",
        "consent_relation": "แม่",
        "consent_how": "phone",
        "consent_age": "from_10",
        "child_wish": "agrees",
        **day("consent_on", "๒๐", "6", "๒๕๖๘"),
    },
    "number_letter": {"letter_number": "ศธ 04000.000/๑๒", "signer_name": "ก", "signer_position": "ผอ."},
}


@pytest.fixture
def valid(hospital):
    return lambda view, version=1: {"version": version, **VALID[view], "agency": hospital.public_id}


def test_a_case_becomes_a_draft_in_two_taps_and_once(cast, case, hospital, as_):
    client = as_(cast.kanplu)
    url = reverse("referrals:refer", args=[case.public_id])
    page = client.get(url)
    assert "เริ่มร่างหนังสือส่งต่อ" in page.content.decode()
    form = {"agency": hospital.public_id, "form_key": make.uid()}
    first = client.post(url, form)
    again = client.post(url, form)
    assert first.status_code == 302
    assert first.url == again.url
    assert Referral.objects.count() == 1
    assert Event.objects.filter(case=case).count() == 1


def test_a_second_referral_shows_the_one_that_is_running(cast, case, draft, as_):
    body = as_(cast.kanplu).get(reverse("referrals:refer", args=[case.public_id])).content.decode()
    assert draft.code in body


def test_a_case_that_is_not_worked_on_is_not_referred(cast, case, as_):
    case.state = "intake"
    case.save()
    assert as_(cast.kanplu).post(reverse("referrals:refer", args=[case.public_id])).status_code == 403


@pytest.mark.parametrize("view", VALID)
def test_a_step_is_saved_and_leads_back(cast, draft, as_, valid, view):
    response = as_(cast.kanplu).post(at(view, draft), valid(view))
    assert response.status_code == 302
    assert response.url == at("referral", draft)
    draft.refresh_from_db()
    assert draft.version == 2


@pytest.mark.parametrize("view", VALID)
def test_a_stale_step_answers_409_and_loses_no_word(cast, draft, as_, valid, view):
    client = as_(cast.kanplu)
    client.post(at("give_reason", draft), valid("give_reason") | {"reason": "ของคนอื่น"})
    response = client.post(at(view, draft), valid(view))
    assert response.status_code == 409
    body = response.content.decode()
    assert "ยังไม่ได้บันทึก" in body
    if view == "give_reason":
        assert "ยายป่วย" in body
        assert "ของคนอื่น" in body
    draft.refresh_from_db()
    assert draft.version == 2


@pytest.mark.parametrize("view", VALID)
def test_sent_twice_it_is_saved_once(cast, draft, as_, valid, view):
    form = valid(view) | {"form_key": make.uid()}
    assert [as_(cast.kanplu).post(at(view, draft), form).status_code for _ in range(2)] == [302, 302]
    draft.refresh_from_db()
    assert draft.version == 2


@pytest.mark.parametrize("view", VALID)
def test_after_the_draft_a_step_is_refused(cast, waiting, as_, valid, view):
    client = as_(cast.kanplu)
    assert client.get(at(view, waiting)).url == at("referral", waiting)
    assert client.post(at(view, waiting), valid(view)).status_code == 409


@pytest.mark.parametrize("view", VALID)
@pytest.mark.parametrize(
    "typed",
    [
        {"version": "abc"},
        {"version": "9" * 40},
        {"agency": "zzzzzzzz", "sections": "drop table", "consent": "x", "consent_how": "x", "ground": "x"},
        {"reason": "ก\x00ข", "sensitive_reason": "\x00", "consent_by": "\x00", "signer_name": "\x00", "agency": "\x00"},
        {"reason": "ก" * 400_000, "sensitive_reason": "ก" * 400_000, "consent_by": "ก" * 400_000},
        {"signer_name": "ก" * 1_000_000, "agency": "ก" * 100_000},
        {"consent": "ground", **day("head_informed_on", "31", "2", "2568"), **day("letter_on", "๙๙", "๙๙", "x")},
        {},
    ],
)
def test_bad_input_is_answered_in_thai(cast, draft, as_, valid, view, typed):
    form = (valid(view) | typed) if typed else {}
    response = as_(cast.kanplu).post(at(view, draft), form)
    assert response.status_code in (200, 302)
    if response.status_code == 200:
        assert "รายการที่ต้องแก้" in response.content.decode()


def test_refused_input_is_422_for_htmx(cast, draft, as_):
    response = as_(cast.kanplu).post(at("give_reason", draft), {"version": 1}, headers={"HX-Request": "true"})
    assert response.status_code == 422


def test_everything_is_off_until_it_is_ticked(cast, case, as_):
    draft = make.referral(case, by=cast.kanplu, sections=[])
    body = as_(cast.kanplu).get(at("choose_sections", draft)).content.decode()
    assert body.count('type="checkbox"') == 14
    assert "checked" not in body


def test_a_sensitive_item_asks_for_a_reason(cast, draft, as_):
    response = as_(cast.kanplu).post(at("choose_sections", draft), {"version": 1, "sections": ["health"]})
    assert "เขียนเหตุที่ต้องส่ง น้ำหนัก ส่วนสูง และกลุ่มเลือด" in response.content.decode()


def test_the_way_that_is_not_chosen_asks_for_nothing(cast, draft, as_):
    form = {
        "version": 1,
        "consent": "ground",
        "ground": "danger",
        "ground_reason": "สงสัยว่าถูกทำร้าย",
        "consent_by": "พิมพ์ค้างไว้",
        **day("head_informed_on", "25", "6", "2568"),
    }
    assert as_(cast.kanplu).post(at("record_consent", draft), form).status_code == 302
    draft.refresh_from_db()
    assert (draft.consent, draft.consent_by) == ("ground", "")


def test_consent_needs_its_fields_and_no_day_to_come(cast, draft, as_):
    form = {"version": 1, "consent": "given", **day("consent_on", "26", "6", "2568")}
    body = as_(cast.kanplu).post(at("record_consent", draft), form).content.decode()
    assert "กรอกผู้ให้ความยินยอม" in body
    assert "วันที่ยินยอมต้องไม่เกิน" in body
    assert "เลือกว่ายินยอมทางใด" in body
    assert "เลือกเหตุตามกฎหมาย" not in body


def test_the_registers_beginning_is_no_number_yet(cast, draft, as_):
    form = {"version": 1, "letter_number": "ศธ 04000.000/", "signer_name": "ก", "signer_position": "ข"}
    assert "ใส่เลขต่อท้าย" in as_(cast.kanplu).post(at("number_letter", draft), form).content.decode()


def test_another_schools_agency_cannot_be_chosen(cast, draft, as_):
    theirs = make.agency("มูลนิธิที่อื่น", area=cast.area, school=cast.elsewhere)
    response = as_(cast.kanplu).post(at("choose_agency", draft), {"version": 1, "agency": theirs.public_id})
    assert "ไม่อยู่ในรายชื่อแล้ว" in response.content.decode()


def test_a_referral_of_another_school_is_not_there(cast, draft, as_, valid):
    for view in VALID:
        assert as_(cast.dokkaew).post(at(view, draft), valid(view)).status_code == 404


def test_a_letters_date_may_be_typed_in_thai(cast, draft, as_, valid):
    as_(cast.kanplu).post(at("number_letter", draft), valid("number_letter") | day("letter_on", "๒๕", "6", "๖๘"))
    draft.refresh_from_db()
    assert draft.letter_on == datetime.date(2025, 6, 25)


STEPS = ("choose_agency", "give_reason", "climb_ladder", "choose_sections", "record_consent")
OTHER_WAY = ("ground", "ground_reason", "head_informed_on")  # only asked when nobody was asked for consent
MAY_STAY = ("is_urgent", "tried", "skip_reason", "sensitive_reason", "consent_evidence")


def test_with_consent_at_hand_a_letter_asks_twelve_things_and_knows_most_of_them(cast, case, hospital, as_):
    """ux.md 4.1. Of the letter itself nothing is asked: its signer is known and its number is the head's."""
    School.objects.filter(pk=cast.school.pk).update(head_name="นายประพันธ์ นามสมมติ", head_position="ผอ.")
    make.guardian(cast.chaba, first_name="ดาวเรือง", relation="mother")
    client = as_(cast.kanplu)
    client.post(reverse("referrals:refer", args=[case.public_id]), {"agency": hospital.public_id})
    draft = Referral.objects.get()
    asked, known = [], []
    for view in STEPS:
        address = f"{at(view, draft)}?pick=needed" if view == "choose_sections" else at(view, draft)
        for each in client.get(address).context["form"].visible_fields():
            if each.name not in (*OTHER_WAY, *MAY_STAY):
                asked.append(each.name)
                known += [each.name] if each.value() else []
    assert len(asked) == 12, asked
    assert [name for name in asked if name not in known] == ["ready", "consent", "child_wish", "consent_how"]
    todo = {step.view for step in steps(draft) if step.missing}
    assert todo == {"climb_ladder", "choose_sections", "record_consent"}
