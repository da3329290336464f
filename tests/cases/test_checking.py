"""How a case goes: weekly looks, the time of watching, aspects seen again."""

import datetime

import pytest
from django.urls import reverse

from cases import actions
from cases.models import CheckIn, IllegalMove, Rescreen, Task
from tests import make

TODAY = datetime.date(2025, 6, 25)


def url(name, case):
    return reverse(f"cases:{name}", args=[case.public_id])


def test_a_look_finishes_the_one_that_was_asked_for_this_week(cast, case, doing, verbs):
    asked = make.task(case, responsible=cast.kanplu, kind="check", due_on=TODAY + datetime.timedelta(days=6))
    later = make.task(case, responsible=cast.kanplu, kind="check", due_on=TODAY + datetime.timedelta(days=7))
    with doing(cast.somying) as lines:
        actions.check_in(case, progress="better", value="4 จาก 5 วัน", by=cast.somying)
    assert verbs(lines) == ["checked", "done"]
    asked.refresh_from_db()
    later.refresh_from_db()
    assert (asked.done_by, later.done_by) == (cast.somying, None)


def test_the_team_says_how_it_goes_from_the_page(cast, case, as_):
    client = as_(cast.somying)
    assert client.post(url("check_in", case), {"progress": "worse", "text": "ขาดสองวัน"}).status_code == 302
    assert client.post(url("check_in", case), {"progress": "reached", "value": "5 จาก 5 วัน"}).status_code == 302
    page = client.get(url("case", case))
    assert [look.sign for look in page.context["looks"]] == ["▼", "★"]
    assert "แย่ลง" in page.content.decode()
    assert "เลือกว่าเป็นอย่างไร" in client.post(url("check_in", case), {"text": ""}).content.decode()
    assert CheckIn.objects.count() == 2


def test_a_look_sent_twice_is_one(cast, case, as_):
    client, sent = as_(cast.somying), {"progress": "same", "form_key": "0b0e0b0e-0b0e-4b0e-8b0e-0b0e0b0e0b0e"}
    for _ in range(2):
        assert client.post(url("check_in", case), sent).status_code == 302
    assert CheckIn.objects.count() == 1


def test_watching_has_a_day_and_each_look_sets_the_next(cast, case, doing):
    with doing(cast.kanplu):
        watched = actions.start_monitoring(case, version=1, by=cast.kanplu)
        assert (watched.state, watched.check_on) == ("monitoring", TODAY + datetime.timedelta(days=30))
        assert watched.due_on == watched.check_on
        actions.check_in(case, progress="same", on=TODAY + datetime.timedelta(days=30), by=cast.kanplu)
        case.refresh_from_db()
        assert case.check_on == TODAY + datetime.timedelta(days=60)
        again = actions.help_again(case, reason="ขาดเรียนอีก", by=cast.kanplu)
    assert (again.state, again.monitoring_since, again.check_on) == ("helping", None, None)


@pytest.mark.parametrize(("day", "month", "status"), [("25", "6", 200), ("26", "6", 302), ("23", "12", 200)])
def test_the_next_look_is_ahead_and_within_half_a_year(day, month, status, cast, case, as_):
    sent = {"version": "1", "check_on_day": day, "check_on_month": month, "check_on_year": "2568"}
    assert as_(cast.kanplu).post(url("start_monitoring", case), sent).status_code == status


def test_helping_again_is_for_a_watched_case(cast, case, doing):
    with doing(cast.kanplu), pytest.raises(IllegalMove, match="ติดตาม"):
        actions.help_again(case, reason="x", by=cast.kanplu)


def test_aspects_are_looked_at_again_by_who_sees_them(cast, round_, as_):
    row = make.screened(cast.chaba, round=round_, by=cast.somying, safety=3, economy=2)
    case = make.case(
        cast.chaba, by=cast.somying, owner=cast.pim, row=row, aspects=["economy", "safety"]
    )  # the nurse leads it and sees neither letter
    page = as_(cast.pim).get(url("look_again", case)).content.decode()
    assert "สวัสดิภาพ" not in page
    assert "จำกัดสิทธิ์" in page
    assert as_(cast.pim).post(url("look_again", case), {"version": "1", "level-safety": "1"}).status_code == 200
    assert not Rescreen.objects.exists()
    client = as_(cast.kanplu)
    assert client.post(url("look_again", case), {"version": "1", "level-safety": "1"}).status_code == 302
    assert client.post(url("look_again", case), {"version": "2", "level-economy": "2"}).status_code == 302
    seen = {(one.slug, one.before, one.after) for one in Rescreen.objects.all()}
    assert seen == {("safety", 3, 1), ("economy", 2, 2)}
    assert client.get(url("close", case)).context["course"].is_whole


def test_an_aspect_of_another_case_is_refused(cast, case, doing):
    with doing(cast.kanplu), pytest.raises(IllegalMove, match="ไม่ได้อยู่ในเคสนี้"):
        actions.look_again(case, levels={"health": 1}, before={}, by=cast.kanplu)


def test_who_looks_after_the_child_no_more_is_not_asked_weekly(cast, row, doing):
    case = make.case(
        cast.chaba, by=cast.somying, owner=cast.mana, row=row, state="assessment", assessment="รู้แล้ว", goal="มาเรียน",
        review_on=TODAY + datetime.timedelta(weeks=6),
    )  # fmt: skip
    with doing(cast.kanplu):
        assert actions.submit_plan(case, by=cast.kanplu).state == "helping"
    assert not Task.objects.exists()


def test_a_day_that_was_chosen_stays_until_it_is_due(cast, case, doing):
    with doing(cast.kanplu):
        actions.start_monitoring(case, check_on=TODAY + datetime.timedelta(days=90), by=cast.kanplu)
        actions.check_in(case, progress="same", by=cast.kanplu)
    case.refresh_from_db()
    assert case.check_on == TODAY + datetime.timedelta(days=90)


def test_a_watched_case_is_not_asked_every_week_and_one_that_is_helped_again_is(cast, case, doing):
    type(case).objects.filter(pk=case.pk).update(starts_on=TODAY, review_on=TODAY + datetime.timedelta(weeks=6))
    with doing(cast.kanplu):
        watched = actions.start_monitoring(case, by=cast.kanplu)
        assert not case.tasks.undone().exists()
        again = actions.help_again(watched, reason="ขาดเรียนอีก", by=cast.kanplu)
        first = Task.objects.get(case=case)
        assert (first.due_on, first.repeats_until) == (TODAY + datetime.timedelta(weeks=1), again.review_on)
        actions.start_monitoring(again, by=cast.kanplu)
    first.refresh_from_db()
    assert first.cancelled_by == cast.kanplu


def test_what_one_saw_again_is_not_written_over_by_who_had_not_read_it(cast, case, as_):
    sent = {"version": "1", "level-economy": "1"}
    assert as_(cast.kanplu).post(url("look_again", case), sent).status_code == 302
    assert as_(cast.somying).post(url("look_again", case), sent | {"level-economy": "3"}).status_code == 409
    assert [one.after for one in Rescreen.objects.all()] == [1]
