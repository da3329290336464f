"""The parents' network of a room: chosen, corrected, succeeded; printed and listed for the whole school."""

import datetime
import io
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from activities import actions
from activities.models import ParentMember
from journal.models import Line
from tests import make

DAY = {"chosen_on_day": "24", "chosen_on_month": "6", "chosen_on_year": "2568"}
NETWORK = reverse("activities:network")


def page(name, thing):
    return reverse(f"activities:{name}", args=[thing.public_id])


def typed(child, **more):
    return {"student": child.public_id, "name": "นางมาลี ลองเรียน", "position": "chair", **DAY, **more}


def test_one_who_is_known_takes_one_tap(cast, as_):
    make.guardian(cast.chaba, relation="mother", title="นาง", first_name="มาลี")
    told = {"guardian": f"{cast.chaba.public_id}-mother", "position": "treasurer", **DAY}
    assert as_(cast.somying).post(page("add_parent", cast.room), told).status_code == 302
    seat = ParentMember.objects.get()
    assert (seat.name, seat.relation, seat.phone, seat.student) == (
        "นางมาลี ลองเรียน",
        "มารดา",
        "000-000-0000",
        cast.chaba,
    )
    assert Line.objects.filter(verb="appointed", about="activities.ParentMember", students=[cast.chaba.pk]).exists()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"name": ""}, "กรอกชื่อผู้ปกครอง"),
        ({"student": ""}, "เลือกนักเรียน"),
        ({"phone": "12"}, "กรอกเบอร์โทรศัพท์"),
        ({"chosen_on_day": "30"}, "ได้รับเลือกเมื่อต้องไม่เกิน"),
        ({"position": "king"}, "เลือก"),
    ],
    ids=str,
)
def test_what_is_wrong_is_said(cast, as_, change, says):
    body = as_(cast.somying).post(page("add_parent", cast.room), typed(cast.chaba, **change)).content.decode()
    assert says in body
    assert not ParentMember.objects.exists()


def test_a_child_of_another_room_has_no_seat_here(cast, as_):
    body = as_(cast.kanplu).post(page("add_parent", cast.room), typed(cast.thara)).content.decode()
    assert "เลือกนักเรียน" in body
    with pytest.raises(ValidationError, match="ไม่ได้อยู่ห้องนี้"):
        actions.add_parent(
            cast.room,
            student=cast.thara,
            position="member",
            chosen_on=datetime.date(2025, 6, 24),
            name="นางธิดา",
            by=cast.kanplu,
        )


def test_sent_twice_one_seat_is_taken(cast, as_):
    client, told = as_(cast.somying), typed(cast.chaba, position="member", form_key=str(uuid.uuid4()))
    client.post(page("add_parent", cast.room), told)
    client.post(page("add_parent", cast.room), told)
    assert ParentMember.objects.count() == 1


def test_an_office_has_one_holder_until_she_is_succeeded(cast, as_):
    first = make.parent(cast.kita, "นายกล้า", by=cast.somying, position="chair", chosen_on=datetime.date(2025, 6, 1))
    client = as_(cast.somying)
    body = client.post(page("add_parent", cast.room), typed(cast.chaba)).content.decode()
    assert "มีผู้ดำรงตำแหน่งนี้อยู่แล้ว" in body
    client.post(page("add_parent", cast.room), typed(cast.chaba, replace="on"))
    first.refresh_from_db()
    assert first.ended_on == datetime.date(2025, 6, 24)
    assert ParentMember.objects.serving().get().name == "นางมาลี ลองเรียน"
    assert Line.objects.filter(verb="dismissed", about="activities.ParentMember").count() == 1


def test_two_members_sit_side_by_side(cast, as_):
    client = as_(cast.somying)
    for child in (cast.chaba, cast.kita):
        client.post(page("add_parent", cast.room), typed(child, position="member"))
    assert ParentMember.objects.serving().count() == 2


def test_leaving_leads_to_choosing_the_next(cast, as_):
    seat = make.parent(cast.chaba, by=cast.somying, position="vice")
    day = {"ended_on_day": "25", "ended_on_month": "6", "ended_on_year": "2568"}
    answer = as_(cast.somying).post(page("end_parent", seat), day | {"act": "next"})
    assert answer.url == f"{page('add_parent', cast.room)}?position=vice"
    assert as_(cast.somying).post(page("end_parent", seat), day).status_code == 403
    assert not ParentMember.objects.serving().exists()


