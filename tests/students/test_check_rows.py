"""The check page: what it shows, what it keeps, and what it never shows."""

import datetime
import re
from pathlib import Path

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from journal.context import acting
from journal.models import Line
from schools.levels import Level
from students import jobs
from students.actions import identify, map_columns, start_import
from students.kept import choices_of
from students.models import Import, Student
from students.reading import read_file
from tests import make

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "dmc"


@pytest.fixture
def run(cast):
    """The sample of 421 rows at its check page, in the hands of its school's registrar."""
    school = make.school("อนุบาลตัวอย่าง", area=cast.area, code8="97000003")
    make.classroom(school=school, level=Level.P1)
    by = make.staff("nathabian", "registrar", school=school)
    with acting(by):
        run = start_import(school, filename="dmc.xlsx", rows=read_file((FOLDER / "dmc-421.xlsx").read_bytes()), by=by)
        return map_columns(run, columns=run.mapping["columns"], by=by)


@pytest.fixture
def client_(run, as_):
    return as_(run.by)


def at(run, page="check_rows"):
    return reverse(f"students:{page}", kwargs={"iid": run.public_id})


def text(client, url):
    return client.get(url).content.decode()


def test_the_page_counts_and_names_the_seven_rows(run, client_):
    page = text(client_, at(run))
    assert "ไฟล์นี้มี 14 ห้อง: ป.1/1" in page
    assert re.findall(r"<dt>(ถูกต้อง|ต้องแก้|เตือน)</dt><dd[^>]*>([\d,]+)</dd>", page) == [
        ("ถูกต้อง", "409"),
        ("ต้องแก้", "7"),
        ("เตือน", "5"),
    ]
    assert re.findall(r"แถว (\d+)</th>", page) == ["77", "90", "131", "164", "203", "240", "301"]
    assert "ยืนยันนำเข้า 414" in page


def test_a_right_number_of_a_child_is_masked_and_a_wrong_one_shown_to_be_compared(run, client_):
    page = text(client_, at(run) + "?show=errors")
    assert "1-00xx-xxxxx-xx-" in page  # the doubled one is right
    assert not re.search(r"1-?0000-?\d{5}-?\d{2}-?\d", page)
    assert len(set(re.findall(r"1-0000-\d{5}-\d{2}-\d", text(client_, at(run) + "?show=warnings")))) == 5


def test_a_correction_a_choice_and_a_skip_are_kept_and_counted(run, client_):
    fixes = {
        "fix-77-level": "ป.6",
        "fix-90-national_id": "skip:90",
        "fix-131-born_on": "28/02/2558",
        "fix-164-first_name": "ชบา",
        "skip": "203",
        "go": "errors",
    }
    answer = client_.post(at(run), fixes)
    assert answer.url == at(run) + "?show=errors"
    page = text(client_, answer.url)
    assert re.findall(r"แถว (\d+)</th>", page) == ["240", "301"]
    assert "ยืนยันนำเข้า 417" in page
    everything = text(client_, at(run) + "?show=all&page=3")
    assert "ข้ามแถวนี้" in everything
    client_.post(at(run), {"take-back": "203"})
    assert "แถว 203" in text(client_, at(run) + "?show=errors")


def test_what_was_typed_wrong_stays_and_is_said_again(run, client_):
    client_.post(at(run), {"fix-131-born_on": "31/04/2558", "fix-240-national_id": "G12"})
    page = text(client_, at(run))
    assert 'value="31/04/2558"' in page
    assert "เมษายน 2558 มี 30 วัน" in page


@pytest.mark.parametrize("bad", ["\x00", "x" * 1_000_000, "๓๑/๐๒/๒๕๕๘", "<script>"])
def test_bad_input_is_an_error_of_its_row_and_nothing_else(run, client_, bad):
    assert (
        client_.post(at(run), {"fix-131-born_on": bad, "skip": bad[:99], "move": "x", "left": bad[:99]}).status_code
        == 302
    )
    assert "แถว 131" in text(client_, at(run))


def test_decisions_about_rows_that_are_not_in_the_file_are_not_kept(run, client_):
    client_.post(at(run), {"skip": ["999999", "2"], "shown-left": "abcdefgh", "left": "abcdefgh"})
    run.refresh_from_db()
    choices = choices_of(run)
    assert (choices.rows.skipped, dict(choices.leaving)) == (frozenset(), {})


