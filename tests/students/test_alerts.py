"""ช่วยทันที: who is told, by when, who never is, and what happens when nobody comes."""

import datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from journal.context import acting
from schools.models import Notice
from students.actions import escalate_alerts, raise_alert, settle_alert, suspect_home
from students.models import Alert, Exclusion

pytestmark = pytest.mark.django_db

BANGKOK = datetime.timezone(datetime.timedelta(hours=7))


def at(day, hour, minute):
    return datetime.datetime(2025, 6, day, hour, minute, tzinfo=BANGKOK)


def told(*people):
    return {one.to_user.username: one for one in Notice.objects.filter(to_user__in=people)}


def test_counselors_and_heads_are_told_without_a_name(cast, clock):
    alert = raise_alert(cast.chaba, kind="answer", source="PHQ-A", by=cast.somying)
    everybody = (cast.kanplu, cast.praphan, cast.somying, cast.pim, cast.decha)
    assert set(told(*everybody)) == {"kanplu", "praphan"}
    notice = told(cast.kanplu)["kanplu"]
    assert notice.url == reverse("cases:alert", args=[alert.public_id])
    assert cast.chaba.first_name not in notice.get_kind_display() + notice.url


def test_a_second_answer_while_the_first_waits_tells_nobody_again(cast, clock):
    raise_alert(cast.chaba, kind="answer", source="PHQ-A", by=cast.somying)
    raise_alert(cast.chaba, kind="answer", source="8Q", by=cast.somying)
    assert Notice.objects.filter(to_user=cast.kanplu).count() == 1


def test_a_new_answer_after_settling_is_a_new_alert(cast, clock):
    first = raise_alert(cast.chaba, kind="answer", source="PHQ-A", by=cast.somying)
    settle_alert(first, reason="คุยแล้ว", by=cast.kanplu)
    assert raise_alert(cast.chaba, kind="answer", source="PHQ-A", by=cast.somying) != first


def test_who_is_shut_out_is_never_told_and_the_area_is_told_which_school_to_ring(cast, clock):
    Exclusion.objects.create(
        student=cast.chaba, school=cast.school, user=cast.kanplu, made_by=cast.praphan, made_at=timezone.now()
    )
    raise_alert(cast.chaba, kind="answer", by=cast.somying)
    assert set(told(cast.kanplu, cast.praphan, cast.chit)) == {"praphan", "chit"}
    assert told(cast.chit)["chit"].url == reverse("schools:school", args=[cast.school.public_id])


@pytest.mark.parametrize(
    ("raised", "due"),
    [
        (at(27, 15, 30), at(27, 16, 30)),  # a Friday
        (at(27, 16, 31), at(30, 8, 30)),
        (at(28, 10, 0), at(30, 8, 30)),  # a Saturday
    ],
)
def test_it_is_due_the_same_school_day(cast, raised, due):
    with time_machine.travel(raised, tick=False):
        alert = raise_alert(cast.chaba, kind="teacher", by=cast.somying)
    assert alert.due_at == due


def test_after_four_hours_the_head_is_told_once_more(cast):
    begun = at(25, 9, 0)
    with time_machine.travel(begun, tick=False):
        alert = raise_alert(cast.chaba, kind="answer", by=cast.somying)
    with time_machine.travel(begun + datetime.timedelta(hours=3, minutes=59), tick=False):
        assert escalate_alerts() == 0
    with time_machine.travel(begun + datetime.timedelta(hours=4), tick=False):
        assert escalate_alerts() == 1
        assert escalate_alerts() == 0
    alert.refresh_from_db()
    assert alert.escalated_at is not None
    kinds = set(Notice.objects.filter(to_user=cast.praphan).values_list("kind", flat=True))
    assert kinds == {"urgent", "overdue"}


