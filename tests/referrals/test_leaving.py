"""The ways out: closed with how it ended, called back, followed to another agency; and the way in, from a case."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.actions import close_case
from cases.models import Event, IllegalMove
from journal.context import acting
from journal.models import Line, Verb
from referrals import actions
from referrals.models import Link, Referral
from tests import make

DAY = datetime.date(2025, 6, 25)
SIGNED = {"letter_number": "ศธ 04000.000/15", "letter_on": DAY, "sent_on": DAY}


def at(view, referral):
    return reverse(f"referrals:{view}", args=[referral.public_id])


def opened(referral, by):
    with acting(by):
        return actions.issue_link(referral, by=by)


@pytest.fixture
def refused(case, hospital, cast):
    return make.referral(
        case,
        by=cast.kanplu,
        agency=hospital,
        state="declined",
        sections=["name", "notes"],
        sensitive_reason="นัดพบแพทย์",
        tried="เยี่ยมบ้านแล้ว",
        is_urgent=True,
        skip_reason="รอประชุมไม่ได้",
    )


def test_closing_says_how_it_ended_and_shuts_the_door(cast, sent, as_):
    opened(sent, cast.kanplu)
    typed = {"version": "1", "outcome": "helped", "reason": "มาเรียนทุกวันแล้ว"}
    assert as_(cast.kanplu).post(at("close", sent), typed).status_code == 302
    sent.refresh_from_db()
    assert (sent.state, sent.outcome, sent.closing_reason) == ("closed", "helped", "มาเรียนทุกวันแล้ว")
    assert Link.objects.get(referral=sent).revoked_at is not None
    assert Event.objects.filter(case=sent.case).latest("pk").text == f"{sent.code} ปิดการส่งต่อ · ได้รับบริการและดีขึ้น"


def test_what_was_sent_is_not_closed_without_an_outcome(cast, sent, as_):
    answer = as_(cast.kanplu).post(at("close", sent), {"version": "1", "reason": "จบแล้ว"})
    assert "เลือกว่าการส่งต่อนี้จบอย่างไร" in answer.content.decode()
    sent.refresh_from_db()
    assert sent.state == "sent"


@pytest.mark.parametrize("fixture", ["draft", "waiting"])
def test_what_was_never_sent_is_closed_as_that(cast, as_, fixture, request):
    referral = request.getfixturevalue(fixture)
    assert as_(cast.kanplu).post(at("close", referral), {"version": "1", "reason": "ไม่ต้องแล้ว"}).status_code == 302
    referral.refresh_from_db()
    assert (referral.state, referral.outcome) == ("closed", "unsent")


def test_calling_back_says_why_and_shuts_the_door_at_once(cast, sent, as_):
    opened(sent, cast.kanplu)
    assert "ใช้ไม่ได้ทันที" in as_(cast.praphan).get(at("revoke", sent)).content.decode()
    assert as_(cast.praphan).post(at("revoke", sent), {"version": "1", "reason": "แม่ขอถอน"}).status_code == 302
    sent.refresh_from_db()
    assert (sent.state, sent.revoked_by, sent.revoked_reason) == ("revoked", cast.praphan, "แม่ขอถอน")
    assert not Link.objects.get(referral=sent).is_alive(timezone.now())
    assert Event.objects.filter(case=sent.case).latest("pk").text.startswith(f"{sent.code} เพิกถอนการส่งต่อถึง")
    assert "แม่ขอถอน" not in Event.objects.filter(case=sent.case).latest("pk").text
    assert Line.objects.filter(verb=Verb.REVOKED, about="referrals.Referral", about_id=sent.pk).count() == 1


def test_a_reason_is_needed_to_call_back(cast, sent, as_):
    assert as_(cast.kanplu).post(at("revoke", sent), {"version": "1", "reason": " "}).status_code == 200
    sent.refresh_from_db()
    assert sent.state == "sent"


def test_another_agency_gets_the_words_but_not_the_consent(cast, refused, as_):
    other = make.agency("พมจ.ตัวอย่างธานี", area=cast.area)
    answer = as_(cast.kanplu).post(at("send_to_another", refused), {"agency": other.public_id})
    draft = Referral.objects.get(follows=refused)
    assert answer["Location"] == at("referral", draft)
    copied = ("reason", "tried", "asked", "sections", "sensitive_reason", "is_urgent", "skip_reason")
    assert [getattr(draft, name) for name in copied] == [getattr(refused, name) for name in copied]
    assert (draft.state, draft.agency, draft.consent, draft.consent_by) == ("draft", other, "", "")
    assert (draft.letter_number, draft.packet, draft.signed_at) == ("", None, None)


def test_the_same_agency_keeps_the_consent_it_was_given(cast, refused, hospital):
    with acting(cast.kanplu):
        draft = actions.send_to_another(refused, agency=hospital, by=cast.kanplu)
    assert (draft.consent, draft.consent_by) == ("given", "นางดาวเรือง ลองเรียน")


def test_what_was_called_back_leaves_no_consent_to_anybody(cast, case, hospital):
    revoked = make.referral(case, by=cast.kanplu, agency=hospital, state="revoked")
    with acting(cast.kanplu):
        draft = actions.send_to_another(revoked, agency=hospital, by=cast.kanplu)
    assert (draft.reason, draft.consent, draft.consent_by) == (revoked.reason, "", "")


def test_a_letter_is_followed_by_one_draft_at_a_time(cast, refused, hospital):
    with acting(cast.kanplu):
        first = actions.send_to_another(refused, agency=hospital, by=cast.kanplu)
        with pytest.raises(IllegalMove, match=first.code):
            actions.send_to_another(refused, agency=hospital, by=cast.kanplu)
        actions.close(first, reason="ไม่ส่งแล้ว", version=first.version, by=cast.kanplu)
        assert actions.send_to_another(refused, agency=hospital, by=cast.kanplu).follows == refused


def test_the_old_one_is_closed_when_the_new_one_is_sent_and_not_before(cast, refused, hospital):
    with acting(cast.kanplu):
        draft = actions.send_to_another(refused, agency=hospital, by=cast.kanplu)
        draft = actions.ask_signature(draft, version=draft.version, by=cast.kanplu)
    refused.refresh_from_db()
    assert refused.state == "declined"
    with acting(cast.praphan):
        actions.sign(draft, version=draft.version, by=cast.praphan, **SIGNED)
    refused.refresh_from_db()
    assert (refused.state, refused.outcome) == ("closed", "elsewhere")
    assert draft.code in refused.closing_reason


def test_a_closed_case_sends_to_nobody(cast, refused, hospital, as_):
    refused.case.state = "closed"
    refused.case.outcome, refused.case.closed_by, refused.case.closed_at = "improved", cast.kanplu, timezone.now()
    refused.case.save()
    answer = as_(cast.kanplu).post(at("send_to_another", refused), {"agency": hospital.public_id})
    assert (answer.status_code, Referral.objects.filter(follows=refused).count()) == (409, 0)


def test_the_door_of_a_letter_shuts_with_its_case(cast, sent):
    opened(sent, cast.kanplu)
    with acting(cast.kanplu):
        close_case(sent.case, outcome="moved", text="ย้ายโรงเรียน", by=cast.kanplu)
    link = Link.objects.get(referral=sent)
    assert (link.revoked_at is not None, link.revoked_by) == (True, cast.kanplu)


def test_other_doors_stay_open_when_a_case_closes(cast, sent, hospital):
    other = make.case(make.student("มะลิ", classroom=cast.room), by=cast.kanplu)
    theirs = make.referral(other, by=cast.kanplu, agency=hospital, state="sent")
    opened(theirs, cast.kanplu)
    with acting(cast.kanplu):
        close_case(sent.case, outcome="moved", text="ย้ายโรงเรียน", by=cast.kanplu)
    assert Link.objects.get(referral=theirs).revoked_at is None


def test_one_begins_from_a_case_of_her_own_or_finds_another(cast, case, as_):
    page = as_(cast.kanplu).get("/referrals/new/").content.decode()
    assert case.code in page
    assert reverse("referrals:refer", args=[case.public_id]) in page
    found = as_(cast.kanplu).post("/referrals/new/", {"q": "ชบา"}).content.decode()
    assert case.code in found
    assert "ไม่พบเคสที่ส่งต่อได้" in as_(cast.kanplu).post("/referrals/new/", {"q": "ไม่มีใคร"}).content.decode()


def test_a_case_nobody_has_taken_is_not_offered(cast, case, as_):
    case.state, case.owner, case.accepted_by, case.accepted_at = "intake", None, None, None
    case.save()
    assert case.code not in as_(cast.kanplu).post("/referrals/new/", {"q": "ชบา"}).content.decode()
