"""A month of homerooms and the report of an activity, on paper."""

import io
import subprocess

import pytest
from django.urls import reverse
from pypdf import PdfReader

from activities import rules
from journal.models import Line
from tests import make


@pytest.fixture
def homeroom(cast):
    made = make.activity(by=cast.somying, classroom=cast.room, title="ออมเงิน", detail="คุยเรื่องเงิน", result="ออมทุกคน")
    make.participation(made, cast.chaba)
    make.participation(made, cast.kita, mark="absent")
    return made


def text(answer):
    assert answer["Content-Type"] == "application/pdf"
    return subprocess.run(["pdftotext", "-layout", "-", "-"], input=answer.content, capture_output=True).stdout.decode()


def test_a_month_with_its_rows_and_three_signatures(cast, as_, homeroom):
    make.activity(by=cast.somying, classroom=cast.room, title="พฤษภาคม", on=homeroom.held_on.replace(month=5))
    answer = as_(cast.somying).get(reverse("activities:homerooms_pdf", args=[cast.room.public_id]) + "?month=2568-06")
    said = text(answer)
    assert "มิถุนายน" in said
    assert "ออมเงิน" in said
    assert "คีตา" in said
    assert "พฤษภาคม" not in said
    assert [word in said for word in ("ครูประจำชั้น", "หัวหน้าระดับ", "ผู้อำนวยการ")] == [True] * 3
    line = Line.objects.get(verb="disclosed")
    assert line.students == sorted([cast.chaba.pk, cast.kita.pk])


def test_a_report_without_names_and_with(cast, as_, homeroom):
    make.activity_picture(homeroom, by=cast.somying)
    address = reverse("activities:activity_pdf", args=[homeroom.public_id])
    plain, named = as_(cast.somying).get(address), as_(cast.somying).get(f"{address}?names=1")
    assert "ชบา" not in text(plain)
    assert "ออมทุกคน" in text(plain)
    assert "ชบา" in text(named)
    assert "คีตา" not in text(named)
    assert len(PdfReader(io.BytesIO(plain.content)).pages) <= 2
    assert [(line.detail["kind"], line.students) for line in Line.objects.filter(verb="disclosed").order_by("pk")] == [
        ("counts", []),
        ("names", [cast.chaba.pk]),
    ]


def test_what_was_taken_back_is_not_printed(cast, as_, homeroom):
    as_(cast.somying).post(reverse("activities:remove_activity", args=[homeroom.public_id]))
    assert as_(cast.somying).get(reverse("activities:activity_pdf", args=[homeroom.public_id])).status_code == 403


def test_a_meeting_s_roll_is_no_report_of_an_activity(cast, as_):
    meeting = make.meeting(cast.room, by=cast.somying, came=[(cast.chaba, "มารดา")])
    address = reverse("activities:activity_pdf", args=[meeting.public_id])
    for person in (cast.decha, cast.somying):
        assert as_(person).get(address).status_code == 403
        assert as_(person).get(f"{address}?names=1").status_code == 403


def test_an_office_in_another_school_prints_nothing_here(cast, homeroom):
    make.appoint(cast.mana, "discipline", school=cast.elsewhere)
    assert not rules.may_print(cast.mana, homeroom)
    assert rules.may_print(cast.decha, homeroom)
    assert rules.may_print(cast.wilai, homeroom)
