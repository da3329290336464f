"""แจ้งเหตุด่วน: three taps without JavaScript, and what the reporter may know afterwards."""

import re
import uuid

import pytest
from django.urls import reverse

from cases.models import Incident, Involved
from journal.context import acting
from journal.models import Line
from schools.models import Notice
from students.models import Alert
from tests import make

pytestmark = pytest.mark.django_db

URL = "/report/"


def fields(page, button):
    """What a browser sends when `button` (its value) is pressed: the hidden fields of the form and the button."""
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
    name = re.search(rf'<button class="tap" name="(\w+)" value="{button}"', page)[1]
    return {key: hidden[key] for key in hidden if key != "csrfmiddlewaretoken"} | {name: button}


def kinds(user):
    return sorted(Notice.objects.filter(to_user=user).values_list("kind", flat=True))


def test_three_taps_send_it(cast, as_):
    client = as_(cast.mana)
    first = client.get(URL).content.decode()
    assert 'href="?what=accident"' in first
    second = client.get(f"{URL}?what=accident").content.decode()
    room = f"what=accident&amp;room={cast.room.public_id}"
    assert second.index(cast.next_door.public_id) < second.index(room), "her own room stands first"
    third = client.get(f"{URL}?what=accident&room={cast.room.public_id}").content.decode()
    sent = client.post(URL, fields(third, cast.chaba.public_id))
    incident = Incident.objects.get()
    assert sent.url == reverse("cases:my_report", args=[incident.public_id])
    assert (incident.group, incident.is_quick, incident.reported_by, incident.school) == (
        "accident",
        True,
        cast.mana,
        cast.school,
    )
    assert Involved.objects.get().student == cast.chaba
    assert incident.alert == Alert.objects.get(student=cast.chaba, kind="teacher")
    answer = client.get(sent.url).content.decode()
    for words in ("รอคนรับ", "1300", "1323", "1669", "191", "1387", "เพิ่มรายละเอียด"):
        assert words in answer, words


def test_a_child_who_may_be_hurt_raises_the_graver_alert_and_leads_to_the_record(cast, as_):
    client = as_(cast.mana)
    data = {"what": "harm", "room": cast.room.public_id, "child": cast.chaba.public_id}
    page = client.get(client.post(URL, data).url).content.decode()
    assert Incident.objects.get().group == "right"
    assert Alert.objects.get().kind == "safety"
    record = reverse("cases:new_protection", args=[cast.chaba.public_id])
    assert record in page
    assert client.get(record).status_code == 200, "also for a child of another room, because she reported it"


def test_who_keeps_it_is_told_and_the_discipline_office_unless_a_right_was_violated(cast, as_):
    as_(cast.mana).post(URL, {"what": "violence", "room": cast.room.public_id, "child": cast.chaba.public_id})
    assert kinds(cast.kanplu) == ["incident", "urgent"]
    assert kinds(cast.decha) == ["incident"]
    as_(cast.mana).post(URL, {"what": "right", "room": cast.room.public_id, "child": cast.kita.public_id})
    assert kinds(cast.decha) == ["incident"]
    assert kinds(cast.mana) == []


def test_sent_twice_it_is_one(cast, as_):
    client = as_(cast.mana)
    data = {"what": "health", "room": cast.room.public_id, "child": cast.chaba.public_id, "form_key": str(uuid.uuid4())}
    assert client.post(URL, data).url == client.post(URL, data).url
    assert Incident.objects.count() == Alert.objects.count() == 1


def test_reported_again_by_another_the_standing_alert_serves_both(cast, as_):
    data = {"what": "accident", "room": cast.room.public_id, "child": cast.chaba.public_id}
    as_(cast.mana).post(URL, data)
    as_(cast.pim).post(URL, data)
    assert {one.alert for one in Incident.objects.all()} == {Alert.objects.get()}


