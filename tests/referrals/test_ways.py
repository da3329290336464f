"""Every act in every state: what the table allows is done, all else answers 409 in Thai and is a line (C18)."""

import pytest
from django.urls import reverse

from journal.models import Line, Verb
from referrals.listing import ways_on
from referrals.models import INSIDE_NEXT, NEXT, SIDE_EXITS, Inside, InsideState, Referral, State
from referrals.models.inside import IllegalMove
from tests import make
from tools.states import drawn


def date(name):
    return {f"{name}_day": "25", f"{name}_month": "6", f"{name}_year": "2568"}


REPLY = {"said_by": "พยาบาลมะลิ", "how": "phone", **date("received_on")}
# view -> (who, the state it leads to, what is sent)
ACTS = {
    "check": ("kanplu", State.AWAITING_SIGNATURE, {"link_days": "30", "code_by": "phone"}),
    "return_to_draft": ("praphan", State.DRAFT, {"reason": "เพิ่มเบอร์"}),
    "take_back": ("kanplu", State.DRAFT, {}),
    "sign": ("praphan", State.SENT, {"letter_number": "ศธ 1/9", **date("letter_on"), **date("sent_on")}),
    "record_reply": ("kanplu", State.ANSWERED, {"result": "accepted", "advice": "พักผ่อน", **REPLY}),
    "revoke": ("kanplu", State.REVOKED, {"reason": "แม่ขอถอน"}),
    "close": ("kanplu", State.CLOSED, {"reason": "จบแล้ว", "outcome": "served"}),
}


def is_legal(view, at, to):
    """`sign` is not how a link that has expired waits again: that is `renew_link`."""
    return to in NEXT[at] and not (view == "sign" and at == State.EXPIRED)


@pytest.mark.parametrize("at", State)
@pytest.mark.parametrize("view", ACTS)
def test_the_table_decides(cast, case, hospital, as_, view, at):
    who, to, typed = ACTS[view]
    letter = make.referral(case, by=cast.kanplu, agency=hospital, state=at, skip_reason="รอประชุมไม่ได้")
    path = reverse(f"referrals:{view}", args=[letter.public_id])
    answer = as_(getattr(cast, who)).post(path, {"version": "1"} | typed)
    letter.refresh_from_db()
    if is_legal(view, at, to):
        assert (answer.status_code, letter.state) == (302, to)
    else:
        assert (answer.status_code, letter.state) == (409, at)
        assert f"การส่งต่อนี้อยู่ในขั้น “{at.label}”" in answer.content.decode()
        last = Line.objects.filter(verb=Verb.REFUSED).latest("pk")
        assert (last.about, last.detail["status"]) == (f"referrals:{view}", 409)


@pytest.mark.parametrize("at", State)
def test_only_side_exits_are_followed(cast, case, hospital, as_, at):
    letter = make.referral(case, by=cast.kanplu, agency=hospital, state=at)
    path = reverse("referrals:send_to_another", args=[letter.public_id])
    answer = as_(cast.kanplu).post(path, {"agency": hospital.public_id})
    assert answer.status_code == (302 if at in SIDE_EXITS else 409)
    assert Referral.objects.filter(follows=letter).exists() == (at in SIDE_EXITS)


@pytest.mark.parametrize("at", State)
@pytest.mark.parametrize("who", ["kanplu", "praphan", "somying"])
def test_a_card_lists_what_may_be_done_and_nothing_else(cast, case, hospital, as_, at, who):
    letter, person = make.referral(case, by=cast.kanplu, agency=hospital, state=at), getattr(cast, who)
    listed = {way.view for way in ways_on(person, letter)}
    may = {view for view, (one, to, _) in ACTS.items() if one == who and is_legal(view, at, to)}
    if who == "praphan":
        may |= {view for view in ("record_reply", "revoke") if is_legal(view, at, ACTS[view][1])}
    if who == "kanplu":
        may |= {"send_to_another"} if at in SIDE_EXITS else set()
        may |= {"renew_link"} if at == State.EXPIRED else set()
    assert listed - ({"renew_link"} if who == "praphan" else set()) == may


@pytest.mark.parametrize("at", InsideState)
@pytest.mark.parametrize("to", InsideState)
def test_inside_only_the_tables_moves_are_made(at, to):
    inside = Inside(state=at)
    if to in INSIDE_NEXT[at]:
        inside.move(to)
        assert inside.state == to
    else:
        with pytest.raises(IllegalMove, match="การส่งต่อนี้อยู่ในขั้น"):
            inside.move(to)


def test_the_drawing_has_letters_and_what_stays_inside():
    for state in [*State, *InsideState]:
        assert f"`{state.value}` | {state.label}" in drawn()


def test_who_only_opens_the_address_of_a_button_is_led_to_its_page(cast, case, as_):
    """A reload, or the way back from signing in: nothing is done by it."""
    agency = make.agency(area=cast.area, school=cast.school)
    contact, agreement = make.contact(agency), make.agreement(area=cast.area, school=cast.school, by=cast.kanplu)
    inside = make.inside(case, to="nurse", people=[cast.pim], by=cast.kanplu)
    places = {
        ("pim", "accept_inside", (inside.public_id,)): ("inside", inside),
        ("kanplu", "remove_contact", (agency.public_id, contact.public_id)): ("agency", agency),
        ("kanplu", "add_paper", (agreement.public_id,)): ("agreement", agreement),
    }
    for (who, view, ids), (page, about) in places.items():
        answer = as_(getattr(cast, who)).get(reverse(f"referrals:{view}", args=ids))
        assert (answer.status_code, answer["Location"]) == (302, reverse(f"referrals:{page}", args=[about.public_id]))
    assert Inside.objects.get().state == InsideState.PENDING
    assert agency.contacts.count() == 1
