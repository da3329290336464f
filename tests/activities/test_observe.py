"""What was seen is written in one go, for one child or for several, and a mistake is said."""

import datetime
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from activities import actions
from activities.models import Circle, Membership, Observation
from journal.models import Line
from schools.models import Notice
from students.models import Exclusion
from tests import make

PAGE = reverse("activities:observe")
DAY = {"seen_on_day": "24", "seen_on_month": "6", "seen_on_year": "2568"}


def about(child):
    return f"{PAGE}?student={child.public_id}"


def in_room(room):
    return f"{PAGE}?class={room.public_id}"


def praise(**more):
    return {"tone": "praise", "text": "ช่วยเพื่อนถือของ", **DAY, **more}


@pytest.fixture
def merit(cast):
    return make.rule(cast.school, "ก1", least=2, most=5)


@pytest.fixture
def breach(cast):
    return make.rule(cast.school, "ข1", least=-5, most=-2)


def test_a_praise_for_one_child(cast, as_):
    answer = as_(cast.somying).post(about(cast.chaba), praise())
    assert answer.url == reverse("activities:observations_of", args=[cast.chaba.public_id])
    one = Observation.objects.get()
    assert (one.student, one.tone, one.text, one.by) == (cast.chaba, "praise", "ช่วยเพื่อนถือของ", cast.somying)
    assert (one.year, one.term, one.points, one.before, one.after) == (2568, 1, None, None, None)
    line = Line.objects.get(verb="recorded", about="activities.Observation")
    assert (line.students, line.about_id) == ([cast.chaba.pk], one.pk)


def test_ready_words_need_no_typing_and_count_for_a_praise_only(cast, as_):
    ready = ["ส่งงานครบตรงเวลา", "มีน้ำใจแบ่งปัน"]
    client = as_(cast.somying)
    client.post(about(cast.chaba), praise(text="", ready=ready))
    assert Observation.objects.get().text == "ส่งงานครบตรงเวลา · มีน้ำใจแบ่งปัน"
    body = client.post(about(cast.chaba), praise(text="", ready=ready, tone="concern")).content.decode()
    assert "เขียนสั้น ๆ ว่าเห็นอะไร" in body
    assert Observation.objects.count() == 1


def test_several_children_get_the_same_with_their_own_points(cast, as_, merit):
    make.observation(cast.chaba, by=cast.somying, points=5, rule=merit)
    make.observation(
        cast.kita,
        by=cast.somying,
        points=5,
        rule=merit,
        cancelled_at=make.now(),
        cancelled_by=cast.somying,
        cancelled_reason="ผิดคน",
    )
    told = praise(children=[cast.chaba.public_id, cast.kita.public_id], rule=merit.public_id, points="๓")
    answer = as_(cast.somying).post(in_room(cast.room), told)
    assert answer.url == reverse("activities:class_observations", args=[cast.room.public_id])
    made = {one.student: one for one in Observation.objects.filter(points=3)}
    assert (made[cast.chaba].before, made[cast.chaba].after) == (105, 108)
    assert (made[cast.kita].before, made[cast.kita].after) == (100, 103), "what was cancelled counts no more"
    line = Line.objects.get(verb="recorded", about="activities.Observation")
    assert line.students == sorted([cast.chaba.pk, cast.kita.pk])


def test_a_breach_takes_points_whichever_sign_was_typed(cast, as_, breach):
    client = as_(cast.decha)
    for typed in ("3", "-3", "−3"):
        client.post(about(cast.chaba), praise(tone="concern", rule=breach.public_id, points=typed))
    assert list(Observation.objects.order_by("pk").values_list("points", "before", "after")) == [
        (-3, 100, 97),
        (-3, 97, 94),
        (-3, 94, 91),
    ]


def test_a_rule_with_one_value_asks_for_no_points(cast, as_):
    one = make.rule(cast.school, least=3, most=3)
    as_(cast.somying).post(about(cast.chaba), praise(rule=one.public_id))
    assert Observation.objects.get().points == 3


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"text": ""}, "เขียนสั้น ๆ ว่าเห็นอะไร"),
        ({"text": "ก" * 301}, "ไม่เกิน 300"),
        ({"seen_on_day": "26"}, "วันที่เห็นต้องไม่เกิน"),
        ({"seen_on_day": "1", "seen_on_month": "5"}, "วันที่เห็นต้องไม่ก่อน"),
        ({"rule": "merit", "points": "9"}, "ข้อนี้ให้ได้ 2 ถึง 5 คะแนน"),
        ({"rule": "merit", "points": "1"}, "ข้อนี้ให้ได้ 2 ถึง 5 คะแนน"),
        ({"rule": "merit", "points": "มาก"}, "กรอกคะแนนเป็นตัวเลข"),
        ({"rule": "merit"}, "กรอกคะแนน 2–5"),
        ({"rule": "merit", "points": "3", "tone": "concern"}, "ข้อที่มีคะแนนความดีใช้กับชื่นชม"),
        ({"points": "3"}, "คะแนนต้องมาจากข้อในระเบียบ"),
        ({"rule": "elsewhere", "points": "3"}, "เลือก"),
        ({"tone": "angry"}, "เลือก"),
    ],
    ids=str,
)
def test_what_is_wrong_is_said_and_nothing_is_kept(cast, as_, merit, change, says):
    other = make.rule(cast.elsewhere)
    keys = {"merit": merit.public_id, "elsewhere": other.public_id}
    told = praise(**{name: keys.get(value, value) for name, value in change.items()})
    body = as_(cast.somying).post(about(cast.chaba), told).content.decode()
    assert says in body
    assert not Observation.objects.exists()


