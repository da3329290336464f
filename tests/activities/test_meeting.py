"""A meeting as it is read, corrected, compared between rooms, printed."""

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from activities.models import Participation
from journal.models import Line
from tests import make

MEETINGS = reverse("activities:meetings")
DAY = {"held_on_day": "24", "held_on_month": "6", "held_on_year": "2568"}


@pytest.fixture
def meeting(cast):
    return make.meeting(
        cast.room,
        by=cast.somying,
        came=[(cast.chaba, "มารดา")],
        missed=[cast.kita],
        agenda="ชี้แจงเกณฑ์",
        proposals="ขอเวรรับส่งเด็ก",
    )


def page(name, thing):
    return reverse(f"activities:{name}", args=[thing.public_id])


def text(answer):
    return "".join(one.extract_text() for one in PdfReader(io.BytesIO(answer.content)).pages)


def sent(meeting, **more):
    return {"title": meeting.title, "agenda": meeting.agenda, "proposals": meeting.proposals, **DAY, **more}


@pytest.mark.parametrize(
    ("name", "status"),
    [("somying", 200), ("kanplu", 200), ("wilai", 200), ("decha", 200), ("mana", 404), ("pim", 404), ("dokkaew", 404)],
)
def test_who_reads_it(cast, as_, meeting, name, status):
    assert as_(getattr(cast, name)).get(page("meeting", meeting)).status_code == status


def test_discipline_reads_numbers_and_no_names(cast, as_, meeting):
    body = as_(cast.decha).get(page("meeting", meeting)).content.decode()
    assert "1/2" in body
    assert cast.chaba.full_name not in body
    assert cast.chaba.full_name in as_(cast.somying).get(page("meeting", meeting)).content.decode()


def test_who_came_is_corrected_and_the_same_again_leaves_no_line(cast, as_, meeting):
    client = as_(cast.somying)
    change = sent(meeting, version="1") | {f"who-{cast.kita.public_id}": "บิดา"}
    assert client.post(page("edit_meeting", meeting), change).status_code == 302
    rows = {row.student: (row.mark, row.who) for row in Participation.objects.all()}
    assert rows == {cast.chaba: ("absent", ""), cast.kita: ("present", "บิดา")}
    before = Line.objects.filter(verb="recorded").count()
    client.post(page("edit_meeting", meeting), change | {"version": "2"})
    assert Line.objects.filter(verb="recorded").count() == before
    meeting.refresh_from_db()
    assert meeting.version == 2


def test_a_stale_page_shows_both_and_can_be_sent_again(cast, as_, meeting):
    client = as_(cast.somying)
    client.post(page("edit_meeting", meeting), sent(meeting, version="1", agenda="ของเพื่อน"))
    mine = sent(meeting, version="1", agenda="ของฉัน") | {f"who-{cast.chaba.public_id}": "มารดา"}
    answer = client.post(page("edit_meeting", meeting), mine)
    assert answer.status_code == 409
    body = answer.content.decode()
    assert "ของเพื่อน" in body
    assert "ของฉัน" in body
    assert "มารดา" in body
    again = mine | {"version": str(answer.context["version"])}
    assert client.post(page("edit_meeting", meeting), again).status_code == 302
    meeting.refresh_from_db()
    assert meeting.agenda == "ของฉัน"


def test_who_may_not_correct_it(cast, as_, meeting):
    assert as_(cast.wilai).get(page("edit_meeting", meeting)).status_code == 403
    assert as_(cast.decha).get(page("edit_meeting", meeting)).status_code == 403
    assert as_(cast.mana).get(page("edit_meeting", meeting)).status_code == 404


def test_rooms_are_compared_by_how_many_came(cast, as_, meeting):
    context = as_(cast.praphan).get(MEETINGS).context
    assert (context["rooms_held"], context["came"], context["asked"]) == (1, 1, 2)
    lines = {room: held for room, held, _ in context["lines"]}
    assert [one.percent for one in lines[cast.room]] == [50]
    assert lines[cast.next_door] == []
    mine = as_(cast.mana).get(MEETINGS).context
    assert [room for room, _, _ in mine["lines"]] == [cast.next_door]


def test_what_was_taken_back_counts_no_more(cast, as_, meeting):
    client = as_(cast.somying)
    client.post(page("remove_activity", meeting))
    assert client.get(MEETINGS).context["asked"] == 0
    assert client.get(page("meeting_pdf", meeting)).status_code == 403
    assert client.get(page("edit_meeting", meeting)).status_code == 403
    client.post(page("restore_activity", meeting))
    assert client.get(MEETINGS).context["asked"] == 2


def test_rooms_cost_the_same_however_many(cast, as_, meeting, statements):
    def cost():
        with statements() as made:
            as_(cast.praphan).get(MEETINGS)
        return len(made)

    few = cost()
    for at in range(3, 9):
        room = make.classroom(school=cast.school, number=at)
        make.meeting(room, by=cast.praphan, came=[(make.student(f"คน{at}", classroom=room), "บิดา")])
    assert cost() == few


def test_the_record_counts_families_and_names_no_child(cast, as_, meeting):
    chair = make.parent(cast.chaba, by=cast.somying, position="chair")
    said = text(as_(cast.somying).get(page("meeting_pdf", meeting)))
    assert "ชี้แจงเกณฑ์" in said
    assert "ขอเวรรับส่งเด็ก" in said
    assert "1 จาก 2" in said.replace("\u00a0", " ")
    assert chair.name in said
    assert cast.kita.first_name not in said
    assert Line.objects.get(verb="disclosed").students == sorted([cast.chaba.pk, cast.kita.pk])


def test_the_sheet_to_sign_has_a_line_for_every_child(cast, as_):
    answer = as_(cast.somying).get(page("sign_in_pdf", cast.room))
    said = text(answer)
    assert cast.chaba.full_name in said
    assert cast.kita.full_name in said
    assert cast.thara.first_name not in said
    assert as_(cast.pim).get(page("sign_in_pdf", cast.room)).status_code == 403


def test_a_room_of_forty_five_signs_on_two_pages(cast, as_):
    for at in range(43):
        make.student(f"คนที่{at}", classroom=cast.room, number=10 + at)
    answer = as_(cast.somying).get(page("sign_in_pdf", cast.room))
    assert len(PdfReader(io.BytesIO(answer.content)).pages) == 2


def test_a_homeroom_is_no_meeting(cast, as_, meeting):
    meeting.kind = "homeroom"
    meeting.save()
    assert as_(cast.somying).get(page("meeting", meeting)).status_code == 404


def test_another_title_says_nothing_about_a_child_nobody_was_asked_about(cast, as_):
    meeting = make.meeting(cast.room, by=cast.somying, came=[(cast.chaba, "มารดา")])
    told = sent(meeting, version="1", title="ชื่อใหม่") | {f"who-{cast.chaba.public_id}": "มารดา"}
    as_(cast.somying).post(page("edit_meeting", meeting), told)
    meeting.refresh_from_db()
    assert meeting.title == "ชื่อใหม่"
    assert Participation.objects.get().student == cast.chaba
