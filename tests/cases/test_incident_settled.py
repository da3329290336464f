"""What ends an incident: settled once, with its alert or without, or handed on because it violates rights."""

import uuid

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from cases.models import Incident
from journal.context import acting
from journal.models import Line
from schools.models import Notice
from tests import make
from tests.cases.incidents import FULL, at

pytestmark = pytest.mark.django_db


def test_settled_once_with_a_sentence_and_its_alert_with_it(cast, as_):
    alert = make.alert(cast.chaba, by=cast.mana)
    made = make.incident(cast.chaba, by=cast.mana, alert=alert, has_raised_alert=True)
    client, url = as_(cast.kanplu), at("settle_incident", made)
    assert "เขียนว่าเรื่องนี้จบอย่างไร" in client.post(url, {"version": "1", "text": " "}).content.decode()
    assert client.post(url, {"version": "1", "text": "ทำแผลแล้ว"}).url == at("incident", made)
    made.refresh_from_db()
    alert.refresh_from_db()
    assert (made.settled_by, made.taken_by, made.settled_text) == (cast.kanplu, cast.kanplu, "ทำแผลแล้ว")
    assert (alert.settled_by, alert.settled_reason) == (cast.kanplu, "สรุปผลเหตุการณ์แล้ว"), "her words stay here"
    again = client.post(url, {"version": "2", "text": "อีกครั้ง"})
    assert (again.status_code, "สรุปผลแล้ว" in again.content.decode()) == (409, True)
    assert client.post(at("edit_incident", made), FULL | {"version": "2"}).status_code == 409
    late = client.post(
        f"{at('involve', made)}?room={cast.room.public_id}", {"part": "victim", "child": cast.kita.public_id}
    )
    assert late.status_code == 409


def test_the_database_refuses_half_an_answer(cast, incident):
    with pytest.raises(DatabaseError), transaction.atomic():
        Incident.objects.filter(pk=incident.pk).update(settled_at=make.now())
    with pytest.raises(DatabaseError), transaction.atomic():
        Incident.objects.filter(pk=incident.pk).update(taken_at=make.now())


def test_the_discipline_office_settles_a_report_and_no_alert(cast, as_):
    alert = make.alert(cast.chaba, by=cast.mana)
    made = make.incident(cast.chaba, by=cast.mana, alert=alert, has_raised_alert=True)
    as_(cast.decha).post(at("settle_incident", made), {"version": "1", "text": "ทำแผลแล้ว"})
    made.refresh_from_db()
    alert.refresh_from_db()
    assert (made.settled_by, alert.settled_at) == (cast.decha, None)


@pytest.mark.parametrize("is_another_open", [False, True])
def test_an_alert_is_settled_only_with_the_report_that_raised_it_and_the_last_that_holds_it(cast, as_, is_another_open):
    alert = make.alert(cast.chaba, by=cast.mana)
    first = make.incident(cast.chaba, by=cast.mana, alert=alert, has_raised_alert=is_another_open)
    make.incident(cast.chaba, by=cast.pim, alert=alert)
    as_(cast.kanplu).post(at("settle_incident", first), {"version": "1", "text": "ทำแผลแล้ว"})
    alert.refresh_from_db()
    assert alert.settled_at is None


def test_the_discipline_office_hands_on_what_violates_rights_and_cannot_choose_it(cast, as_):
    made = make.incident(cast.chaba, by=cast.mana, group="violence", taken_by=cast.decha, taken_at=make.now())
    client, key = as_(cast.decha), str(uuid.uuid4())
    refused = client.post(at("edit_incident", made), FULL | {"version": "1", "group": "right"})
    assert (refused.status_code, "เลือกกลุ่มภัยจากรายการ" in refused.content.decode()) == (200, True)
    assert at("hand_on_incident", made) in client.get(at("incident", made)).content.decode()
    assert client.post(at("hand_on_incident", made), {"form_key": key}).url == reverse("cases:incidents")
    assert client.get(at("incident", made)).status_code == 404
    made.refresh_from_db()
    assert (made.group, made.taken_by, made.version) == ("right", None, 2)
    told = Notice.objects.filter(kind="incident", url=at("incident", made))
    assert {notice.to_user for notice in told} == {cast.kanplu, cast.praphan}
    assert as_(cast.kanplu).post(at("hand_on_incident", made)).status_code == 403
    assert Line.objects.get(verb="handed_over").students == [cast.chaba.pk]


def test_who_hands_on_her_own_report_reads_what_became_of_it(cast, as_):
    made = make.incident(cast.chaba, by=cast.decha, group="violence")
    make.exclusion(cast.thara, cast.praphan, by=cast.praphan)
    make.involved(made, cast.thara, by=cast.decha)
    client = as_(cast.decha)
    answer = client.post(at("hand_on_incident", made))
    assert answer.url == at("my_report", made)
    assert "รอคนรับ" in client.get(answer.url).content.decode()
    assert not Notice.objects.filter(to_user=cast.praphan).exists(), "shut out from one of its children"


def test_the_function_that_hands_on_serves_the_discipline_office_alone(cast, incident):
    for name in ("kanplu", "mana", "somying", "dokkaew"):
        with acting(getattr(cast, name)), connection.cursor() as cursor:
            cursor.execute("SELECT incident_violates_rights(%s)", [incident.pk])
            assert cursor.fetchone() == (False,), name