def test_a_child_whom_nobody_knows_is_reported_too(cast, as_):
    client = as_(cast.mana)
    page = client.get(f"{URL}?what=accident").content.decode()
    client.post(URL, fields(page, cast.school.public_id))
    client.post(URL, {"what": "accident", "room": cast.room.public_id, "child": ""})
    assert Incident.objects.count() == 2
    assert not Involved.objects.exists()
    assert not Alert.objects.exists()
    assert kinds(cast.praphan) == ["incident", "incident"]


def test_nothing_is_sent_before_it_is_said_what_happened(cast, as_):
    assert as_(cast.mana).post(URL, {"room": cast.room.public_id}).url == URL
    assert not Incident.objects.exists()


def test_names_are_a_line_and_only_names_of_ones_own_school(cast, as_):
    client = as_(cast.mana)
    client.get(f"{URL}?what=accident&room={cast.room.public_id}")
    line = Line.objects.get(verb="searched", user_id=cast.mana.pk)
    assert (line.about, line.about_id) == ("schools.Classroom", cast.room.pk)
    assert client.get(f"{URL}?what=accident&room={cast.far_room.public_id}").status_code == 404


def test_foreign_ids_are_not_there(cast, as_):
    client = as_(cast.mana)
    far = {"what": "accident", "room": cast.far_room.public_id, "child": cast.luktan.public_id}
    assert client.post(URL, far).status_code == 404
    assert client.post(URL, far | {"room": cast.room.public_id}).status_code == 404
    assert client.post(URL, {"what": "accident", "child": cast.chaba.public_id}).status_code == 404
    other = {"what": "accident", "room": cast.next_door.public_id, "child": cast.chaba.public_id}
    assert client.post(URL, other).status_code == 404, "the child is not of that room"
    assert client.post(URL, {"what": "accident", "school": cast.elsewhere.public_id}).status_code == 404
    assert not Incident.objects.exists()


def test_a_child_one_is_shut_out_from_is_not_among_the_names(cast, as_):
    make.exclusion(cast.chaba, cast.mana, by=cast.praphan)
    client = as_(cast.mana)
    page = client.get(f"{URL}?what=accident&room={cast.room.public_id}").content.decode()
    assert cast.kita.public_id in page
    assert cast.chaba.public_id not in page
    data = {"what": "accident", "room": cast.room.public_id, "child": cast.chaba.public_id}
    assert client.post(URL, data).status_code == 404


def test_the_link_stands_on_every_page_of_who_cares_for_children_and_of_nobody_else(cast, as_):
    for page in ("/today/", "/help/", "/search/"):
        assert f'href="{URL}"' in as_(cast.mana).get(page).content.decode(), page
    assert f'href="{URL}"' not in as_(cast.bunchi).get("/today/").content.decode()
    assert as_(cast.khet).get(URL).status_code == 403


def test_the_reporter_sees_that_somebody_took_it_and_nobody_elses_report(cast, as_):
    mine, other = (make.incident(cast.chaba, by=who, is_quick=True) for who in (cast.mana, cast.pim))
    client = as_(cast.mana)
    page = client.get(URL).content.decode()
    assert "รอคนรับ" in page
    assert other.public_id not in page
    assert client.get(reverse("cases:my_report", args=[other.public_id])).status_code == 404
    assert as_(cast.kanplu).get(reverse("cases:my_report", args=[mine.public_id])).status_code == 403
    as_(cast.kanplu).post(reverse("cases:take_incident", args=[mine.public_id]))
    assert "มีคนรับแล้ว" in client.get(reverse("cases:my_report", args=[mine.public_id])).content.decode()


def test_an_alert_that_was_taken_takes_the_report(cast, as_):
    client = as_(cast.mana)
    url = client.post(URL, {"what": "accident", "room": cast.room.public_id, "child": cast.chaba.public_id}).url
    alert = Alert.objects.get()
    as_(cast.kanplu).post(reverse("cases:alert", args=[alert.public_id]), {"reason": "พาไปห้องพยาบาลแล้ว"})
    page = client.get(url).content.decode()
    assert "มีคนรับแล้ว" in page
    assert "พาไปห้องพยาบาล" not in page


