"""Pictures of an activity: four at most, sealed, each look a line."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from activities.actions import Over, open_picture, remove_picture
from activities.models import Picture
from journal.models import Line
from tests import make


@pytest.fixture
def homeroom(cast):
    return make.activity(by=cast.somying, classroom=cast.room)


def send(client, activity, content, caption="", **headers):
    file = SimpleUploadedFile("a.jpg", content, content_type="image/jpeg")
    address = reverse("activities:add_picture", args=[activity.public_id])
    return client.post(address, {"photo": file, "caption": caption}, headers=headers)


def said(client, answer):
    return client.get(answer.url.partition("#")[0]).content.decode()


def test_what_is_stored_is_ours_and_sealed(cast, as_, homeroom):
    client = as_(cast.somying)
    answer = send(client, homeroom, make.picture(), "ปลูกต้นไม้")
    assert answer.url == f"/activities/{homeroom.public_id}/#photos"
    held = Picture.objects.get()
    content = open_picture(held)
    assert content not in bytes(held.sealed)
    assert client.get(reverse("activities:picture", args=[held.public_id])).content == content
    assert [line.verb for line in Line.objects.filter(about="activities.Picture").order_by("pk")] == [
        "recorded",
        "viewed",
    ]
    assert "ปลูกต้นไม้" in said(client, answer)


def test_the_fifth_and_the_same_again_are_refused(cast, as_, homeroom):
    client = as_(cast.somying)
    for shade in range(4):
        send(client, homeroom, make.picture(colour=(shade * 40, 0, 0)))
        if shade == 0:
            assert "ภาพนี้แนบไว้แล้ว" in said(client, send(client, homeroom, make.picture(colour=(0, 0, 0))))
    assert "แนบครบ 4 ภาพแล้ว" in said(client, send(client, homeroom, make.picture(colour="white")))
    assert Picture.objects.count() == 4


def test_what_is_no_picture_says_why(cast, as_, homeroom):
    client = as_(cast.somying)
    assert "ไม่ใช่ภาพถ่าย" in said(client, send(client, homeroom, b"<svg/>"))
    assert "ว่างเปล่า" in said(client, send(client, homeroom, b""))
    assert "ใหญ่ 11\u00a0MB" in said(client, send(client, homeroom, bytes(10 * 1024 * 1024 + 1)))
    assert "พิมพ์ไม่เกิน 120" in said(client, send(client, homeroom, make.picture(), "ก" * 121))
    assert not Picture.objects.exists()


def test_beside_the_form_the_part_of_the_page_comes_back(cast, as_, homeroom):
    answer = send(as_(cast.somying), homeroom, make.picture(), **{"HX-Request": "true"})
    assert answer.content.decode().strip().startswith('<section class="sheet stack" id="photos"')
    refused = send(as_(cast.somying), homeroom, b"x", **{"HX-Request": "true"})
    assert refused.status_code == 422


def test_the_form_says_whose_faces_may_be_shown(cast, as_, homeroom):
    body = as_(cast.somying).get(reverse("activities:activity", args=[homeroom.public_id])).content.decode()
    assert "ผู้ปกครองของเด็กทุกคนในภาพยินยอม" in body


def test_a_thumbnail_within_a_page_is_no_look_of_its_own(cast, as_, homeroom):
    held = make.activity_picture(homeroom, by=cast.somying)
    address = reverse("activities:picture", args=[held.public_id]) + "?size=small"
    as_(cast.somying).get(address, headers={"Sec-Fetch-Dest": "image"})
    assert not Line.objects.filter(verb="viewed").exists()
    as_(cast.somying).get(address)
    assert Line.objects.filter(verb="viewed").count() == 1


def test_who_added_it_removes_it_for_a_day(cast, as_, homeroom, clock):
    held = make.activity_picture(homeroom, by=cast.somying)
    address = reverse("activities:remove_picture", args=[held.public_id])
    assert as_(cast.mana).post(address).status_code == 404
    clock.shift(25 * 3600)
    assert as_(cast.somying).post(address).status_code == 403
    assert as_(cast.kanplu).post(address).status_code == 302
    assert not Picture.objects.exists()


def test_of_what_was_taken_back_nobody_else_reads_and_nobody_removes(cast, as_, homeroom):
    held = make.activity_picture(homeroom, by=cast.somying)
    as_(cast.somying).post(reverse("activities:remove_activity", args=[homeroom.public_id]))
    address = reverse("activities:picture", args=[held.public_id])
    assert as_(cast.somying).get(address).status_code == 200
    assert [as_(person).get(address).status_code for person in (cast.decha, cast.wilai)] == [404, 404]
    assert as_(cast.somying).post(reverse("activities:remove_picture", args=[held.public_id])).status_code == 403
    with pytest.raises(Over):
        remove_picture(held, by=cast.somying)
    assert Picture.objects.exists()
