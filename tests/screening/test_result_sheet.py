"""Results without answers on the sheet of a room: who sees them, who may write over them, and whom they alarm."""

import pytest
from django.urls import reverse

from journal.models import Line
from screening import actions
from screening.actions.papers import Refused
from screening.instruments.definition import TOTAL
from screening.models import Assessment
from screening.views import second_pass
from students.models import Alert
from tests.make.assessments import assessment, instrument, sdq

DAY = {"assessed_on_day": "20", "assessed_on_month": "6", "assessed_on_year": "2568"}
TOLD = DAY | {"source": "รพ.สต. สมมติ"}
NINE = tuple(str(at) for at in range(1, 10))


@pytest.fixture
def cesd(room):
    """CES-D of ชบา, เสี่ยง with 27, stored by the counselor."""
    more = {"mode": "result", "words": "เสี่ยง", "scores": {TOTAL: 27}, "source": "รพ.", "round_": room.round}
    return assessment(room.chaba, by=room.kanplu, code="ces-d", rater="self", level=2, **more)


def page(room, code, query="", name="class_sheet", *more):
    instrument(code)
    found = reverse(f"screening:{name}", args=[room.classroom.public_id, room.round.public_id, code, *more])
    return f"{found}?{query}" if query else found


def rows(answer):
    return answer.content.decode().split("<tbody>")[1].split("</tbody>")[0]


def keyed(student, values, keys=NINE, was=None, version=0):
    cells = {f"c-{student.public_id}-{key}": value for key, value in zip(keys, values, strict=True)}
    return cells | {f"was-{student.public_id}": f"{version}.{was or '-' * len(keys)}"}


def phqa(room, answers, by, **extras):
    used = instrument("phq-a")
    told = {one.code: 0 for one in used.parsed.extras} | extras
    entry = actions.Entry(room.chaba, items=answers, extras=told)
    return actions.record_assessments(
        room.round, classroom=room.classroom, instrument=used, rater="self", entries=[entry], by=by
    )


@pytest.mark.parametrize("who", ["somying", "praphan", "pim"])
def test_a_result_is_not_shown_to_whom_may_not_read_it(room, cast, as_, cesd, who):
    text = rows(as_(getattr(cast, who)).get(page(room, "ces-d")))
    assert "27" not in text
    assert f"c-{room.chaba.public_id}-level" not in text
    assert "กรอกแล้ว" in text
    assert "27" in rows(as_(room.kanplu).get(page(room, "ces-d")))


def test_who_may_not_read_a_result_cannot_write_over_it(room, cast, as_, cesd):
    data = {f"c-{room.chaba.public_id}-level": "1", f"was-{room.chaba.public_id}": "1"}
    answer = as_(cast.pim).post(page(room, "ces-d"), data | TOLD)
    assert "ครูกานพลู กรอกแผ่นของชบาไว้แล้ว จึงไม่เขียนทับ" in answer.content.decode()
    cesd.refresh_from_db()
    assert (cesd.level, cesd.version) == (2, 1)


def test_her_own_result_she_may_change(room, cast, as_):
    data = {f"c-{room.chaba.public_id}-level": "2", f"was-{room.chaba.public_id}": "0"}
    as_(cast.pim).post(page(room, "ces-d"), data | TOLD)
    again = {f"c-{room.chaba.public_id}-level": "1", f"was-{room.chaba.public_id}": "1"}
    assert as_(cast.pim).post(page(room, "ces-d"), again | TOLD).status_code == 302
    assert Assessment.objects.get().level == 1


def test_a_result_without_answers_is_not_typed_over_by_whom_may_not_read_it(room, as_):
    instrument("phq-a")
    more = {"mode": "result", "words": "ซึมเศร้าปานกลาง", "source": "รพ.", "round_": room.round}
    assessment(room.chaba, by=room.kanplu, code="phq-a", rater="self", level=2, **more)
    text = rows(as_(room.somying).get(page(room, "phq-a")))
    assert f'name="c-{room.chaba.public_id}-1"' not in text
    assert f'name="c-{room.kita.public_id}-1"' in text


def test_what_was_typed_for_a_paper_that_is_taken_stays_on_the_page(room, as_):
    phqa(room, [0] * 9, room.kanplu)
    answer = as_(room.somying).post(page(room, "phq-a"), keyed(room.chaba, "332211001"))
    assert "ครูกานพลู กรอกแผ่นของชบาไว้แล้ว จึงไม่เขียนทับ" in answer.content.decode()
    assert "<td>3</td><td>3</td><td>2</td>" in rows(answer)
    assert Assessment.objects.get().scores == {"total": 0}


def test_only_who_follows_a_child_up_learns_that_an_answer_is_urgent(room, cast, as_):
    phqa(room, [0] * 8 + [1], room.kanplu)
    assert "ต้องดูวันนี้" not in rows(as_(cast.pim).get(page(room, "phq-a")))
    for person in (room.kanplu, room.somying, room.praphan):
        assert "ต้องดูวันนี้" in rows(as_(person).get(page(room, "phq-a")))


@pytest.mark.parametrize("level", ["²", "๒", "9" * 5000, "-1", "7"])
def test_a_level_that_no_paper_says_is_refused(room, as_, level):
    data = {f"c-{room.chaba.public_id}-level": level, f"was-{room.chaba.public_id}": "9" * 5000}
    answer = as_(room.kanplu).post(page(room, "ces-d"), data | TOLD)
    assert "เลือกผลของชบา" in answer.content.decode()
    assert not Assessment.objects.exists()


