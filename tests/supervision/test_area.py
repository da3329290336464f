"""W11, the group's page and D7: figures by B5, small numbers held back, nothing that names a child."""

import datetime
import io
import subprocess

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from cases.gaps import current_rows, needing_care
from journal.context import acting
from journal.models import Line, Paper
from schools.models import School, User
from screening import progress
from supervision import figures
from tests import make

TODAY = datetime.date(2025, 6, 25)


@pytest.fixture
def area(cast):
    """Two schools: 12 of 13 screened at บ้านสมมติวิทยา, three at risk; nobody yet at บ้านดอนจำลอง."""
    cast.round = make.screening_round(area=cast.area, by=cast.khet)
    for number in range(10):
        child = make.student(f"เด็ก{number}", classroom=cast.room)
        make.row(child, round_=cast.round, by=cast.somying, levels="1" * 11 if number else "13111111111")
    make.row(cast.chaba, round_=cast.round, by=cast.somying, levels="12111111111")
    make.row(cast.thara, round_=cast.round, by=cast.mana, levels="13111111111")
    cast.case = make.case(cast.chaba, by=cast.somying, owner=cast.kanplu)
    make.referral(cast.case, by=cast.kanplu, state="sent")
    return cast


def read(user):
    fresh = User.objects.get(pk=user.pk)
    with acting(fresh):
        schools = School.objects.visible_to(fresh).select_related("group").order_by("pk")
        return {line.school.name: line.figures for line in figures.of_schools(schools)}


def test_figures_are_those_of_b5(area):
    own = read(area.khet)["บ้านสมมติวิทยา"]
    assert (own.enrolled, own.screened, own.risk, own.problem) == (13, 12, 1, 2)
    assert (own.needing, own.uncared, own.waiting, own.rooms) == (3, 2, 1, 2)
    assert read(area.khet)["บ้านดอนจำลอง"].screened == 0


def test_a_school_has_started_with_its_first_cell_as_on_the_page_of_the_round(area):
    def started():
        fresh = User.objects.get(pk=area.khet.pk)
        with acting(fresh):
            schools = School.objects.visible_to(fresh).order_by("pk")
            figured = {line.school.pk: line.has_started for line in figures.of_schools(schools)}
            told = {line.school.pk: line.started > 0 for line in progress.schools_of(fresh, area.round)}
        return figured[area.elsewhere.pk], told[area.elsewhere.pk]

    assert started() == (False, False)
    child = make.student("ฝน", classroom=area.elsewhere.classrooms.get())
    make.row(child, round_=area.round, by=area.dokkaew, levels="01000000000")
    assert started() == (True, True)
    assert read(area.khet)["บ้านดอนจำลอง"].screened == 0


def test_care_figures_count_what_the_gap_list_shows(area):
    counselor = User.objects.get(pk=area.kanplu.pk)
    with acting(counselor):
        rows = current_rows(counselor)
        listed = (rows.at_risk().count(), needing_care(rows).count())
    own = read(area.khet)["บ้านสมมติวิทยา"]
    assert (own.needing, own.uncared) == listed


@pytest.mark.parametrize("change", ["note", "closed", "left", "again", "next_round"])
def test_and_still_do_after_whatever_happens(area, change):
    if change == "note":
        helped = make.case(area.thara, by=area.mana, state="closed")
        make.note(helped, by=area.mana)
    elif change == "closed":
        area.case.state, area.case.outcome = "closed", "improved"
        area.case.closed_by, area.case.closed_at = area.kanplu, make.now()
        area.case.save()
    elif change == "left":
        area.thara.classroom = None
        area.thara.save()
    elif change == "again":
        later = make.screening_round(area=area.area, by=area.khet, sequence=2, opens_on=datetime.date(2025, 6, 20))
        make.row(area.thara, round_=later, by=area.mana)
    else:
        make.screening_round(school=area.school, by=area.kanplu, term=2, opens_on=datetime.date(2025, 6, 24))
    test_care_figures_count_what_the_gap_list_shows(area)


def test_a_note_older_than_45_days_looks_after_nobody(area):
    helped = make.case(area.thara, by=area.mana, state="closed")
    make.note(helped, by=area.mana, written_at=make.now() - datetime.timedelta(days=46))
    assert read(area.khet)["บ้านสมมติวิทยา"].uncared == 2


@pytest.mark.parametrize("person", ["rabop", "truat", "chit", "bunchi"])
def test_the_function_tells_nothing_to_who_has_no_figures(area, person):
    with acting(getattr(area, person)):
        assert figures.standings() == {}


def test_the_coordinator_reads_her_group_only(area):
    assert set(read(area.klum)) == {"บ้านสมมติวิทยา"}
    with acting(area.klum):
        assert set(figures.standings()) == {area.school.pk}


def page(client, area, **query):
    return client.get(reverse("supervision:area", args=[area.area.public_id]), query).content.decode()


