"""Notes: the day it happened, the child's own words, and three circles of readers, each held by the database too."""

import time
import uuid
from datetime import timedelta

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse

from cases import actions
from cases.models import IllegalMove, Note, Words
from journal.context import acting
from journal.models import Line
from tests import make

DAY = {"happened_on_day": "20", "happened_on_month": "6", "happened_on_year": "2568"}


def url(name, case, *ids):
    return reverse(f"cases:{name}", args=[case.public_id, *(one.public_id for one in ids)])


def body(client, address):
    return client.get(address).content.decode()


def written(client, case, **sent):
    return client.post(url("write_note", case), {"text": "เขียน", "kind": "counseling", "secrecy": "team", **sent})


@pytest.fixture
def named(cast, case):
    """By กานพลู, for ประพันธ์ alone."""
    return make.note(case, "ลับสุดยอด", child_words="หนูกลัวค่ะ", by=cast.kanplu, secrecy="named", readers=[cast.praphan])


def test_the_day_it_happened_stands_beside_the_day_of_writing_when_they_differ(cast, case, as_):
    client = as_(cast.somying)
    written(client, case, text="เมื่อวันศุกร์", **DAY)
    written(client, case, text="เมื่อกี้", happened_on_day="25", happened_on_month="6", happened_on_year="2568")
    assert [note.happened_on and note.happened_on.isoformat() for note in Note.objects.order_by("pk")] == [
        "2025-06-20",
        None,
    ]
    page = body(client, url("case", case))
    assert page.count("เกิดขึ้น 20") == 1
    late = client.post(
        url("write_note", case), {"text": "x", "kind": "parent", "secrecy": "team", **DAY, "happened_on_day": "26"}
    )
    assert "ต้องไม่เกิน" in late.content.decode()


def test_the_childs_own_words_are_a_field_of_their_own_and_enough(cast, case, as_):
    client = as_(cast.somying)
    assert written(client, case, text="", child_words="หนูอยากไปโรงเรียน").status_code == 302
    page = body(client, url("case", case))
    assert '<blockquote class="quote"><p class="note-text">“หนูอยากไปโรงเรียน”</p><footer>คำพูดของเด็ก' in page
    empty = written(client, case, text=" ", child_words="")
    assert "เขียนบันทึกหรือคำพูดของเด็กก่อนกดบันทึก" in empty.content.decode()
    assert Note.objects.count() == 1


def test_named_readers_read_it_and_nobody_else(cast, case, named, as_):
    may = {"kanplu", "praphan"}
    for name in ("somying", "kanplu", "praphan"):
        client = as_(getattr(cast, name))
        page = body(client, url("case", case))
        assert "เฉพาะผู้มีชื่อ" in page
        assert "ลับสุดยอด" not in page
        assert (url("read_note", case, named) in page) == (name in may)
        answer = client.get(url("read_note", case, named))
        assert (answer.status_code == 200) == (name in may), name
        assert ("ลับสุดยอด" in answer.content.decode()) == (name in may)
        assert ("หนูกลัวค่ะ" in answer.content.decode()) == (name in may)


def test_another_counselor_does_not_read_what_is_for_named_people(cast, case, named, as_):
    other = make.staff("kaew", "counselor", school=cast.school, first_name="แก้ว")
    assert as_(other).get(url("read_note", case, named)).status_code == 403
    for_counselors = make.note(case, "ถึงแนะแนว", by=cast.kanplu, secrecy="counselors")
    assert "ถึงแนะแนว" in body(as_(other), url("read_note", case, for_counselors))


def test_the_wall_around_the_words_stands_without_any_view(cast, case, named):
    make.note(case, "ถึงแนะแนว", by=cast.kanplu, secrecy="counselors")
    other = make.staff("kaew", "counselor", school=cast.school, first_name="แก้ว")
    seen = {}
    for person in (cast.kanplu, cast.praphan, cast.somying, cast.pim, cast.dokkaew, other):
        with acting(person):
            seen[person.username] = set(Words.objects.all().values_list("text", flat=True))
            assert seen[person.username] == set(Words.objects.visible_to(person).values_list("text", flat=True))
            assert not Note.objects.exclude(secrecy="team").exclude(text="").exists()
    assert seen == {
        "kanplu": {"ลับสุดยอด", "ถึงแนะแนว"},
        "praphan": {"ลับสุดยอด"},
        "somying": set(),
        "pim": set(),
        "dokkaew": set(),
        "kaew": {"ถึงแนะแนว"},
    }