def test_a_child_of_another_room_cannot_be_slipped_in(cast, as_):
    client = as_(cast.somying)
    told = praise(children=[cast.chaba.public_id, cast.thara.public_id])
    assert client.post(in_room(cast.room), told).status_code == 200
    assert client.post(about(cast.thara), praise()).status_code == 404
    assert client.get(in_room(cast.next_door)).status_code == 404
    assert client.get(about(cast.luktan)).status_code == 404
    assert not Observation.objects.exists()


def test_sent_twice_it_is_written_once(cast, as_):
    told = praise(form_key=str(uuid.uuid4()))
    client = as_(cast.somying)
    client.post(about(cast.chaba), told)
    client.post(about(cast.chaba), told)
    assert Observation.objects.count() == 1


def test_nobody_is_chosen(cast, as_):
    body = as_(cast.somying).post(in_room(cast.room), praise()).content.decode()
    assert "เลือกนักเรียนอย่างน้อยหนึ่งคน" in body


def test_who_is_shut_out_finds_the_child_nowhere(cast, as_):
    Exclusion.objects.create(
        student=cast.chaba, school=cast.school, user=cast.somying, made_by=cast.kanplu, made_at=make.now()
    )
    client = as_(cast.somying)
    assert client.get(about(cast.chaba)).status_code == 404
    assert cast.chaba.public_id not in client.get(in_room(cast.room)).content.decode()


def test_something_severe_tells_discipline_and_counselor_but_nobody_who_is_shut_out(cast):
    severe = make.rule(cast.school, least=-10, most=-5, is_severe=True)
    Exclusion.objects.create(
        student=cast.chaba, school=cast.school, user=cast.kanplu, made_by=cast.praphan, made_at=make.now()
    )
    for child in (cast.chaba, cast.kita):
        actions.observe(
            [child],
            tone="concern",
            text="ทะเลาะกัน",
            seen_on=datetime.date(2025, 6, 24),
            rule=severe,
            points=-5,
            by=cast.somying,
        )
    told = set(Notice.objects.values_list("to_user", "url"))
    of = {child: reverse("activities:observations_of", args=[child.public_id]) for child in (cast.chaba, cast.kita)}
    assert told == {
        (cast.decha.pk, of[cast.chaba]),
        (cast.decha.pk, of[cast.kita]),
        (cast.kanplu.pk, of[cast.kita]),
    }


def test_a_retired_rule_is_refused(cast):
    old = make.rule(cast.school, is_active=False)
    with pytest.raises(ValidationError, match="เลิกใช้"):
        actions.observe(
            [cast.chaba],
            tone="praise",
            text="ดี",
            seen_on=datetime.date(2025, 6, 24),
            rule=old,
            points=3,
            by=cast.kanplu,
        )


def test_a_group_offers_only_children_she_looks_after(cast, as_):
    told = {"year": 2568, "kind": "club", "name": "ชมรมวาดภาพ", "led_by": cast.somying, "made_by": cast.kanplu}
    circle = Circle.objects.create(school=cast.school, made_at=make.now(), **told)
    for child in (cast.chaba, cast.thara):
        Membership.objects.create(
            circle=circle, student=child, school=cast.school, from_on=make.START, added_by=cast.kanplu
        )
    body = as_(cast.somying).get(f"{PAGE}?circle={circle.public_id}").content.decode()
    assert cast.chaba.public_id in body
    assert cast.thara.public_id not in body
    assert as_(cast.dokkaew).get(f"{PAGE}?circle={circle.public_id}").status_code == 404


@pytest.mark.parametrize("name", ["pim", "tabian", "bunchi", "khet"])
def test_nurse_registrar_and_others_are_refused(cast, as_, name):
    assert as_(getattr(cast, name)).get(PAGE).status_code == 403


def test_the_cost_is_the_same_for_two_children_and_for_thirty(cast, as_, statements, merit):
    def cost(children):
        told = praise(children=[child.public_id for child in children], rule=merit.public_id, points="3")
        client = as_(cast.somying)
        with statements() as made:
            assert client.post(in_room(cast.room), told).status_code == 302
        return len(made)

    few = cost([cast.chaba, cast.kita])
    more = [make.student(f"คน{at}", classroom=cast.room, number=10 + at) for at in range(28)]
    assert cost([cast.chaba, cast.kita, *more]) == few


@pytest.mark.parametrize("query", ["student=%00", "circle=%00", "class=%00"])
def test_a_nul_in_the_address_does_no_harm(cast, as_, query):
    assert as_(cast.somying).get(f"{PAGE}?{query}").status_code in (200, 400, 404)


def test_points_with_two_signs_are_no_number(cast, as_):
    rule = make.rule(cast.school, "ก1", least=1, most=9)
    for points in ("--5", "-+5", "5-", "²"):
        told = {"tone": "praise", "text": "ดี", "rule": rule.public_id, "points": points, **DAY}
        body = as_(cast.decha).post(f"{PAGE}?student={cast.chaba.public_id}", told).content.decode()
        assert "กรอกคะแนนเป็นตัวเลข" in body
    assert not Observation.objects.exists()
