"""The back page of a paper (SDQ's impact) on the class sheet, and the questions' words where an area holds them."""

import gzip

import pytest

from journal.models import Line
from screening.models import Assessment, Wording
from tests.make.assessments import instrument
from tests.make.moments import now
from tests.screening.papers import HTMX, items, kept, permit

BACK = ("Xdifficulties", "Xchronicity", "Xdistress", "Xfriends", "Xclassroom", "Xburden")


@pytest.fixture
def front(sheet, as_):
    """ชบา's front is in."""
    as_(sheet.somying).post(sheet.sheet(), sheet.sent_paper(sheet.chaba, [4, 4, 5, 4, 6]))
    return sheet


def back(sheet, student, values, version=1, was="------"):
    """The six fields of the teacher's back page."""
    cells = {f"c-{student.public_id}-{key}": str(value) for key, value in zip(BACK, values, strict=True)}
    return cells | {f"was-{student.public_id}": f"{version}.{was}"}


def test_the_back_page_is_typed_for_the_whole_room(front, as_):
    page = front.sheet(query="mode=back")
    body = as_(front.somying).get(page).content.decode()
    assert "ด้านหลัง (ผลกระทบ)" in body
    assert "0 = ไม่ · 1 = ใช่ เล็กน้อย" in body, "what a digit stands for"
    assert body.count('maxlength="1"') == 6, "only whose front is in"
    assert "กรอกด้านหน้าก่อน" in body
    assert as_(front.somying).post(page, back(front, front.chaba, [2, 1, 2, 3, 1, 2])).status_code == 302
    found = kept(front.chaba)
    assert (found.mode, found.scores["total"], found.scores["impact"]) == ("totals", 17, 3)
    assert found.sheet.extras == {
        "difficulties": 2,
        "chronicity": 1,
        "distress": 2,
        "friends": 3,
        "classroom": 1,
        "burden": 2,
    }
    assert "ผลกระทบ 3" in as_(front.somying).get(page).content.decode()


def test_every_field_names_itself_where_a_phone_stacks_the_row(front, as_):
    body = as_(front.somying).get(front.sheet(query="mode=back")).content.decode()
    row = body.split(f'id="r-{front.chaba.public_id}"')[1].split("</tr>")[0]
    assert row.count("<td data-label=") == row.count("<input name=") == 6
    assert "studentcare/papers.css" in body
    assert "data-label" not in as_(front.somying).get(front.sheet()).content.decode().split("<tbody>")[1]


def test_the_back_goes_with_a_front_typed_item_by_item(sheet, as_):
    permit(sheet)
    text, keys = items("1" * 25)
    as_(sheet.somying).post(sheet.sheet(query="mode=items"), sheet.sent_paper(sheet.chaba, text, keys))
    row = sheet.sheet("sdq", "mode=back", "save_paper", sheet.chaba.public_id)
    answer = as_(sheet.somying).post(row, back(sheet, sheet.chaba, [1, "", 2, 2, "", ""]), **HTMX)
    assert answer.status_code == 200
    found = kept(sheet.chaba)
    assert (found.mode, found.sheet.items, found.sheet.extras) == (
        "items",
        [1] * 25,
        {"difficulties": 1, "distress": 2, "friends": 2},
    )


def test_nothing_of_the_back_is_kept_before_the_front(sheet, as_):
    body = as_(sheet.somying).post(sheet.sheet(query="mode=back"), back(sheet, sheet.chaba, [1, 0, 0, 0, 0, 0], 0))
    assert "กรอกด้านหน้าของแผ่นของชบาก่อน" in body.content.decode()
    assert not Assessment.objects.exists()


def test_what_two_people_turn_over_differently_is_shown(front, as_):
    page = front.sheet(query="mode=back")
    as_(front.kanplu).post(page, back(front, front.chaba, [2, 1, 2, 3, 1, 2]))
    body = as_(front.somying).post(page, back(front, front.chaba, [1, 1, 2, 3, 1, 2])).content.decode()
    assert "ครูกานพลู แก้มีปัญหาโดยรวมหรือไม่เป็น “2”" in body
    assert kept(front.chaba).sheet.extras["difficulties"] == 2


def test_an_answer_that_the_first_question_closes_names_the_child(front, as_):
    body = as_(front.somying).post(front.sheet(query="mode=back"), back(front, front.chaba, [0, 0, 2, 0, 0, 0]))
    assert "ชบา: “ทำให้เด็กไม่สบายใจ” ตอบได้เมื่อ" in body.content.decode()
    assert "impact" not in kept(front.chaba).scores


def test_opening_a_back_page_that_somebody_else_typed_is_a_line(front, as_):
    page = front.sheet(query="mode=back")
    as_(front.somying).post(page, back(front, front.chaba, [2, 1, 2, 3, 1, 2]))
    as_(front.kanplu).get(page)
    assert Line.objects.get(verb="revealed").students == [front.chaba.pk]


def test_a_paper_without_a_back_page_has_no_such_tab(sheet, as_):
    instrument("phq-a")
    assert "ด้านหลัง" not in as_(sheet.kanplu).get(sheet.sheet("phq-a", "mode=back")).content.decode()


def test_the_questions_stand_beside_the_grid_where_the_area_has_loaded_them(sheet, as_):
    permit(sheet)
    page = sheet.sheet(query="mode=items")
    assert "หนังสืออนุญาต" not in as_(sheet.somying).get(page).content.decode()
    loaded = Wording.objects.create(
        area=sheet.classroom.school.area,
        code="sdq",
        rater="teacher",
        permission="ที่ ทดสอบ 7/2568",
        items={str(at): f"คำถามสมมติที่ {at}" for at in range(1, 26)},
        loaded_by=sheet.kanplu,
        loaded_at=now(),
    )
    answer = as_(sheet.somying).get(page)
    body = answer.content.decode()
    assert "ตามหนังสืออนุญาต ที่ ทดสอบ 7/2568" in body
    assert '<th scope="col" id="d-25" title="คำถามสมมติที่ 25">25</th>' in body
    assert body.count("คำถามสมมติที่") == 50, "in the head and in the list under the table"
    assert len(gzip.compress(answer.content)) <= 15_000
    assert "คำถามสมมติ" not in as_(sheet.somying).get(sheet.sheet(query="mode=items&by=parent")).content.decode()
    loaded.rater = ""
    loaded.save(update_fields=["rater"])
    assert "คำถามสมมติ" in as_(sheet.somying).get(sheet.sheet(query="mode=items&by=parent")).content.decode()