def test_who_is_shut_out_from_the_child_does_not_read_what_names_her(cast, case, named):
    make.exclusion(cast.chaba, user=cast.praphan, by=cast.kanplu)
    with acting(cast.praphan):
        assert not Words.objects.exists()


def test_words_are_never_changed(named):
    with pytest.raises(ProgrammingError, match="write a correction"), transaction.atomic():
        Words.objects.update(text="แก้")


def test_opening_what_is_for_named_people_asks_for_the_password_again(cast, case, named, as_):
    client = as_(cast.praphan)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() - 301}]
    session.save()
    answer = client.get(url("read_note", case, named))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_reauthenticate"))
    by_htmx = client.get(url("read_note", case, named), headers={"hx-request": "true"})
    assert by_htmx["HX-Redirect"] == url("read_note", case, named)
    assert "ลับสุดยอด" not in by_htmx.content.decode()
    assert not Line.objects.filter(user_id=cast.praphan.pk, verb="revealed").exists()


def test_each_opening_is_a_line_and_no_line_holds_the_words(cast, case, as_):
    client = as_(cast.kanplu)
    sent = {"secrecy": "named", "readers": [cast.praphan.public_id], "text": "ลับสุดยอด", "child_words": "หนูกลัว"}
    assert written(client, case, **sent).status_code == 302
    note = Note.objects.get()
    assert Words.objects.get().readers == [cast.praphan.pk]
    body(as_(cast.praphan), url("read_note", case, note))
    revealed = Line.objects.get(verb="revealed")
    assert (revealed.user_id, revealed.students) == (cast.praphan.pk, [cast.chaba.pk])
    assert all("ลับสุดยอด" not in str(line.__dict__) and "หนูกลัว" not in str(line.__dict__) for line in Line.objects.all())


def test_named_needs_somebody_who_may_see_the_child(cast, case, as_):
    client = as_(cast.kanplu)
    assert "เลือกผู้อ่านอย่างน้อยหนึ่งคน" in written(client, case, secrecy="named").content.decode()
    for outsider in (cast.dokkaew, cast.tabian, cast.kanplu):
        answer = written(client, case, secrecy="named", readers=[outsider.public_id])
        assert answer.status_code == 200, outsider
    with pytest.raises(IllegalMove):
        actions.write_note(case, text="x", secrecy="named", readers=[cast.kanplu], by=cast.kanplu)
    with pytest.raises(IllegalMove):
        actions.write_note(case, text="x", secrecy="named", readers=[cast.dokkaew], by=cast.kanplu)
    assert not Note.objects.exists()


def test_who_may_choose_which_circle(cast, case, as_):
    circles = {}
    for name in ("kanplu", "somying"):
        page = body(as_(getattr(cast, name)), url("write_note", case))
        circles[name] = {code for code in ("team", "counselors", "named") if f'value="{code}"' in page}
    case.owner = cast.somying
    case.save()
    page = body(as_(cast.somying), url("write_note", case))
    circles["owner"] = {code for code in ("team", "counselors", "named") if f'value="{code}"' in page}
    assert circles == {"kanplu": {"team", "counselors", "named"}, "somying": {"team"}, "owner": {"team", "named"}}


