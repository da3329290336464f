"""What those who look after a child keep about her: own words and health; who reads which."""

import pytest
from django.urls import reverse

from journal.models import Line
from students import actions, rules
from students.models import Health
from tests import make, shown

FACTS = {"allergies": "นมวัว", "conditions": "หอบหืด", "medicines": "", "hospital": "", "disability": ""}


def at(name, child):
    return reverse(f"students:{name}", args=[child.public_id])


def seen(client, address):
    return client.get(address).context["form"]["seen"].value()


def test_who_knows_the_child_keeps_strengths_interests_and_own_words(cast, as_):
    told = {
        "nickname": "บา",
        "phone": "000-000-0000",
        "strengths": "วาดรูป",
        "interests": "หุ่นยนต์",
        "own_words": "อยากบิน",
    }
    client = as_(cast.somying)
    answer = client.post(at("tell", cast.chaba), told | {"seen": seen(client, at("tell", cast.chaba))})
    assert answer.status_code == 302
    cast.chaba.refresh_from_db()
    assert {name: getattr(cast.chaba, name) for name in told} == told


def test_who_wrote_meanwhile_is_not_written_over_unseen(cast, as_):
    client = as_(cast.somying)
    before = seen(client, at("tell", cast.chaba))
    actions.correct(cast.chaba, strengths="ร้องเพลง", by=cast.kanplu)
    answer = client.post(at("tell", cast.chaba), {"seen": before, "strengths": "วาดรูป"})
    assert "มีผู้แก้ไขหน้านี้หลังจากที่คุณเปิด" in answer.content.decode()
    cast.chaba.refresh_from_db()
    assert cast.chaba.strengths == "ร้องเพลง"


def test_health_is_kept_once_and_counts_its_versions(cast, as_):
    client = as_(cast.pim)
    for more in ({}, {"medicines": "ยาพ่น"}, {"medicines": "ยาพ่น"}):
        sent = FACTS | more | {"seen": seen(client, at("health", cast.chaba))}
        assert client.post(at("health", cast.chaba), sent).status_code == 302
    kept = Health.objects.get(student=cast.chaba)
    assert (kept.allergies, kept.medicines, kept.version, kept.told_by) == ("นมวัว", "ยาพ่น", 2, cast.pim)
    lines = Line.objects.filter(verb="recorded", about="students.Health").order_by("id")
    assert [line.detail["fields"] for line in lines] == [["allergies", "conditions"], ["medicines"]]


def test_two_who_write_health_see_each_other(cast, as_):
    client = as_(cast.somying)
    before = seen(client, at("health", cast.chaba))
    actions.tell_health(cast.chaba, allergies="กุ้ง", by=cast.pim)
    answer = client.post(at("health", cast.chaba), FACTS | {"seen": before})
    assert "ในระบบตอนนี้ “กุ้ง”" in answer.content.decode()
    assert Health.objects.get(student=cast.chaba).allergies == "กุ้ง"


def test_who_wrote_at_the_same_moment_is_not_written_over_either(cast, as_, monkeypatch):
    """The other one is kept between the form's look at the row and the lock."""
    client = as_(cast.somying)
    before = seen(client, at("health", cast.chaba))
    real = {name: getattr(actions, name) for name in ("tell_health", "correct")}

    def meanwhile(name, **other):
        def act(child, **told):
            real[name](child, by=told["by"], **other)
            return real[name](child, **told)

        monkeypatch.setattr(actions, name, act)

    meanwhile("tell_health", allergies="กุ้ง")
    answer = client.post(at("health", cast.chaba), FACTS | {"seen": before})
    assert "ในระบบตอนนี้ “กุ้ง”" in answer.content.decode()
    assert "นมวัว" in answer.content.decode()
    assert Health.objects.get(student=cast.chaba).allergies == "กุ้ง"
    for name, words in (("tell", "ร้องเพลง"), ("edit_student", "เต้นรำ")):
        before = shown.seen(client, at(name, cast.chaba))
        meanwhile("correct", strengths=words)
        answer = client.post(at(name, cast.chaba), before | {"strengths": "วาดรูป"})
        assert f"ในระบบตอนนี้ “{words}”" in answer.content.decode()
        cast.chaba.refresh_from_db()
        assert cast.chaba.strengths == words


def test_a_form_that_does_not_say_what_its_page_showed_writes_nothing(cast, as_):
    actions.tell_health(cast.chaba, allergies="กุ้ง", by=cast.pim)
    as_(cast.somying).post(at("health", cast.chaba), FACTS)
    assert Health.objects.get(student=cast.chaba).allergies == "กุ้ง"


def test_a_card_says_which_disability(cast, as_):
    answer = as_(cast.somying).post(at("health", cast.chaba), FACTS | {"has_disability_card": "on"})
    assert "เลือกประเภทความพิการตามบัตร" in answer.content.decode()
    assert not Health.objects.exists()


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"allergies": "ก" * 301}, "พิมพ์ไม่เกิน 300 ตัวอักษร ตอนนี้ยาว 301 ตัว"),
        ({"allergies": "นม\x00วัว"}, "มีอักขระที่มองไม่เห็นปนอยู่"),
        ({"disability": "ninth"}, "เลือก"),
    ],
)
def test_bad_input_is_said_and_nothing_kept(cast, as_, typed, says):
    answer = as_(cast.somying).post(at("health", cast.chaba), FACTS | typed)
    assert answer.status_code == 200
    assert says in answer.content.decode()
    assert not Health.objects.exists()


@pytest.mark.parametrize(
    ("person", "reads", "writes"),
    [
        ("somying", True, True),
        ("kanplu", True, True),
        ("pim", True, True),
        ("praphan", True, False),
        ("wilai", False, False),
        ("decha", False, False),
        ("tabian", False, False),
        ("mana", False, False),
    ],
)
def test_health_is_for_who_looks_after_her_and_the_head(cast, person, reads, writes):
    user = getattr(cast, person)
    assert rules.may_read_health(user, cast.chaba) is reads
    assert rules.may_write_health(user, cast.chaba) is writes


def test_an_unknown_column_is_a_mistake_of_ours(cast):
    with pytest.raises(TypeError, match="weight"):
        actions.tell_health(cast.chaba, weight=30, by=cast.pim)


def test_another_school_writes_no_health(cast, as_):
    make.health(cast.chaba, by=cast.pim, allergies="นมวัว")
    answer = as_(cast.dokkaew).post(at("health", cast.chaba), FACTS)
    assert answer.status_code == 404