def test_details_come_afterwards_and_never_over_what_others_wrote(cast, as_):
    made = make.incident(cast.chaba, by=cast.mana, is_quick=True, text="ครูพิมทำแผลแล้ว", place="สนาม")
    url = reverse("cases:my_report", args=[made.public_id])
    client = as_(cast.mana)
    assert "ครูพิมทำแผล" not in client.get(url).content.decode()
    typed = {
        "text": "ล้มตอนวิ่ง",
        "place": "หน้าอาคาร 2",
        "on_day": "25",
        "on_month": "6",
        "on_year": "2568",
        "clock": "๑๐.๓๐ น.",
    }
    client.post(url, typed)
    made.refresh_from_db()
    assert made.text.startswith("ครูพิมทำแผลแล้ว\n")
    assert "ล้มตอนวิ่ง" in made.text
    assert "หน้าอาคาร 2" in made.text
    assert made.place == "สนาม"
    assert made.happened_at.isoformat() == "2025-06-25T03:30:00+00:00"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "กรอกอย่างน้อยหนึ่งช่อง"),
        ({"clock": "10.30"}, "กรอกวันที่ด้วย"),
        ({"clock": "25.00", "text": "ก"}, "กรอกเวลาเป็นชั่วโมงกับนาที"),
        ({"on_day": "25", "on_month": "6", "on_year": "2568", "clock": "15.00"}, "เวลานี้ยังมาไม่ถึง"),
        ({"text": "ก" * 801}, "พิมพ์ไม่เกิน 800"),
    ],
)
def test_bad_details_are_said_and_kept(cast, as_, typed, said):
    made = make.incident(cast.chaba, by=cast.mana, is_quick=True, text="")
    page = as_(cast.mana).post(reverse("cases:my_report", args=[made.public_id]), {"x": "1"} | typed).content.decode()
    assert said in page
    made.refresh_from_db()
    assert (made.text, made.version) == ("", 1)


def test_somebody_shut_out_later_loses_even_her_own_report(cast, as_):
    made = make.incident(cast.chaba, by=cast.mana, is_quick=True)
    make.exclusion(cast.chaba, cast.mana, by=cast.praphan)
    assert as_(cast.mana).get(reverse("cases:my_report", args=[made.public_id])).status_code == 404
    with acting(cast.mana):
        assert not Incident.objects.all().exists(), "the second wall says the same"


def test_a_second_report_waits_though_the_alert_it_found_was_taken(cast, as_):
    data = {"what": "accident", "room": cast.room.public_id, "child": cast.chaba.public_id}
    as_(cast.pim).post(URL, data)
    url = as_(cast.mana).post(URL, data).url
    as_(cast.kanplu).post(reverse("cases:alert", args=[Alert.objects.get().public_id]), {"reason": "คุยแล้ว"})
    assert "รอคนรับ" in as_(cast.mana).get(url).content.decode()
    assert "กำลังรอผู้รับเรื่อง" in as_(cast.mana).get("/today/").content.decode()


def test_what_the_discipline_office_wrote_in_full_and_does_not_keep_is_found_again(cast, as_):
    client = as_(cast.decha)
    client.post(reverse("cases:new_incident"), {"group": "right", "text": "ถูกนำภาพไปใช้"})
    mine = Incident.objects.get()
    client.post(reverse("cases:new_incident"), {"group": "violence", "text": "ทะเลาะกัน"})
    kept = Incident.objects.exclude(pk=mine.pk).get()
    page = client.get(URL).content.decode()
    assert reverse("cases:my_report", args=[mine.public_id]) in page
    assert kept.public_id not in page, "that one stands among the incidents"
    assert (mine.taken_by, kept.taken_by) == (None, cast.decha)


def test_her_page_says_who_is_not_rung(cast, as_):
    make.alert(cast.chaba, by=cast.somying, is_home_suspected=True)
    client = as_(cast.mana)
    url = client.post(URL, {"what": "accident", "room": cast.room.public_id, "child": cast.chaba.public_id}).url
    assert "ยังไม่ติดต่อผู้ปกครอง เพราะสงสัยคนในบ้าน" in client.get(url).content.decode()
