"""One case that goes with its child: its page at either school, taken back, taken."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cases import actions
from cases.models import Case, Note, Passing
from journal.context import acting
from journal.models import Line
from students.models import Student
from tests import make
from tests.cases.going import again, offer, prepare
from tests.students.moves import taken


def of(passing, act="passing"):
    return reverse(f"cases:{act}", args=[passing.public_id])


@pytest.fixture
def ready(two, case, move):
    return prepare(case, move, two.kanplu)


@pytest.fixture
def gone(two, move, ready):
    offer(move, two.tabian)
    taken(two, move)
    return Passing.objects.get()


def test_it_is_read_here_before_it_goes_and_chosen_again_when_the_case_went_on(as_, two, case, ready):
    client = as_(two.kanplu)
    body = client.get(of(ready)).content.decode()
    assert "รายได้ครอบครัวไม่พอค่าอาหาร" in body
    assert "เคสมีความเคลื่อนไหวหลังเตรียม" not in body
    assert "เตรียมส่งมอบให้ รร.บ้านดอนจำลอง" in client.get(of_case(case)).content.decode()
    Case.objects.update(touched_at=make.now().replace(hour=23))
    assert "เคสมีความเคลื่อนไหวหลังเตรียม" in client.get(of(ready)).content.decode()


def of_case(case):
    return reverse("cases:case", args=[case.public_id])


def test_the_other_school_cannot_know_of_it_before_the_child_is_theirs(as_, two, move, ready):
    offer(move, two.tabian)
    client = as_(two.dokkaew)
    assert client.get(of(ready)).status_code == 404
    assert client.post(of(ready, "take_passing")).status_code == 404


def test_taking_back_leaves_the_case_as_it_is(as_, two, case, ready):
    client = as_(two.kanplu)
    assert client.post(of(ready, "withdraw_passing")).url == of(ready)
    body = client.get(of(ready)).content.decode()
    assert "ไม่ได้ส่งมอบเคสนี้" in body
    assert "รายได้ครอบครัวไม่พอค่าอาหาร" not in body
    case.refresh_from_db()
    assert case.state == "helping"


def test_the_head_reads_it_and_does_not_take_it_back(as_, two, ready):
    assert as_(two.praphan).post(of(ready, "withdraw_passing")).status_code == 403


def test_of_the_old_case_nothing_opens_any_more_but_the_header(as_, two, case, gone):
    client = as_(two.kanplu)
    assert client.get(of_case(case)).status_code == 404
    for name in ("summary", "reopen", "pass_case"):
        assert client.get(reverse(f"cases:{name}", args=[case.public_id])).status_code == 404
    body = client.get(of(gone)).content.decode()
    assert case.code in body
    assert two.chaba.full_name in body
    assert "รายได้ครอบครัวไม่พอค่าอาหาร" not in body
    assert "ช่วยเหลือด้านเศรษฐกิจ" not in body
    assert client.post(of(gone, "withdraw_passing")).status_code == 403
    assert client.post(of(gone, "take_passing")).status_code == 403


def test_the_new_school_reads_what_was_chosen_and_takes_it(as_, two, case, gone):
    client = as_(two.dokkaew)
    body = client.get(of(gone)).content.decode()
    assert "รายได้ครอบครัวไม่พอค่าอาหาร" in body
    assert "รับมอบและเปิดเคส" in body
    assert Line.objects.filter(verb="viewed", about="cases.Passing", school_id=two.elsewhere.pk).exists()
    answer = client.post(of(gone, "take_passing"))
    new = Case.objects.get(school=two.elsewhere)
    assert answer.url == of_case(new)
    page = client.get(answer.url).content.decode()
    assert f"({case.code})" in page
    assert of(gone) in page
    again = client.post(of(gone, "take_passing"), follow=True)
    assert "รับมอบเคสนี้ไปแล้ว" in again.content.decode()
    assert Case.objects.filter(school=two.elsewhere).count() == 1


def test_a_head_takes_it_only_when_no_counselor_can(as_, two, gone):
    assert as_(two.far_head).post(of(gone, "take_passing")).status_code == 403
    Passing.objects.update(escalated_at=make.now())
    assert as_(two.far_head).post(of(gone, "take_passing")).status_code == 302


def test_a_registrar_and_a_homeroom_teacher_of_the_new_school_read_nothing(as_, two, gone):
    teacher = make.staff("farteacher", "homeroom", classroom=two.far_room)
    for person in (two.far, teacher):
        assert as_(person).get(of(gone)).status_code == 404


def test_somebody_shut_out_before_the_move_stays_shut_out_there(as_, two, case, move):
    make.exclusion(two.chaba, two.dokkaew, by=two.praphan)
    passing = prepare(case, move, two.kanplu)
    offer(move, two.tabian)
    taken(two, move)
    assert Student.objects.get(pk=two.chaba.pk).school == two.elsewhere
    assert as_(two.dokkaew).get(of(passing)).status_code == 404
    assert as_(two.far_head).get(of(passing)).status_code == 200


@pytest.fixture
def with_note(two, case, move):
    """What she chose holds a note of the team."""
    note = make.note(case, "เล่าว่าพ่อดื่มทุกคืน", by=two.kanplu)
    return note, prepare(case, move, two.kanplu, notes=[note.public_id])


def strike(note, by, text="เล่าว่าพ่อดื่มเมื่อคืน"):
    with acting(again(by)):
        actions.correct_note(note, text=text, by=by)


def test_a_note_corrected_since_keeps_the_child_until_it_is_prepared_anew(as_, two, case, move, with_note):
    note, passing = with_note
    client = as_(two.kanplu)
    assert "ต้องเตรียมใหม่" not in client.get(of(passing)).content.decode()
    strike(note, two.kanplu)
    assert "ต้องเตรียมใหม่" in client.get(of(passing)).content.decode()
    ready = reverse("cases:transfer_cases", args=[move.public_id])
    for person in (two.kanplu, two.tabian):
        assert "0 จาก 1" in as_(person).get(ready).content.decode()
    assert "บันทึกถูกแก้ เตรียมใหม่" in client.get(ready).content.decode()
    with pytest.raises(ValidationError, match="ยังเสนอย้ายไม่ได้"):
        offer(move, two.tabian)
    new = Note.objects.get(corrects=note)
    prepare(case, move, two.kanplu, notes=[new.public_id])
    assert "ต้องเตรียมใหม่" not in client.get(of(passing)).content.decode()
    offer(move, two.tabian)
    taken(two, move)
    told = str(Passing.objects.get().packet)
    assert "เล่าว่าพ่อดื่มเมื่อคืน" in told
    assert "เล่าว่าพ่อดื่มทุกคืน" not in told


def test_a_note_corrected_while_the_offer_waits_holds_the_acceptance(two, case, move, with_note):
    note, passing = with_note
    offer(move, two.tabian)
    strike(note, two.kanplu)
    with pytest.raises(ValidationError, match="ยังรับไม่ได้"):
        taken(two, move)
    passing.refresh_from_db()
    assert passing.is_prepared
    prepare(case, move, two.kanplu)
    taken(two, move)
    passing.refresh_from_db()
    assert passing.is_waiting


def test_a_correction_of_another_note_holds_nobody(two, case, move, with_note):
    other = make.note(case, "คุยกับยายแล้ว", by=two.kanplu)
    strike(other, two.kanplu)
    offer(move, two.tabian)
    taken(two, move)
    assert Passing.objects.get().is_waiting
