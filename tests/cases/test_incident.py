"""One incident: who reads it, its children, mending, taking, the paper, and what is kept while it is written."""

import subprocess
import uuid

import pytest
from django.urls import reverse

from cases.models import Incident, Involved
from journal.context import acting
from journal.models import Line
from schools.models import Draft
from tests import make
from tests.cases.incidents import FULL, at

pytestmark = pytest.mark.django_db


def verbs(user):
    return list(Line.objects.filter(user_id=user.pk).order_by("pk").values_list("verb", flat=True))


def test_opening_it_is_a_line_about_each_child_and_no_look_at_a_childs_page(cast, incident, as_):
    page = as_(cast.kanplu).get(at("incident", incident)).content.decode()
    assert "ถูกล้อชื่อพ่อแม่" in page
    assert reverse("cases:open_case", args=[cast.chaba.public_id]) in page
    line = Line.objects.get(verb="revealed", user_id=cast.kanplu.pk)
    assert (line.about, line.students) == ("cases.Incident", sorted([cast.chaba.pk, cast.thara.pk]))


def test_who_keeps_it_and_who_does_not(cast, incident, as_):
    answers = {
        name: as_(getattr(cast, name)).get(at("incident", incident)).status_code
        for name in ["kanplu", "praphan", "decha", "mana", "somying", "pim", "wilai", "tabian", "dokkaew", "chit"]
    }
    kept = dict.fromkeys(["kanplu", "praphan", "decha"], 200)
    hidden = dict.fromkeys(["somying", "pim", "wilai", "tabian", "dokkaew", "chit"], 404)
    assert answers == kept | {"mana": 403} | hidden


def test_a_violated_right_is_not_for_the_discipline_office(cast, as_):
    made = make.incident(cast.chaba, by=cast.mana, group="right")
    assert as_(cast.decha).get(at("incident", made)).status_code == 404
    with acting(cast.decha):
        assert not Incident.objects.all().exists()
        assert not Involved.objects.all().exists()


def test_the_second_wall_alone_hides_it_from_colleagues(cast, incident):
    seen = {}
    for name in ("kanplu", "praphan", "decha", "mana", "somying", "pim", "tabian", "dokkaew", "khet", "truat"):
        with acting(getattr(cast, name)):
            seen[name] = (Incident.objects.all().count(), Involved.objects.all().count())
    keep = dict.fromkeys(["kanplu", "praphan", "decha", "mana"], (1, 2))
    assert seen == keep | dict.fromkeys(["somying", "pim", "tabian", "dokkaew", "khet", "truat"], (0, 0))


def test_nobody_shut_out_from_one_of_its_children_knows_of_it(cast, incident, as_):
    make.exclusion(cast.thara, cast.kanplu, by=cast.praphan)
    client = as_(cast.kanplu)
    assert client.get(at("incident", incident)).status_code == 404
    assert incident.public_id not in client.get("/incidents/").content.decode()
    with acting(cast.kanplu):
        assert not Incident.objects.all().exists()
        assert not Involved.objects.all().exists()


def test_written_in_full_once_and_taken_by_who_wrote_it(cast, as_):
    client, key = as_(cast.decha), str(uuid.uuid4())
    url = reverse("cases:new_incident")
    assert client.get(url).status_code == 200
    first, second = (client.post(url, FULL | {"form_key": key}) for _ in range(2))
    made = Incident.objects.get()
    assert first.url == second.url == at("incident", made)
    assert (made.taken_by, made.is_quick, made.done) == (cast.decha, False, "คุยกับทั้งสองคน")
    assert as_(cast.mana).get(url).status_code == 403


def test_the_threats_are_the_words_of_the_area(cast, as_):
    from activities.models import Tag

    Tag.objects.create(area=cast.area, family="threat", set_name="ภัย", name="อุบัติเหตุทางถนน")
    Tag.objects.create(area=cast.area, family="model", set_name="3 ป", name="ปลูกฝัง")
    client = as_(cast.kanplu)
    page = client.get(reverse("cases:new_incident")).content.decode()
    assert "อุบัติเหตุทางถนน" in page
    assert "ปลูกฝัง" not in page
    assert (
        "เลือกประเภทภัยจากรายการ"
        in client.post(reverse("cases:new_incident"), FULL | {"threat": "ปลูกฝัง"}).content.decode()
    )


def test_a_word_that_is_no_longer_in_the_list_stays_when_it_is_edited(cast, as_):
    made = make.incident(cast.chaba, by=cast.kanplu, threat="คำเก่า")
    as_(cast.kanplu).post(at("edit_incident", made), FULL | {"version": "1", "threat": "คำเก่า"})
    made.refresh_from_db()
    assert (made.threat, made.version, made.text) == ("คำเก่า", 2, FULL["text"])