@pytest.mark.parametrize("stored", ["items", "totals"])
def test_a_result_from_elsewhere_does_not_erase_a_paper_typed_here(room, as_, stored):
    if stored == "items":
        phqa(room, [1] * 9, room.kanplu)
    else:
        sdq(room.chaba, room.round, total=3, by=room.kanplu)
    before = Assessment.objects.get()
    code, rater = before.code, before.rater
    query = f"?mode=result&by={rater}&round={room.round.public_id}"
    told = {"level": "1", "version": "1"} | TOLD
    answer = as_(room.kanplu).post(f"/students/{room.chaba.public_id}/assess/{code}/{query}", told)
    assert answer.status_code == 409
    assert "จึงไม่เขียนทับ" in answer.content.decode()
    after = Assessment.objects.get()
    assert (after.mode, after.scores, after.version) == (stored, before.scores, before.version)


# -- what is urgent -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "level", "is_urgent"),
    [("8q", 1, False), ("8q", 2, True), ("phq-a", 2, False), ("phq-a", 3, True), ("9q", 3, True), ("2q", 3, False)],
)
def test_a_bad_result_without_answers_calls_for_somebody_today(room, as_, code, level, is_urgent):
    instrument(code)
    address = f"/students/{room.chaba.public_id}/assess/{code}/?mode=result&round={room.round.public_id}"
    answer = as_(room.kanplu).post(address, {"level": str(level)} | TOLD)
    assert Assessment.objects.get().is_urgent is is_urgent
    assert Alert.objects.unsettled().filter(student=room.chaba, kind="answer").exists() is is_urgent
    assert ("อย่าให้ชบาอยู่ลำพัง" in as_(room.kanplu).get(answer.url).content.decode()) is is_urgent


def test_pasted_bands_alarm_too(room, as_):
    instrument("8q")
    to = f"/classes/{room.classroom.public_id}/instruments/{room.round.public_id}/bands/"
    told = {"instrument": "8q", "rater": "self", "pasted": "ชบา ลองเรียน\tมีปัญหา\nคีตา ลองเรียน\tปกติ", "confirm": "1"}
    answer = as_(room.kanplu).post(to, told | TOLD, follow=True)
    assert "คำตอบของชบาต้องดูวันนี้" in answer.content.decode()
    assert [alert.student for alert in Alert.objects.unsettled()] == [room.chaba]


# -- the second pass ----------------------------------------------------------------------------------------------


def test_an_urgent_answer_found_in_the_second_pass_is_met_at_once(room, as_):
    phqa(room, [0] * 9, room.kanplu)
    keys = (*NINE, "Xthoughts", "Xattempt")
    chosen = {f"s-{room.chaba.public_id}-9": "1"}
    again = keyed(room.chaba, "00000000100", keys, version=1) | chosen
    body = as_(room.kanplu).post(page(room, "phq-a", "pass=2"), again).content.decode()
    assert "คำตอบของชบาต้องดูวันนี้" in body
    assert "1323" in body
    assert Assessment.objects.get().checked_by == room.kanplu


def test_by_htmx_as_well(room, as_):
    phqa(room, [0] * 9, room.kanplu)
    keys = (*NINE, "Xthoughts", "Xattempt")
    again = keyed(room.chaba, "00000000100", keys, version=1) | {f"s-{room.chaba.public_id}-9": "1"}
    to = page(room, "phq-a", "pass=2", "save_paper", room.chaba.public_id)
    body = as_(room.kanplu).post(to, again, headers={"HX-Request": "true"}).content.decode()
    assert "คำตอบของชบาต้องดูวันนี้" in body


def test_a_row_that_could_not_be_kept_is_not_stamped_checked(room, as_, monkeypatch):
    phqa(room, [0] * 9, room.kanplu)

    def meanwhile(papers, entries, *, by):
        return actions.Recorded(refused=[Refused(entry, "ใส่ไม่ได้") for entry in entries])

    monkeypatch.setattr(second_pass, "keep", meanwhile)
    keys = (*NINE, "Xthoughts", "Xattempt")
    again = keyed(room.chaba, "10000000000", keys, version=1) | {f"s-{room.chaba.public_id}-1": "1"}
    body = as_(room.kanplu).post(page(room, "phq-a", "pass=2"), again).content.decode()
    assert "ชบา: ใส่ไม่ได้ ยังไม่ได้บันทึก" in body
    assert Assessment.objects.get().checked_by is None


# -- the journal --------------------------------------------------------------------------------------------------


def revealed():
    return [(line.user_id, line.students) for line in Line.objects.filter(verb="revealed")]


def test_answers_on_a_page_drawn_again_after_a_bad_post_are_a_line(room, as_):
    phqa(room, [0] * 9, room.somying)
    bad = keyed(room.kita, "900000000")
    assert as_(room.kanplu).post(page(room, "phq-a"), bad).status_code == 200
    assert revealed() == [(room.kanplu.pk, [room.chaba.pk])]


def test_the_first_answers_shown_beside_the_second_are_a_line(room, as_):
    phqa(room, [0] * 9, room.somying)
    to, keys = page(room, "phq-a", "pass=2"), (*NINE, "Xthoughts", "Xattempt")
    as_(room.kanplu).get(to)
    assert revealed() == [], "nothing of the first pass is on the page"
    as_(room.kanplu).post(to, keyed(room.chaba, "10000000000", keys, version=1))
    assert revealed() == [(room.kanplu.pk, [room.chaba.pk])]


def test_answers_in_the_form_of_one_child_are_a_line(room, as_):
    phqa(room, [0] * 9, room.somying)
    to = f"/students/{room.chaba.public_id}/assess/phq-a/?mode=items&round={room.round.public_id}"
    as_(room.somying).get(to)
    assert revealed() == [], "her own"
    assert 'value="0" selected' in as_(room.kanplu).get(to).content.decode()
    assert revealed() == [(room.kanplu.pk, [room.chaba.pk])]