def test_confirming_needs_what_was_looked_at_and_leads_to_the_result(run, client_):
    signature = re.search(r'name="signature" value="(\w+)"', text(client_, at(run)))[1]
    stale = client_.post(at(run, "confirm"), {"signature": "0" * 16})
    assert stale.url == at(run)
    assert not Student.objects.filter(school=run.school).exists()
    first = client_.post(at(run, "confirm"), {"signature": signature})
    again = client_.post(at(run, "confirm"), {"signature": signature})
    assert first.url == again.url == at(run, "import_result")
    assert Student.objects.filter(school=run.school).count() == 414
    page = text(client_, first.url)
    assert "<dt>เพิ่มใหม่</dt><dd>414</dd>" in page
    assert client_.get(at(run)).url == at(run, "import_result")
    client_.post(at(run, "undo"))
    assert "ย้อนกลับแล้ว 414" in text(client_, at(run, "import_result"))


def test_what_is_typed_in_the_breath_of_confirming_is_shown_first(run, client_):
    signature = re.search(r'name="signature" value="(\w+)"', text(client_, at(run)))[1]
    answer = client_.post(at(run, "confirm"), {"signature": signature, "fix-164-first_name": "ชบา", "tab": "errors"})
    assert answer.url == at(run) + "?show=errors"
    assert not Student.objects.filter(school=run.school).exists()


def test_the_wrong_rows_leave_as_a_file_that_can_be_brought_again(run, client_, tmp_path):
    answer = client_.get(at(run, "errors_xlsx"))
    (tmp_path / "rows.xlsx").write_bytes(answer.content)
    rows = list(load_workbook(tmp_path / "rows.xlsx").active.values)
    assert len(rows) == 8
    assert rows[0][-2:] == ("แถวในไฟล์เดิม", "สิ่งที่ต้องทำ")
    assert [row[-2] for row in rows[1:]] == [77, 90, 131, 164, 203, 240, 301]
    assert Line.objects.get(verb="disclosed").about == "students.Import"
    assert read_file(answer.content)[0][2] == "เลขประจำตัวนักเรียน"


def test_a_screening_row_keeps_its_child_when_the_import_is_undone(run, client_):
    client_.post(at(run, "confirm"), {"signature": signature_of(client_, run)})
    child = Student.objects.filter(school=run.school).first()
    make.row(child, round_=make.screening_round(school=run.school), by=run.by)
    client_.post(at(run, "undo"))
    assert list(Student.objects.filter(school=run.school)) == [child]
    page = text(client_, at(run, "import_result"))
    assert "มีผลคัดกรองแล้ว" in page
    assert child.full_name in page


def signature_of(client, run):
    return re.search(r'name="signature" value="(\w+)"', text(client, at(run)))[1]


def test_the_page_asks_the_same_number_of_questions_for_any_file(run, client_, statements, as_, cast):
    with statements() as many:
        text(client_, at(run))
    by = run.by
    with acting(by):
        rows = read_file((FOLDER / "dmc-421.xlsx").read_bytes())[:4]
        small = start_import(run.school, filename="b.xlsx", rows=rows, by=by)
        small = map_columns(small, columns=small.mapping["columns"], by=by)
    with statements() as few:
        text(client_, at(small))
    assert abs(len(many) - len(few)) <= 1
    assert len(many) <= 22


def test_a_child_elsewhere_stands_as_an_error_with_the_schools_telephone(run, client_, cast):
    with acting(system="test"):
        identify(
            cast.luktan,
            kind="thai",
            number=str(read_file((FOLDER / "dmc-421.xlsx").read_bytes())[10][2]),
            by=cast.tabian,
        )
    page = text(client_, at(run))
    assert "รร.บ้านดอนจำลอง (โทร 000-000-0000)" in page
    assert "ลูกตาล" not in page


def test_the_file_is_forgotten_after_seven_days_and_the_page_says_so(run, client_, clock):
    clock.shift(datetime.timedelta(days=7, minutes=1))
    jobs.forget_files(0)
    kept = Import.objects.get(pk=run.pk)
    assert (kept.sealed_file, kept.sealed_decisions) == (None, None)
    client_.force_login(run.by)
    answer = client_.get(at(run), follow=True)
    assert "ไฟล์นี้ถูกลบแล้วตามกำหนด 7 วัน" in answer.content.decode()


def test_six_days_are_not_seven(run, clock):
    clock.shift(datetime.timedelta(days=6))
    jobs.forget_files(0)
    assert Import.objects.get(pk=run.pk).sealed_file is not None
