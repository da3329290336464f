"""The words of an area: its officer's alone."""

import pytest
from django.urls import reverse

from activities.models import Tag
from journal.models import Line
from tests import make


def page(area, name="tags", tag=None):
    return reverse(f"activities:{name}", args=[area.public_id, *([tag.public_id] if tag else [])])


def seen(client, rename):
    """What the page of a word says it was made from."""
    return client.get(rename).context["form"]["seen"].value()


def test_the_shipped_sets_are_added_once_and_edits_stay(cast, as_):
    client = as_(cast.khet)
    client.post(page(cast.area, "load_tags"))
    assert set(Tag.objects.values_list("set_name", flat=True)) == {"3 ป (ศธ.)", "5 ป (สพป.ตรัง เขต 2)", "ภัยที่เฝ้าระวัง"}
    assert Tag.objects.count() == 15
    gone = Tag.objects.get(name="ยาเสพติด")
    client.post(page(cast.area, "edit_tag", gone), {"act": "retire"})
    client.post(page(cast.area, "load_tags"))
    gone.refresh_from_db()
    assert (Tag.objects.count(), gone.is_active) == (15, False)
    assert "ยาเสพติด" in client.get(page(cast.area)).content.decode()


def test_added_renamed_moved_and_used_again(cast, as_):
    first, second = make.tag(cast.area, "หนึ่ง", position=1), make.tag(cast.area, "สอง", position=2)
    client = as_(cast.khet)
    client.post(page(cast.area), {"family": "model", "set_name": "3 ป", "name": "สาม"})
    client.post(page(cast.area, "edit_tag", second), {"act": "up"})
    rename = page(cast.area, "edit_tag", first)
    client.post(rename, {"set_name": "3 ป", "name": "ที่หนึ่ง", "seen": seen(client, rename)})
    assert list(Tag.objects.order_by("position").values_list("name", flat=True)) == ["สอง", "ที่หนึ่ง", "สาม"]
    assert Line.objects.filter(verb="configured", about="activities.Tag").count() == 3


def test_an_activity_keeps_the_word_of_its_day(cast, as_):
    word = make.tag(cast.area, "ปลูกฝัง")
    activity = make.activity(by=cast.somying, classroom=cast.room, tags=["ปลูกฝัง"])
    client, rename = as_(cast.khet), page(cast.area, "edit_tag", word)
    client.post(rename, {"set_name": "3 ป", "name": "ปลูกใจ", "seen": seen(client, rename)})
    word.refresh_from_db()
    assert word.name == "ปลูกใจ"
    activity.refresh_from_db()
    assert activity.tags == ["ปลูกฝัง"]


@pytest.mark.parametrize("change", [{"name": ""}, {"name": "ก" * 61}, {"family": "x"}, {"name": "ปลูกฝัง"}], ids=str)
def test_bad_words_are_refused(cast, as_, change):
    make.tag(cast.area, "ปลูกฝัง")
    answer = as_(cast.khet).post(page(cast.area), {"family": "model", "set_name": "3 ป", "name": "ใหม่"} | change)
    assert answer.status_code == 200
    assert "error" in answer.content.decode()
    assert Tag.objects.count() == 1


def test_of_another_area_there_is_nothing(cast, as_):
    other = make.tag(make.area("เขตอื่น"))
    assert as_(cast.khet).get(page(other.area)).status_code == 404
    assert as_(cast.khet).post(page(cast.area, "edit_tag", other), {"act": "retire"}).status_code == 404
    assert as_(cast.rabop).get(page(cast.area)).status_code == 403
    assert as_(cast.kanplu).get(page(cast.area)).status_code == 404


def test_the_area_reads_no_activity(cast, as_):
    activity = make.activity(by=cast.somying, classroom=cast.room)
    assert as_(cast.khet).get("/activities/").status_code == 403
    assert as_(cast.khet).get(reverse("activities:activity", args=[activity.public_id])).status_code == 404


def test_a_word_renamed_meanwhile_is_shown_beside_mine(cast, as_):
    word = make.tag(cast.area, "ปลูกฝัง")
    client, rename = as_(cast.khet), page(cast.area, "edit_tag", word)
    shown = seen(client, rename)
    Tag.objects.update(name="คำของเพื่อน")
    answer = client.post(rename, {"set_name": "3 ป", "name": "คำของฉัน", "seen": shown})
    assert "คำของเพื่อน" in answer.content.decode()
    assert "คำของฉัน" in answer.content.decode()
    word.refresh_from_db()
    assert word.name == "คำของเพื่อน"