def test_what_was_taken_on_is_not_escalated(cast):
    begun = at(25, 9, 0)
    with time_machine.travel(begun, tick=False):
        settle_alert(raise_alert(cast.chaba, kind="answer", by=cast.somying), reason="คุยแล้ว", by=cast.kanplu)
    with time_machine.travel(begun + datetime.timedelta(hours=5), tick=False):
        assert escalate_alerts() == 0


def test_the_page_says_what_to_do_and_who_not_to_ring(cast, as_, clock):
    alert = raise_alert(cast.chaba, kind="answer", source="PHQ-A", by=cast.somying)
    page = as_(cast.kanplu).get(reverse("cases:alert", args=[alert.public_id])).content.decode()
    assert "1323" in page
    assert "PHQ-A" in page
    assert "แจ้งผู้ปกครอง เว้นแต่" in page
    suspect_home(alert, is_suspected=True, by=cast.kanplu)
    page = as_(cast.kanplu).get(reverse("cases:alert", args=[alert.public_id])).content.decode()
    assert "ยังไม่แจ้งผู้ปกครอง เพราะสงสัยคนในบ้าน" in page


def test_the_room_s_teacher_suspects_the_home_and_cannot_take_it_back(cast, as_, clock):
    alert = raise_alert(cast.chaba, kind="answer", by=cast.kanplu)
    address = reverse("cases:suspect_home", args=[alert.public_id])
    as_(cast.somying).post(address, {"suspected": "on"})
    assert as_(cast.somying).post(address).status_code == 403
    assert "ไม่สงสัยคนในบ้านแล้ว" not in as_(cast.somying).get(alert_page(alert)).content.decode()
    assert Alert.objects.get(pk=alert.pk).is_home_suspected
    as_(cast.kanplu).post(address)
    assert not Alert.objects.get(pk=alert.pk).is_home_suspected


def test_what_was_suspected_of_a_settled_alert_stays(cast, as_, clock):
    alert = raise_alert(cast.chaba, kind="answer", by=cast.somying)
    suspect_home(alert, is_suspected=True, by=cast.kanplu)
    settle_alert(alert, reason="คุยแล้ว", by=cast.kanplu)
    answer = as_(cast.kanplu).post(reverse("cases:suspect_home", args=[alert.public_id]), follow=True)
    assert "เรื่องนี้มีคนรับแล้ว" in answer.content.decode()
    assert Alert.objects.get(pk=alert.pk).is_home_suspected


def alert_page(alert):
    return reverse("cases:alert", args=[alert.public_id])


def test_the_room_s_teacher_reads_that_there_is_one_and_cannot_close_it(cast, as_, clock):
    alert = raise_alert(cast.chaba, kind="answer", by=cast.kanplu)
    address = reverse("cases:alert", args=[alert.public_id])
    assert "รับเรื่องโดยไม่เปิดเคส" not in as_(cast.somying).get(address).content.decode()
    assert as_(cast.somying).post(address, {"reason": "เรียบร้อย"}).status_code == 403
    assert Alert.objects.get(pk=alert.pk).settled_at is None


def test_closing_needs_a_reason(cast, as_, clock):
    alert = raise_alert(cast.chaba, kind="answer", by=cast.somying)
    as_(cast.kanplu).post(reverse("cases:alert", args=[alert.public_id]), {"reason": " "})
    assert Alert.objects.get(pk=alert.pk).settled_at is None


def test_lists_do_not_say_what_raised_it(cast, as_, clock):
    raise_alert(cast.chaba, kind="answer", source="PHQ-A", by=cast.somying)
    for name in ("cases:caseload", "studentcare:today", "schools:notices"):
        assert "PHQ-A" not in as_(cast.kanplu).get(reverse(name)).content.decode()


def test_the_wall_keeps_a_notice_to_whom_it_is_for(cast, clock):
    raise_alert(cast.chaba, kind="answer", by=cast.somying)
    with acting(cast.decha):
        assert not Notice.objects.exists()
    with acting(cast.kanplu):
        assert Notice.objects.count() == 1
