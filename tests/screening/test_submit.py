"""Handing in: what is missing is listed, then the room is locked."""

from screening.models import Row, Submission
from tests import make


def test_what_is_missing_is_listed_and_nothing_is_handed_in(room, as_):
    make.row(room.chaba, round_=room.round, by=room.somying, levels="13111111111")
    answer = as_(room.somying).post(room.url("submit"))
    body = answer.content.decode().replace("&nbsp;", "\xa0")
    assert "ยังส่งไม่ได้ เหลือ 11\xa0ช่อง และเหตุผล 1\xa0คน" in body
    assert "เขียนเหตุผลสั้น ๆ ว่าทำไมชบาอยู่ในกลุ่มมีปัญหาด้านการเรียน" in body
    assert "ยังไม่ได้คัดกรอง" in body
    assert not Submission.objects.filter(submitted_at__isnull=False).exists()


def test_a_finished_room_is_handed_in_and_locked(room, as_):
    make.row(room.chaba, round_=room.round, by=room.somying, levels="13111111111")
    make.finding(Row.objects.get(), by=room.somying)
    make.row(room.kita, round_=room.round, by=room.somying)
    client = as_(room.somying)
    page = client.get(room.url("submit")).content.decode()
    assert "ส่งผลคัดกรอง ป.4/1" in page
    assert client.post(room.url("submit")).url == room.url("grid")
    assert Submission.objects.get().submitted_by == room.somying
    assert "<select" not in client.get(room.url("grid")).content.decode()
    assert client.post(room.url("submit")).status_code == 302, "sent twice"


def test_a_room_without_children_is_not_handed_in(room, as_, cast):
    empty = make.classroom(school=cast.school, number=9)
    as_(room.kanplu).post(room.url("submit", room=empty))
    assert not Submission.objects.filter(submitted_at__isnull=False).exists()
