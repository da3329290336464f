"""What somebody is still writing: kept on the server, sealed, hers alone, and gone when it is sent."""

import datetime
import time
import uuid

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from cases.models import Note
from journal.context import acting
from schools import actions
from schools.drafts import fields_of
from schools.jobs import purge
from schools.middleware import SEEN
from schools.models import Draft
from tests import make


@pytest.fixture
def case(cast):
    return make.case(cast.chaba, by=cast.somying, owner=cast.kanplu)


def address(case, name="draft"):
    return reverse(f"schools:{name}", args=["cases:write_note", case.public_id])


def page(case, query=""):
    return reverse("cases:write_note", args=[case.public_id]) + query


def autosave(client, case, text, *, sequence=1, **more):
    sent = {"text": text, "kind": "parent", "secrecy": "team", "sequence": sequence, **more}
    return client.post(address(case), sent, headers={"X-Background": "1"})


def test_a_draft_is_kept_sealed_and_stands_in_the_form_again(cast, case, as_):
    client = as_(cast.somying)
    answer = autosave(client, case, "แม่เล่าว่า", happened_on_day="20", happened_on_month="6", happened_on_year="2568")
    assert answer.json() == {"said": "เก็บร่างแล้ว 12:00\u00a0น."}
    draft = Draft.objects.get()
    assert "แม่เล่าว่า".encode() not in bytes(draft.sealed)
    assert fields_of(draft)["text"] == ["แม่เล่าว่า"]
    offered = client.get(page(case)).content.decode()
    assert "มีร่างที่เขียนค้างไว้" in offered
    assert "แม่เล่าว่า" not in offered
    taken = client.get(page(case, "?draft=1")).content.decode()
    assert "แม่เล่าว่า</textarea>" in taken
    assert 'value="20"' in taken
    assert '<option value="parent" selected>' in taken
    assert "มีร่างที่เขียนค้างไว้" in client.get(reverse("cases:case", args=[case.public_id])).content.decode()


def test_a_save_that_arrives_late_is_ignored(cast, case, as_):
    client = as_(cast.somying)
    told = [autosave(client, case, f"ครั้งที่ {n}", sequence=n).status_code for n in (1, 3, 2)]
    assert told == [200, 200, 409]
    assert fields_of(Draft.objects.get())["text"] == ["ครั้งที่ 3"]


def test_a_page_that_did_not_take_the_draft_does_not_write_over_it(cast, case, as_):
    client = as_(cast.somying)
    autosave(client, case, "ร่างเดิม", sequence=4)
    assert 'data-sequence="0"' in client.get(page(case)).content.decode()
    assert 'data-sequence="4"' in client.get(page(case, "?draft=1")).content.decode()
    assert autosave(client, case, "เขียนทับ", sequence=1).status_code == 409
    assert fields_of(Draft.objects.get())["text"] == ["ร่างเดิม"]


def test_without_javascript_the_button_keeps_it_and_comes_back(cast, case, as_):
    client = as_(cast.somying)
    autosave(client, case, "ร่างเดิม", sequence=9)
    answer = client.post(address(case), {"text": "กดปุ่มเอง", "kind": "parent", "secrecy": "team"})
    assert (answer.status_code, answer["Location"]) == (302, page(case))
    assert fields_of(Draft.objects.get())["text"] == ["กดปุ่มเอง"]


def test_a_note_that_is_sent_takes_its_draft_with_it(cast, case, as_):
    client = as_(cast.somying)
    autosave(client, case, "แม่มา")
    key = str(uuid.uuid4())
    sent = {"text": "แม่มาแล้ว", "kind": "parent", "secrecy": "team", "form_key": key}
    sent["draft"] = f"cases:write_note/{case.public_id}"
    assert client.post(page(case), sent).status_code == 302
    assert not Draft.objects.exists()
    assert autosave(client, case, "แม่มา", sequence=2, form_key=key).status_code == 409  # it left before, arrives after
    assert not Draft.objects.exists()
    assert Note.objects.get().text == "แม่มาแล้ว"