def test_the_page_shows_figures_what_to_look_at_and_whom_to_call(area, as_):
    body = page(as_(area.khet), area)
    assert "มี 1 โรงเรียนยังไม่เริ่มคัดกรอง" in body
    assert "- บ้านดอนจำลอง" in body
    assert area.elsewhere.phone in body


def test_no_child_is_named_and_no_small_number_told(area, as_):
    body = page(as_(area.khet), area)
    for child in (area.chaba, area.thara, area.kita):
        assert child.first_name not in body
    own = body.split(">บ้านสมมติวิทยา</a></th>")[1].split("</tr>")[0]
    assert "&lt;5" in own
    assert ">2<" not in own
    assert ">3<" not in own


def test_filters_stand_in_the_address_and_change_no_cell(area, as_):
    area.elsewhere.district = "เมืองสมมติ"
    area.elsewhere.save()
    client = as_(area.khet)
    by_group = page(client, area, group=area.group.public_id)
    assert "บ้านสมมติวิทยา</a>" in by_group
    assert "บ้านดอนจำลอง</a></th>" not in by_group
    by_district = page(client, area, district="เมืองสมมติ")
    assert "บ้านดอนจำลอง</a></th>" in by_district
    assert "<tfoot>" not in by_group + by_district
    assert "ไม่มีโรงเรียนตามตัวกรองนี้" in page(client, area, district="\x00ไม่มี")
    missing = client.get(reverse("supervision:area", args=[area.area.public_id]), {"group": "\x00zzzzzzz"})
    assert missing.status_code == 404


def test_group_and_area_show_an_officer_the_same_cells(area, as_):
    client = as_(area.khet)
    whole = client.get(reverse("supervision:area", args=[area.area.public_id])).context["table"]
    part = client.get(reverse("supervision:group", args=[area.group.public_id])).context["table"]
    assert part.blocks == tuple(block for block in whole.blocks if block.group == area.group)


def test_overview_leads_to_what_one_looks_after(area, as_):
    where = {
        "khet": reverse("supervision:area", args=[area.area.public_id]),
        "klum": reverse("supervision:group", args=[area.group.public_id]),
        "praphan": reverse("supervision:my_school"),
    }
    for person, url in where.items():
        assert as_(getattr(area, person)).get(reverse("supervision:overview")).headers["Location"] == url
    assert as_(area.somying).get(reverse("supervision:overview")).status_code == 404


def test_an_area_without_schools_says_so(as_, db):
    empty = make.area("สพป.ว่าง")
    officer = make.staff("officer", "area_officer", area=empty)
    body = as_(officer).get(reverse("supervision:area", args=[empty.public_id])).content.decode()
    assert "ยังไม่มีโรงเรียนในเขตนี้" in body


def test_statements_are_the_same_for_two_and_for_forty_schools(area, as_, statements):
    client = as_(area.khet)
    page(client, area)
    with statements() as few:
        page(client, area)
    for number in range(38):
        school = make.school(f"บ้านจำลอง {number}", area=area.area, group=area.group)
        make.student(classroom=make.classroom(school=school))
    with statements() as many:
        page(client, area)
    assert len(many) == len(few) <= 12


def test_the_paper_is_landscape_signed_and_names_no_child(area, as_):
    answer = as_(area.khet).get(reverse("supervision:area_summary_pdf", args=[area.area.public_id]))
    assert answer.headers["Content-Type"] == "application/pdf"
    content = b"".join(answer) if answer.streaming else answer.content
    first = PdfReader(io.BytesIO(content)).pages[0]
    assert first.mediabox.width > first.mediabox.height
    told = subprocess.run(["/usr/bin/pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
    text = told.stdout.decode()
    for words in ("บ้านสมมติวิทยา", "ผู้อำนวยการกลุ่มส่งเสริมการจัดการศึกษา", "ลงชื่อ", "<5"):
        assert words in text
    assert "ชบา" not in text
    assert Line.objects.get(verb="disclosed", user_id=area.khet.pk).about_id == area.area.pk


def test_the_workbook_holds_the_same_cells(area, as_):
    answer = as_(area.khet).get(reverse("supervision:area_summary_xlsx", args=[area.area.public_id]))
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    rows = {row[1]: row for row in sheet.iter_rows(values_only=True) if row[1]}
    assert rows["บ้านสมมติวิทยา"][3] == 13
    assert rows["บ้านสมมติวิทยา"][7] in ("<5", "*")


def test_more_than_twenty_schools_are_made_by_a_worker(area, as_):
    for number in range(19):
        make.school(f"บ้านจำลอง {number}", area=area.area)
    answer = as_(area.khet).get(reverse("supervision:area_summary_pdf", args=[area.area.public_id]))
    assert answer.headers["Location"] == reverse("journal:paper", args=[Paper.objects.get().public_id])
