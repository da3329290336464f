"""What can happen to a referral, and that every act leaves its line and tells the case."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from cases.actions import close_case
from cases.models import Event, IllegalMove, InCare
from journal.context import acting
from journal.models import Line, Verb
from referrals import actions
from referrals.models import NEXT, Referral, State
from schools.models import Role
from tests import make

DAY = datetime.date(2025, 6, 25)
ANSWER = {
    "result": "accepted",
    "said_by": "พยาบาลมะลิ",
    "position": "พยาบาลวิชาชีพ",
    "phone": "000-000-0000",
    "how": "phone",
    "received_on": DAY,
    "appointment_on": datetime.date(2025, 6, 30),
    "advice": "พามาพบวันจันทร์",
}
SIGNED = {"letter_number": "ศธ 04000.000/15", "letter_on": DAY, "sent_on": DAY}


def lines(verb, referral):
    return Line.objects.filter(verb=verb, about="referrals.Referral", about_id=referral.pk)


def told(case):
    return list(Event.objects.filter(case=case).order_by("pk").values_list("kind", "text"))


def test_every_state_has_a_row():
    assert set(NEXT) == set(State)


def test_closed_is_the_end_and_answers_may_be_added():
    assert NEXT[State.CLOSED] == set()
    assert State.ANSWERED in NEXT[State.ANSWERED]


@pytest.mark.parametrize("at", State)
@pytest.mark.parametrize("to", State)
def test_only_the_tables_moves_are_made(at, to):
    referral = Referral(state=at)
    if to in NEXT[at]:
        referral.move(to)
        assert referral.state == to
    else:
        with pytest.raises(IllegalMove, match="การส่งต่อนี้อยู่ในขั้น"):
            referral.move(to)
        assert referral.state == at


def test_a_draft_starts_with_the_cases_words_and_nothing_ticked(cast, case, hospital):
    referral = actions.refer(case, agency=hospital, by=cast.kanplu)
    assert "ยายป่วย ต้องอยู่ดูแล" in referral.reason
    assert "ขอทุนอาหารกลางวัน" in referral.tried
    assert "ชบามาเรียนทุกวัน" in referral.asked
    assert "ความลับ" not in referral.reason + referral.tried + referral.asked
    assert (referral.sections, referral.packet, referral.consent) == ([], None, "")
    assert referral.signer_name == "นายประพันธ์ นามสมมติ"
    assert referral.code == "R-2568-0001"
    assert told(case) == [("referred", "R-2568-0001 เริ่มร่างหนังสือส่งต่อ")]
    assert lines(Verb.REFERRED, referral).get().students == [cast.chaba.pk]


def test_an_acting_head_signs_where_the_school_names_one(cast, case):
    cast.school.acting_head_name = "นางสาวรักษา การแทน"
    cast.school.acting_head_position = "ครู รักษาการในตำแหน่งผู้อำนวยการโรงเรียน"
    cast.school.save()
    referral = actions.refer(case, by=cast.kanplu)
    assert referral.signer_name == "นางสาวรักษา การแทน"


def test_numbers_follow_each_other_within_school_and_year(cast, case):
    assert [actions.refer(case, by=cast.kanplu).number for _ in range(3)] == [1, 2, 3]


def test_only_a_case_that_is_worked_on_is_referred(cast, case):
    case.state = "intake"
    case.save()
    with pytest.raises(IllegalMove, match="ส่งต่อได้ตั้งแต่รับเรื่อง"):
        actions.refer(case, by=cast.kanplu)


def test_the_steps_write_the_draft(cast, case, hospital):
    referral = actions.refer(case, by=cast.kanplu)
    referral = actions.choose_agency(referral, agency=hospital, version=1, by=cast.kanplu)
    referral = actions.give_reason(referral, reason="ก", tried="ข", asked="ค", version=2, by=cast.kanplu)
    referral = actions.choose_sections(
        referral, sections=["health", "name", "made_up"], sensitive_reason="นัดตรวจ", version=3, by=cast.kanplu
    )
    assert (referral.sections, referral.sensitive_reason) == (["name", "health"], "นัดตรวจ")
    referral = actions.choose_sections(
        referral, sections=["name"], sensitive_reason="นัดตรวจ", version=4, by=cast.kanplu
    )
    assert referral.sensitive_reason == "", "a reason for nothing is not kept"
    referral = actions.number_letter(
        referral, letter_number="1", letter_on=DAY, signer_name="ก", signer_position="ข", version=5, by=cast.kanplu
    )
    referral.refresh_from_db()
    assert referral.version == 6
    assert [line.detail["part"] for line in lines(Verb.RECORDED, referral).order_by("pk")] == [
        "agency",
        "reason",
        "sections",
        "sections",
        "letter",
    ]


def test_consent_and_ground_exclude_each_other(cast, draft):
    ground = {"ground": "danger", "ground_reason": "สงสัยว่าถูกทำร้าย", "head_informed_on": DAY}
    referral = actions.record_consent(draft, consent="ground", **ground, version=1, by=cast.kanplu)
    referral.refresh_from_db()
    assert (referral.consent_by, referral.consent_on, referral.consent_version) == ("", None, "")
    given = {
        "consent_by": "นางดาวเรือง ลองเรียน",
        "consent_relation": "แม่",
        "consent_on": DAY,
        "consent_how": "phone",
        "consent_evidence": "",
    }
    referral = actions.record_consent(referral, consent="given", **given, version=2, by=cast.kanplu)
    referral.refresh_from_db()
    assert (referral.ground, referral.ground_reason, referral.head_informed_on) == ("", "", None)
    assert referral.consent_version


def test_consent_without_a_person_is_refused_by_the_database(draft):
    draft.consent_by = ""
    with pytest.raises(IntegrityError, match="consent_says_who_when_and_how"), transaction.atomic():
        draft.save()


def test_a_stale_page_changes_nothing(cast, draft):
    actions.give_reason(draft, reason="ใหม่", tried="", asked="ใหม่", version=1, by=cast.kanplu)
    with pytest.raises(actions.Stale) as stale:
        actions.give_reason(draft, reason="เก่า", tried="", asked="เก่า", version=1, by=cast.kanplu)
    assert stale.value.current.reason == "ใหม่"


def test_asking_for_the_signature_freezes_only_what_is_ticked(cast, case, draft):
    referral = actions.ask_signature(draft, version=1, by=cast.kanplu)
    assert referral.state == State.AWAITING_SIGNATURE
    assert [part["key"] for part in referral.packet["parts"]] == ["name"]
    cast.chaba.first_name = "เปลี่ยนชื่อ"
    cast.chaba.save()
    referral.refresh_from_db()
    assert "ชบา" in str(referral.packet["parts"])
    assert lines(Verb.ASKED, referral).get().detail["sections"] == ["name"]
    assert told(case)[-1] == ("referred", f"{referral.code} ส่งให้ ผอ. ลงนาม")


@pytest.mark.parametrize(
    ("lacking", "said"),
    [
        ({"agency": None}, "เลือกหน่วยงานปลายทาง"),
        ({"asked": ""}, "เขียนเหตุผลและสิ่งที่ขอให้ช่วย"),
        ({"sections": []}, "อย่างน้อย 1 รายการ"),
        ({"sections": ["health"]}, "เขียนเหตุที่ต้องส่งข้อมูลอ่อนไหว"),
        ({"consent": ""}, "ยังไม่มีความยินยอมของผู้ปกครอง"),
        ({"signer_name": ""}, "ใส่ชื่อและตำแหน่งผู้ลงนาม"),
    ],
)
def test_an_incomplete_draft_stays_and_says_what_is_missing(cast, draft, lacking, said):
    for name, value in lacking.items():
        setattr(draft, name, value)
    draft.save()
    with pytest.raises(actions.Incomplete, match=said):
        actions.ask_signature(draft, version=1, by=cast.kanplu)
    draft.refresh_from_db()
    assert draft.state == State.DRAFT


def test_an_agency_that_is_no_longer_used_must_be_chosen_anew(cast, draft, hospital):
    actions.edit_agency(hospital, is_active=False, by=cast.rabop)
    draft.refresh_from_db()
    with pytest.raises(actions.Incomplete, match="เลิกใช้แล้ว"):
        actions.ask_signature(draft, version=1, by=cast.kanplu)


def test_the_head_signs_and_the_clock_starts(cast, case, waiting):
    referral = actions.sign(waiting, **SIGNED, version=1, by=cast.praphan)
    assert (referral.state, referral.sent_on, referral.signed_by) == (State.SENT, DAY, cast.praphan)
    assert lines(Verb.SIGNED, referral).get().detail == {"is_drafter": False}
    assert lines(Verb.SENT, referral).exists()
    assert told(case)[-1] == ("referred", f"{referral.code} ลงนามและส่งถึง{referral.agency}")


def test_a_head_who_drafted_it_may_sign_and_the_case_says_so(cast, case, waiting):
    make.appoint(cast.kanplu, Role.HEAD, school=cast.school)
    referral = actions.sign(waiting, **SIGNED, version=1, by=cast.kanplu)
    assert "ผู้ลงนามเป็นผู้ร่างด้วย" in told(case)[-1][1]
    assert lines(Verb.SIGNED, referral).get().detail == {"is_drafter": True}


def test_a_letter_is_signed_once(cast, waiting):
    actions.sign(waiting, **SIGNED, version=1, by=cast.praphan)
    with pytest.raises(actions.Stale):
        actions.sign(waiting, **SIGNED, version=1, by=cast.praphan)
    with pytest.raises(IllegalMove):
        actions.sign(waiting, **SIGNED, version=2, by=cast.praphan)


def test_returned_it_is_a_draft_without_a_packet_and_says_why(cast, case, waiting):
    referral = actions.return_to_draft(waiting, reason="เพิ่มเบอร์โทร", version=1, by=cast.praphan)
    referral.refresh_from_db()
    assert (referral.state, referral.packet, referral.returned_reason) == (State.DRAFT, None, "เพิ่มเบอร์โทร")
    assert told(case)[-1] == ("referred", f"{referral.code} ผอ. ส่งกลับให้แก้ไข")
    actions.ask_signature(referral, version=2, by=cast.kanplu)
    referral.refresh_from_db()
    assert referral.returned_reason == ""


def test_what_waits_for_a_signature_is_not_edited(cast, waiting):
    with pytest.raises(IllegalMove, match="เฉพาะตอนเป็นร่าง"):
        actions.give_reason(waiting, reason="ก", tried="", asked="ข", version=1, by=cast.kanplu)


def test_the_first_answer_stops_the_clock_and_later_ones_are_added(cast, case, sent, clock):
    reply = actions.record_reply(sent, **ANSWER, version=1, by=cast.kanplu)
    sent.refresh_from_db()
    first = sent.answered_at
    assert (sent.state, reply.student_id) == (State.ANSWERED, cast.chaba.pk)
    assert told(case)[-1] == ("answered", f"{sent.code} {sent.agency}: รับดูแล นัด 30\u00a0มิ.ย.\u00a02568")
    clock.shift(datetime.timedelta(days=3))
    actions.record_reply(sent, **ANSWER | {"result": "more", "appointment_on": None}, version=2, by=cast.praphan)
    sent.refresh_from_db()
    assert sent.answered_at == first
    assert sent.replies.count() == 2
    assert [line.detail["result"] for line in lines(Verb.ANSWERED, sent).order_by("pk")] == ["accepted", "more"]


def test_nothing_is_answered_before_it_was_sent(cast, waiting):
    with pytest.raises(IllegalMove):
        actions.record_reply(waiting, **ANSWER, version=1, by=cast.kanplu)


@pytest.mark.parametrize("state", ["draft", "awaiting_signature", "sent", "answered"])
def test_it_is_closed_from_any_state_with_a_reason(cast, case, hospital, state):
    referral = make.referral(case, by=cast.kanplu, agency=hospital, state=state)
    actions.close(referral, reason="ได้รับบริการแล้ว", version=1, by=cast.kanplu)
    referral.refresh_from_db()
    assert (referral.state, referral.closing_reason) == (State.CLOSED, "ได้รับบริการแล้ว")
    assert lines(Verb.CLOSED, referral).exists()
    with pytest.raises(IllegalMove):
        actions.close(referral, reason="อีกครั้ง", version=2, by=cast.kanplu)


def test_what_was_written_about_the_child_is_in_no_line_and_no_event(cast, case, sent):
    actions.record_reply(sent, **ANSWER | {"advice": "คำลับเฉพาะ"}, version=1, by=cast.kanplu)
    assert not Line.objects.filter(detail__icontains="คำลับเฉพาะ").exists()
    assert not any("คำลับเฉพาะ" in text for _, text in told(case))


def test_agencies_are_kept_with_lines(cast):
    kind = make.agency("รพ.สต.จำลอง", area=cast.area).type
    made = actions.add_agency(
        area=cast.area,
        school=cast.school,
        type=kind,
        name="มูลนิธิสมมติ",
        addressee="ประธานมูลนิธิ",
        address="",
        phone="",
        contact="",
        by=cast.kanplu,
    )
    actions.edit_agency(made, name="มูลนิธิจำลอง", by=cast.kanplu)
    made.refresh_from_db()
    assert made.name == "มูลนิธิจำลอง"
    assert Line.objects.filter(verb=Verb.CONFIGURED, about="referrals.Agency", about_id=made.pk).count() == 2


def test_a_child_whose_case_is_closed_is_in_nobodys_care_whatever_letters_had_been_sent(cast):
    case = make.case(cast.chaba, by=cast.kanplu, state="helping")
    make.referral(case, by=cast.kanplu, state="sent")
    with acting(cast.kanplu):
        assert InCare.objects.filter(pk=cast.chaba.pk).exists()
        close_case(case, outcome="ended", text="ดูแลต่อในห้อง", version=case.version, by=cast.kanplu)
        assert not InCare.objects.filter(pk=cast.chaba.pk).exists()
