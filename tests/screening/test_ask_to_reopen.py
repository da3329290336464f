"""The teacher asks, the counselor opens with one tap."""

from screening import actions
from screening.models import Submission


def test_asking_and_opening(room, as_):
    actions.submit(room.round, classroom=room.classroom, by=room.somying)
    answer = as_(room.somying).post(room.url("ask_to_reopen"), {"reason": "กรอกผิดคน"})
    assert answer.url == room.url("grid")
    progress = f"/rounds/{room.round.public_id}/"
    assert "กรอกผิดคน" in as_(room.kanplu).get(progress).content.decode()
    assert as_(room.kanplu).post(room.url("reopen")).url == progress
    assert Submission.objects.get().submitted_at is None
    assert "<select" in as_(room.somying).get(room.url("grid")).content.decode()


def test_a_room_that_is_open_needs_no_asking(room, as_):
    assert as_(room.somying).get(room.url("ask_to_reopen")).url == room.url("grid")


def test_a_reason_is_needed(room, as_):
    actions.submit(room.round, classroom=room.classroom, by=room.somying)
    answer = as_(room.somying).post(room.url("ask_to_reopen"), {"reason": "\x00"})
    assert "มีอักขระที่มองไม่เห็นปนอยู่" in answer.content.decode()
    assert Submission.objects.get().asked_at is None


def test_the_teacher_does_not_open_it_herself(room, as_):
    actions.submit(room.round, classroom=room.classroom, by=room.somying)
    assert as_(room.somying).post(room.url("reopen")).status_code == 403
