"""What a case asked of others ends with it; a letter does not leave for a case that is closed."""

import pytest

from cases.actions import close_case
from cases.models import Case, IllegalMove
from journal.context import acting
from referrals import actions
from referrals.models import Inside, Link, Referral
from schools.models import Notice
from students.models import Share
from tests import make


@pytest.mark.parametrize(
    ("state", "outcome"),
    [
        ("draft", "unsent"),
        ("awaiting_signature", "unsent"),
        ("sent", "not_served"),
        ("received", ""),
        ("answered", ""),
        ("declined", "not_served"),
        ("expired", "not_served"),
        ("revoked", "not_served"),
    ],
)
def test_a_letter_is_closed_with_its_case(case, cast, state, outcome):
    letter = make.referral(case, by=cast.kanplu, state=state)
    shut(case, cast)
    letter.refresh_from_db()
    assert (letter.state, letter.outcome, letter.closed_by) == ("closed", outcome, cast.kanplu)
    assert letter.version == 2


def test_its_door_and_its_share_end_too(case, sent, cast):
    with acting(cast.kanplu):
        actions.issue_link(sent, by=cast.kanplu)
    make.inside(case, to="psychologist", people=[cast.chit], by=cast.kanplu)
    shut(case, cast)
    assert Link.objects.get().revoked_at is not None
    assert Inside.objects.get().state == "revoked"
    assert Share.objects.get().ended_at is not None


def test_letters_of_other_cases_go_on(case, cast):
    other = make.case(cast.thara, by=cast.mana, owner=cast.kanplu)
    letter = make.referral(other, by=cast.kanplu, state="sent")
    shut(case, cast)
    letter.refresh_from_db()
    assert letter.state == "sent"


@pytest.mark.parametrize("state", ["draft", "awaiting_signature"])
def test_nothing_leaves_for_a_closed_case(case, cast, state):
    letter = make.referral(case, by=cast.kanplu, state=state)
    Case.objects.filter(pk=case.pk).update(
        state="closed", closed_by=cast.kanplu, closed_at=make.now(), outcome="ended", due_on=None
    )
    Referral.objects.filter(pk=letter.pk).update(state=state)  # as it stood before cases ended their letters
    act = {"draft": ask, "awaiting_signature": sign}[state]
    with acting(cast.praphan), pytest.raises(IllegalMove):
        act(Referral.objects.get(pk=letter.pk), cast)


def test_the_page_says_so_before(case, sent, as_, cast):
    body = as_(cast.kanplu).get(f"/cases/{case.public_id}/close/").content.decode()
    assert "จะปิดไปพร้อมกัน" not in body
    with acting(cast.kanplu):
        actions.revoke(sent, reason="ครอบครัวขอไปเอง", version=sent.version, by=cast.kanplu)
    body = as_(cast.kanplu).get(f"/cases/{case.public_id}/close/").content.decode()
    assert "จะปิดไปพร้อมกัน" in body


def test_the_head_hears_of_a_letter_and_the_counselor_of_what_she_did(case, waiting, cast):
    with acting(cast.praphan):
        sign(waiting, cast)
    told = Notice.objects.get(to_user=cast.kanplu, kind="case")
    assert told.url == f"/referrals/{waiting.public_id}/hand-over/"


def shut(case, cast):
    with acting(cast.kanplu):
        close_case(Case.objects.get(pk=case.pk), outcome="ended", text="ย้ายตามผู้ปกครอง", by=cast.kanplu)


def ask(letter, cast):
    actions.ask_signature(letter, version=letter.version, by=cast.praphan)


def sign(letter, cast):
    on = make.now().date()
    actions.sign(letter, letter_number="ศธ 1/2", letter_on=on, sent_on=on, version=letter.version, by=cast.praphan)