def test_a_form_with_mistakes_keeps_its_draft(cast, case, as_):
    client = as_(cast.somying)
    autosave(client, case, "แม่มา")
    sent = {"text": "", "kind": "parent", "secrecy": "team", "draft": f"cases:write_note/{case.public_id}"}
    assert client.post(page(case), sent).status_code == 200
    assert Draft.objects.exists()


def test_it_is_thrown_away_when_its_writer_says_so(cast, case, as_):
    client = as_(cast.somying)
    autosave(client, case, "แม่มา")
    as_(cast.kanplu).post(address(case, "discard_draft"))
    assert Draft.objects.exists()
    assert client.post(address(case, "discard_draft"))["Location"] == page(case)
    assert not Draft.objects.exists()


def test_another_person_on_the_same_computer_never_sees_it(cast, case, as_):
    client = as_(cast.somying)
    autosave(client, case, "ของสมหญิง")
    client.force_login(cast.kanplu)
    for query in ("", "?draft=1"):
        answer = client.get(page(case, query)).content.decode()
        assert "ของสมหญิง" not in answer
        assert "มีร่างที่เขียนค้างไว้" not in answer
    autosave(client, case, "ของกานพลู")
    assert Draft.objects.count() == 2
    with acting(cast.kanplu):
        assert [draft.user_id for draft in Draft.objects.all()] == [cast.kanplu.pk]  # the table's own wall


def test_a_sealed_draft_of_somebody_else_does_not_open_in_ones_own_row(cast, case, as_):
    autosave(as_(cast.somying), case, "ของสมหญิง")
    autosave(as_(cast.kanplu), case, "ของกานพลู")
    hers = Draft.objects.get(user=cast.somying)
    Draft.objects.filter(user=cast.kanplu).update(sealed=hers.sealed)
    answer = as_(cast.kanplu).get(page(case, "?draft=1"))
    assert answer.status_code == 200
    assert "ของสมหญิง" not in answer.content.decode()


def test_the_page_saving_by_itself_is_no_activity(cast, case, as_):
    client = as_(cast.somying)
    before = int(time.time()) - 300
    session = client.session
    session[SEEN] = before
    session.save()
    autosave(client, case, "แม่มา")
    assert Session.objects.get(session_key=client.session.session_key).get_decoded()[SEEN] == before
    client.post(address(case), {"text": "กดปุ่มเอง"})
    assert Session.objects.get(session_key=client.session.session_key).get_decoded()[SEEN] > before


def test_drafts_live_fourteen_days(cast, case, clock):
    actions.keep_draft(form="cases:write_note", about=case.public_id, fields={"text": ["เก่า"]}, by=cast.somying)
    clock.shift(datetime.timedelta(days=13, hours=23))
    purge(0)
    assert Draft.objects.count() == 1
    clock.shift(datetime.timedelta(hours=2))
    purge(0)
    assert Draft.objects.count() == 0


def test_no_more_than_fifty_of_one_person(cast, clock):
    for n in range(52):
        clock.shift(datetime.timedelta(minutes=1))
        actions.keep_draft(form="cases:write_note", about=f"a{n}", fields={"text": [str(n)]}, by=cast.somying)
    assert Draft.objects.count() == 50
    assert not Draft.objects.filter(about__in=["a0", "a1"]).exists()


def test_what_is_no_form_is_not_found_and_a_book_is_refused(cast, case, as_):
    client = as_(cast.somying)
    assert client.post(reverse("schools:draft", args=["cases:nothing", case.public_id])).status_code == 404
    assert client.post(reverse("schools:draft", args=["cases:write_note", "a-b-c"])).status_code == 404
    assert autosave(client, case, "ย" * 200_001).status_code == 413
    assert not Draft.objects.exists()
