"""What the school did before it asks outside, read from the case; who goes past a rung says why."""

import datetime

import pytest
from django.urls import reverse

from cases.models import Case, Conference
from referrals.ladder import READY_REASONS, rungs, skipped
from referrals.steps import missing
from tests import make


def confer(case, *, by, state="done"):
    done_at = make.now() if state == "done" else None
    return Conference.objects.create(
        case=case,
        student=case.student,
        school=case.school,
        state=state,
        held_on=datetime.date(2025, 6, 23),
        resolution="ส่งต่อ",
        recorded_by=by,
        recorded_at=make.now(),
        done_at=done_at,
    )


def test_an_ordinary_case_has_stood_on_two_rungs_and_a_conference_is_the_third(cast, case):
    assert [rung.key for rung in skipped(case)] == ["committee"]
    confer(case, by=cast.kanplu, state="draft")
    assert [rung.key for rung in skipped(case)] == ["committee"]
    confer(case, by=cast.kanplu)
    assert skipped(case) == []


def test_a_counselor_who_opened_it_herself_and_did_nothing_stands_on_no_rung(cast, case):
    other = Case.objects.get(pk=case.pk)
    other.pk, other.public_id, other.number = None, "zzzzzzz2", 43
    other.student, other.opened_by = cast.kita, cast.kanplu
    other.save()
    assert [rung.key for rung in skipped(other)] == ["teacher", "counselor", "committee"]


def test_what_a_homeroom_teacher_did_counts_whoever_opened_the_case(cast, case):
    case.opened_by = cast.kanplu
    case.save()
    teacher = rungs(case)[0]
    assert (teacher.is_done, teacher.told) == (True, "ครูประจำชั้นทำงานช่วยเหลือแล้ว")


def test_a_skipped_rung_without_a_reason_holds_the_letter_back(cast, case, hospital):
    draft = make.referral(case, by=cast.kanplu, agency=hospital, skip_reason="")
    assert missing(draft) == ["เขียนเหตุที่ข้ามขั้นในโรงเรียน"]
    confer(case, by=cast.kanplu)
    assert missing(draft) == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({"ready": READY_REASONS[0]}, READY_REASONS[0]),
        ({"skip_reason": "ผู้ปกครองขอ"}, "ผู้ปกครองขอ"),
        ({"ready": READY_REASONS[3], "skip_reason": "แม่ขอ"}, f"{READY_REASONS[3]} แม่ขอ"),
    ],
)
def test_danger_is_a_ready_reason_and_ones_own_words_are_another(cast, case, hospital, as_, typed, kept):
    draft = make.referral(case, by=cast.kanplu, agency=hospital, skip_reason="")
    page = reverse("referrals:climb_ladder", args=[draft.public_id])
    assert "ยังไม่ถึงขั้นนี้" in as_(cast.kanplu).get(page).content.decode()
    assert as_(cast.kanplu).post(page, {"version": 1, **typed}).status_code == 302
    draft.refresh_from_db()
    assert draft.skip_reason == kept


def test_no_reason_is_no_reason(cast, draft, as_):
    page = reverse("referrals:climb_ladder", args=[draft.public_id])
    for typed in ({}, {"ready": "อยากข้าม"}, {"skip_reason": " \u200b"}):
        assert "รายการที่ต้องแก้" in as_(cast.kanplu).post(page, {"version": 1, **typed}).content.decode()


def test_the_head_reads_what_was_passed_by_and_the_agency_does_not(cast, waiting, as_):
    body = as_(cast.praphan).get(reverse("referrals:sign", args=[waiting.public_id])).content.decode()
    assert "คณะกรรมการประชุมรายกรณี" in body
    assert waiting.skip_reason in body
    assert waiting.skip_reason not in str(waiting.packet)