def test_nobody_leaves_before_she_came(cast, as_):
    seat = make.parent(cast.chaba, by=cast.somying)
    day = {"ended_on_day": "1", "ended_on_month": "6", "ended_on_year": "2568"}
    assert "ต้องไม่ก่อน" in as_(cast.somying).post(page("end_parent", seat), day).content.decode()


def test_a_stale_page_shows_both(cast, as_):
    seat = make.parent(cast.chaba, by=cast.somying)
    client, told = as_(cast.somying), {"name": "นางของฉัน", "position": "member"}
    client.post(page("edit_parent", seat), {"name": "นางของเพื่อน", "position": "member", "version": "1"})
    answer = client.post(page("edit_parent", seat), told | {"version": "1"})
    assert answer.status_code == 409
    assert "นางของเพื่อน" in answer.content.decode()
    assert "นางของฉัน" in answer.content.decode()
    client.post(page("edit_parent", seat), told | {"version": "2"})
    seat.refresh_from_db()
    assert (seat.name, seat.version) == ("นางของฉัน", 3)


@pytest.mark.parametrize(
    ("name", "reads", "adds"),
    [
        ("somying", 200, 200),
        ("kanplu", 200, 200),
        ("wilai", 200, 403),
        ("decha", 403, 403),
        ("pim", 403, 403),
        ("tabian", 403, 403),
        ("mana", 404, 404),
    ],
)
def test_who_reads_and_who_adds(cast, as_, name, reads, adds):
    client = as_(getattr(cast, name))
    assert client.get(page("parents", cast.room)).status_code == reads
    assert client.get(page("add_parent", cast.room)).status_code == adds


def test_the_whole_school_is_for_counselor_and_head(cast, as_):
    make.parent(cast.thara, "นายทอง", by=cast.mana)
    make.parent(cast.chaba, by=cast.somying, position="chair", phone="081-000-0000")
    make.parent(cast.luktan, "นายไกล", by=cast.dokkaew)
    seats = as_(cast.kanplu).get(NETWORK).context["seats"]
    assert [seat.name for seat in seats] == ["นางมาลี ลองเรียน", "นายทอง"]
    for name in ("somying", "decha", "pim", "khet"):
        assert as_(getattr(cast, name)).get(NETWORK).status_code == 403


def test_the_sheet_of_the_school_leaves_a_line(cast, as_):
    make.parent(cast.chaba, "=1+1", by=cast.somying)
    answer = as_(cast.praphan).get(reverse("activities:network_xlsx"))
    rows = list(load_workbook(io.BytesIO(answer.content)).active.values)
    assert rows[1][2] == "'=1+1"
    assert Line.objects.get(verb="disclosed").students == [cast.chaba.pk]


def test_the_list_of_the_room_on_paper(cast, as_):
    make.parent(cast.chaba, by=cast.somying, position="chair", phone="081-000-0000")
    make.parent(cast.kita, "นายกล้า", by=cast.somying, ended_on=datetime.date(2025, 6, 25))
    answer = as_(cast.somying).get(page("parents_pdf", cast.room))
    said = "".join(one.extract_text() for one in PdfReader(io.BytesIO(answer.content)).pages)
    assert "นางมาลี ลองเรียน" in said
    assert "081-000-0000" in said
    assert "นายกล้า" not in said


@pytest.mark.parametrize("replace", [{}, {"replace": "on"}], ids=str)
def test_a_seat_held_for_a_child_she_is_shut_out_from_is_refused_without_a_name(cast, as_, replace):
    make.parent(cast.chaba, "นางลับ", by=cast.praphan, position="chair")
    mine = make.parent(cast.kita, "นายกล้า", by=cast.praphan)
    make.exclusion(cast.chaba, cast.somying, by=cast.praphan)
    client = as_(cast.somying)
    answers = [
        client.post(page("add_parent", cast.room), typed(cast.kita, **replace)),
        client.post(page("edit_parent", mine), {"name": "นายกล้า", "position": "chair", "version": "1"}),
    ]
    for answer in answers:
        assert answer.status_code == 200
        assert "ขอให้ครูแนะแนวหรือผู้บริหารบันทึกแทน" in answer.content.decode()
        assert "นางลับ" not in answer.content.decode()
    assert ParentMember.objects.serving().count() == 2


def test_what_an_address_or_a_version_says_wrongly_does_no_harm(cast, as_):
    seat = make.parent(cast.chaba, by=cast.somying)
    client = as_(cast.somying)
    told = {"name": "นางใหม่", "position": "member", "version": "9" * 5000}
    assert client.post(page("edit_parent", seat), told).status_code == 409
    assert client.get(page("add_parent", cast.room) + "?on=%00").status_code in (200, 400)