@pytest.mark.parametrize("secrecy", ["counselors", "named"])
def test_a_secret_note_is_corrected_visibly_for_the_same_readers(cast, case, as_, secrecy):
    readers = [cast.praphan] if secrecy == "named" else []
    note = make.note(case, "แม่ไม่มา", by=cast.kanplu, secrecy=secrecy, readers=readers)
    client = as_(cast.kanplu)
    form = body(client, url("correct_note", case, note))
    assert "แม่ไม่มา</textarea>" in form
    sent = {"text": "แม่มาแล้ว", "form_key": str(uuid.uuid4())}
    for _ in range(2):
        assert client.post(url("correct_note", case, note), sent).status_code == 302
    new = Note.objects.get(corrects=note)
    assert (new.secrecy, new.text, new.words.text, new.words.readers) == (secrecy, "", "แม่มาแล้ว", note.words.readers)
    assert '<del class="note-text">แม่ไม่มา</del>' in body(client, url("read_note", case, note))
    assert "ถูกแก้แล้ว" in body(client, url("case", case))
    again = client.post(url("correct_note", case, note), {"text": "อีกที"})
    assert again.status_code == 409


def test_a_correction_a_day_later_keeps_the_day_it_happened(cast, case, as_, clock):
    note = make.note(case, "แม่ไม่มา", by=cast.somying)
    clock.shift(86400)
    as_(cast.somying).post(url("correct_note", case, note), {"text": "แม่มาแล้ว"})
    assert Note.objects.get(corrects=note).happened_on.isoformat() == "2025-06-25"


def test_old_words_stay_hidden_when_a_correction_comes_back_after_five_minutes(cast, case, named, as_):
    client = as_(cast.kanplu)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() - 301}]
    session.save()
    assert client.get(url("correct_note", case, named)).status_code == 302
    answer = client.post(url("correct_note", case, named), {"text": ""})
    assert answer.status_code == 200
    assert "ลับสุดยอด" not in answer.content.decode()


def test_a_note_of_another_case_is_not_found(cast, case, named, as_):
    other = make.case(cast.thara, by=cast.mana, owner=cast.kanplu)
    assert as_(cast.kanplu).get(url("read_note", other, named)).status_code == 404
    assert as_(cast.kanplu).post(url("correct_note", other, named), {"text": "แก้"}).status_code == 404


def test_secret_words_stand_on_no_other_page(cast, case, named, as_):
    make.note(case, "ถึงแนะแนว", by=cast.kanplu, secrecy="counselors")
    for person in (cast.kanplu, cast.praphan, cast.somying):
        client = as_(person)
        pages = [url("case", case), reverse("cases:caseload"), reverse("studentcare:today")]
        pages += [reverse("studentcare:student", args=[cast.chaba.public_id]), reverse("schools:notices")]
        for address in pages:
            page = body(client, address)
            assert "ลับสุดยอด" not in page, address
            assert "ถึงแนะแนว" not in page, address


def test_what_is_wrong_in_a_closed_case_is_put_right_and_it_stays_as_it_was(cast, as_):
    was = make.now() - timedelta(days=40)
    closed = make.case(cast.chaba, by=cast.somying, owner=cast.kanplu, state="closed", touched_at=was)
    note = make.note(closed, "แม่ไม่มา", by=cast.somying)
    assert as_(cast.somying).post(url("correct_note", closed, note), {"text": "แม่มาแล้ว"}).status_code == 302
    assert Note.objects.get(corrects=note).text == "แม่มาแล้ว"
    closed.refresh_from_db()
    assert (closed.state, closed.touched_at) == ("closed", was)


def test_the_same_form_with_other_words_saves_nothing_and_loses_nothing(cast, case, as_):
    client, sent = as_(cast.somying), {"text": "ก", "kind": "parent", "secrecy": "team", "form_key": str(uuid.uuid4())}
    assert client.post(url("write_note", case), sent).status_code == 302
    answer = client.post(url("write_note", case), sent | {"text": "ข้อความใหม่"})
    assert answer.status_code == 422
    assert Note.objects.count() == 1
    page = answer.content.decode()
    assert 'name="text" value="ข้อความใหม่"' in page
    assert sent["form_key"] not in page
    assert url("case", case) in page
    assert client.post(url("write_note", case), sent | {"draft": "", "sequence": "7"}).status_code == 302
    assert Note.objects.count() == 1