def test_somebody_was_faster_both_values_are_shown_and_mine_can_win(cast, incident, as_):
    client, url = as_(cast.kanplu), at("edit_incident", incident)
    as_(cast.praphan).post(url, FULL | {"version": "1", "text": "ผอ.แก้แล้ว"})
    answer = client.post(url, FULL | {"version": "1", "text": "ของกานพลู"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "ผอ.แก้แล้ว" in page
    assert "ของกานพลู" in page
    incident.refresh_from_db()
    assert incident.text == "ผอ.แก้แล้ว"
    client.post(url, FULL | {"version": "2", "text": "ของกานพลู"})
    incident.refresh_from_db()
    assert incident.text == "ของกานพลู"


def test_children_are_added_and_taken_out_by_room_and_name(cast, incident, as_):
    client = as_(cast.kanplu)
    url = f"{at('involve', incident)}?room={cast.room.public_id}"
    assert cast.kita.full_name in client.get(url).content.decode()
    client.post(url, {"part": "witness", "child": cast.kita.public_id})
    assert incident.involved.get(student=cast.kita).part == "witness"
    client.post(url, {"part": "suspected", "child": cast.kita.public_id})
    assert incident.involved.get(student=cast.kita).part == "suspected", "a child once"
    client.post(at("uninvolve", incident, child=cast.kita))
    assert not incident.involved.filter(student=cast.kita).exists()
    assert "removed" in verbs(cast.kanplu)


def test_nested_ids_must_match(cast, incident, as_):
    other = make.incident(cast.kita, by=cast.kanplu)
    client = as_(cast.kanplu)
    assert client.post(at("uninvolve", incident, child=cast.kita)).status_code == 404
    assert client.post(at("uninvolve", incident, child=cast.luktan)).status_code == 404
    assert other.involved.count() == 1
    far = f"{at('involve', incident)}?room={cast.far_room.public_id}"
    assert client.post(far, {"part": "victim", "child": cast.luktan.public_id}).status_code == 404
    wrong = client.post(
        f"{at('involve', incident)}?room={cast.room.public_id}", {"part": "x", "child": cast.thara.public_id}
    )
    assert "เลือกนักเรียนจากรายชื่อ" in wrong.content.decode()


def test_the_paper_uses_numbers_for_names_unless_asked(cast, incident, as_):
    client = as_(cast.kanplu)
    plain, named = (words(client.get(at("incident_pdf", incident) + more)) for more in ("", "?name=1"))
    assert "นักเรียน 1" in plain
    assert cast.chaba.last_name not in plain
    assert cast.chaba.last_name in named
    lines = Line.objects.filter(verb="disclosed", user_id=cast.kanplu.pk).order_by("pk")
    assert [line.detail["kind"] for line in lines] == ["codes", "names"]
    assert lines[0].students == sorted([cast.chaba.pk, cast.thara.pk])


def words(answer):
    made = subprocess.run(["pdftotext", "-", "-"], input=answer.content, capture_output=True, check=True)
    return made.stdout.decode()


def test_the_childs_page_shows_it_to_who_keeps_it(cast, incident, as_):
    link = at("incident", incident)
    assert link in as_(cast.kanplu).get(f"/students/{cast.thara.public_id}/").content.decode()
    assert link not in as_(cast.mana).get(f"/students/{cast.thara.public_id}/").content.decode()


def test_a_case_opened_from_it_takes_it(cast, round_, incident, as_):
    url = reverse("cases:open_case", args=[cast.chaba.public_id]) + f"?incident={incident.public_id}"
    asked = {"title": "ดูแลหลังเหตุการณ์", "reason": "ถูกล้อ", "aspects": ["learning"], "urgency": "normal"}
    answer = as_(cast.kanplu).post(url, asked)
    incident.refresh_from_db()
    assert incident.taken_by == cast.kanplu
    case = incident.cases.get(student=cast.chaba)
    assert answer.url == reverse("cases:case", args=[case.public_id])
    assert case.code in as_(cast.kanplu).get(at("incident", incident)).content.decode()


def test_details_and_what_settles_are_kept_while_they_are_written(cast, incident, as_):
    alert, record = make.alert(cast.chaba, by=cast.somying), make.protection(cast.chaba, by=cast.somying)
    mine = make.incident(cast.kita, by=cast.kanplu)
    client, ours = as_(cast.kanplu), {"draft_page": str(uuid.uuid4())}
    for name, about, field in (
        ("my_report", mine, "text"),
        ("settle_incident", incident, "text"),
        ("settle_protection", record, "text"),
        ("alert", alert, "reason"),
    ):
        page, form = at(name, about), f"cases:{name}"
        kept = client.post(reverse("schools:draft", args=[form, about.public_id]), {field: "HALFWORD"} | ours)
        assert kept.url == page
        assert "HALFWORD" not in client.get(page).content.decode()
        again = client.get(f"{page}?draft=1").content.decode()
        assert "HALFWORD" in again
        assert f'value="{form}/{about.public_id}"' in again
    sent = {"text": "HALFWORD", "draft": f"cases:my_report/{mine.public_id}"} | ours
    assert client.post(at("my_report", mine), sent).status_code == 302
    assert set(Draft.objects.values_list("form", flat=True)) == {
        "cases:settle_incident",
        "cases:settle_protection",
        "cases:alert",
    }


def test_what_is_still_written_is_kept_also_before_there_is_an_incident(cast, incident, as_):
    client = as_(cast.kanplu)
    ours = {"draft_page": str(uuid.uuid4())}
    for name, about, page in (
        ("cases:new_incident", "-", reverse("cases:new_incident")),
        ("cases:edit_incident", incident.public_id, at("edit_incident", incident)),
    ):
        answer = client.post(reverse("schools:draft", args=[name, about]), FULL | {"text": "HALFWORD"} | ours)
        assert answer.url == page
        assert "HALFWORD</textarea>" in client.get(f"{page}?draft=1").content.decode()
        assert f'value="{name}/{about}"' in client.get(page).content.decode()
    client.post(reverse("cases:new_incident"), FULL | {"draft": "cases:new_incident/-"} | ours)
    assert Draft.objects.get().form == "cases:edit_incident"
