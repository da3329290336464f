"""Results of a room: typed into the grid, two people at once, what cannot be a result."""

import pytest
from django.urls import reverse

from journal.models import Line
from students.models import TermResult
from tests.students.tables import form, result


@pytest.fixture
def url(cast):
    return reverse("students:class_results", args=[cast.room.public_id])


def test_a_homeroom_teacher_types_results_and_reads_them_again(cast, as_, url):
    sent = form(cast.chaba, "results", gpa="3.5", gpax="๓.๒๕", zeros="0", waiting="1", reading="ดี", conduct="95")
    answer = as_(cast.somying).post(f"{url}?term=2567-2", sent)
    assert answer.status_code == 302
    assert answer.url == f"{url}?term=2567-2"
    row = TermResult.objects.get()
    assert (str(row.gpa), str(row.gpax), row.zeros, row.waiting, row.reading, row.conduct) == (
        *("3.50", "3.25", 0, 1, 2, 95),
    )
    assert (row.year, row.term, row.unresolved, row.recorded_by) == (2567, 2, 1, cast.somying)
    page = as_(cast.somying).get(f"{url}?term=2567-2").content.decode()
    assert 'value="3.50"' in page
    assert "2/2567" in page


def test_the_newest_term_is_asked_when_the_address_names_none(cast, as_, url):
    for text in ("", "?term=2590-1", "?term=x", "?term=1/2568"):
        assert "ภาคเรียนที่\u00a01/2568" in as_(cast.somying).get(url + text).content.decode()


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"gpa": "4.01"}, "เกรดเฉลี่ยต้องเป็นตัวเลข 0.00 ถึง 4.00"),
        ({"gpa": "สาม"}, "เกรดเฉลี่ยต้องเป็นตัวเลข"),
        ({"gpa": "-1"}, "เกรดเฉลี่ยต้องเป็นตัวเลข"),
        ({"gpa": "1e3"}, "เกรดเฉลี่ยต้องเป็นตัวเลข"),
        ({"gpa": "NaN"}, "เกรดเฉลี่ยต้องเป็นตัวเลข"),
        ({"conduct": "101"}, "คะแนนความประพฤติต้องเป็นจำนวนเต็ม 0 ถึง 100"),
        ({"conduct": "99.5"}, "คะแนนความประพฤติต้องเป็นจำนวนเต็ม"),
        ({"waiting": "31"}, "ต้องเป็นจำนวนเต็ม 0 ถึง 30"),
        ({"reading": "9"}, "อ่าน คิด เขียนเลือกได้"),
        ({"gpa": "3" * 5000}, "เกรดเฉลี่ยต้องเป็นตัวเลข"),
        ({"waiting": "²"}, "ต้องเป็นจำนวนเต็ม 0 ถึง 30"),
        ({"waiting": "9" * 5000}, "ต้องเป็นจำนวนเต็ม 0 ถึง 30"),
    ],
)
def test_what_is_no_result_is_named_and_nothing_of_the_room_is_saved(cast, as_, url, cells, says):
    sent = form(cast.chaba, "results", **cells) | form(cast.kita, "results", gpa="2.00")
    answer = as_(cast.somying).post(url, sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    assert "ด.ญ.ชบา" in page
    assert 'value="2.00"' in page, "what was typed stays"
    assert not TermResult.objects.exists()


def test_two_teachers_in_one_cell_are_shown_both_and_other_cells_are_merged(cast, as_, url):
    result(cast.chaba, by=cast.kanplu, gpa="2.00", conduct=80)
    opened = form(cast.chaba, "results", was={"gpa": "", "conduct": "80"}, gpa="3.00", conduct="90")
    answer = as_(cast.somying).post(url, opened)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "ใส่ “2.00”" in page
    assert 'value="3.00"' in page
    assert str(TermResult.objects.get().gpa) == "2.00"
    again = form(cast.chaba, "results", was={"gpa": "2.00", "conduct": "80"}, gpa="3.00", conduct="90")
    assert as_(cast.somying).post(url, again).status_code == 302
    row = TermResult.objects.get()
    assert (str(row.gpa), row.conduct, row.version) == ("3.00", 90, 2)


def test_leaving_the_cell_to_the_colleague_keeps_hers(cast, as_, url):
    result(cast.chaba, by=cast.kanplu, gpa="2.00", conduct=80)
    sent = form(cast.chaba, "results", was={"gpa": "", "conduct": "80"}, gpa="3.00", conduct="90")
    as_(cast.somying).post(url, sent | {"theirs": f"{cast.chaba.public_id}-gpa"})
    row = TermResult.objects.get()
    assert (str(row.gpa), row.conduct) == ("2.00", 90)


def test_emptying_all_cells_of_a_child_takes_her_row_away(cast, as_, url):
    result(cast.chaba, by=cast.somying, gpa="2.00")
    as_(cast.somying).post(url, form(cast.chaba, "results", was={"gpa": "2.00"}))
    assert not TermResult.objects.exists()


def test_saving_what_stands_already_writes_nothing(cast, as_, url):
    result(cast.chaba, by=cast.kanplu, gpa="2.00")
    as_(cast.somying).post(url, form(cast.chaba, "results", was={"gpa": "2.00"}, gpa="2"))
    assert TermResult.objects.get().recorded_by == cast.kanplu


def test_a_child_of_another_room_is_not_written(cast, as_, url):
    as_(cast.somying).post(url, form(cast.thara, "results", gpa="2.00"))
    assert not TermResult.objects.exists()


def test_the_act_leaves_a_line_with_the_children(cast, as_, url):
    as_(cast.somying).post(url, form(cast.chaba, "results", gpa="2.00"))
    line = Line.objects.filter(verb="recorded").latest("pk")
    assert (line.students, line.detail["table"]) == ([cast.chaba.pk], "results")


def test_discipline_reads_conduct_and_no_grade(cast, as_, url):
    result(cast.chaba, by=cast.kanplu, gpa="1.23", conduct=87)
    page = as_(cast.decha).get(url).content.decode()
    assert "87" in page
    assert "1.23" not in page
    assert "บันทึกทั้งห้อง" not in page
    assert as_(cast.decha).post(url, form(cast.chaba, "results", conduct="1")).status_code == 403


def test_the_head_reads_and_types_nothing(cast, as_, url):
    result(cast.chaba, by=cast.kanplu, gpa="1.23")
    assert "1.23" in as_(cast.praphan).get(url).content.decode()
    assert as_(cast.praphan).post(url, form(cast.chaba, "results", gpa="2")).status_code == 403
    assert as_(cast.pim).get(url).status_code == 403


def test_forty_children_are_one_set_of_statements(cast, as_, url, statements, forty):
    few, many = form(cast.chaba, "results", gpa="2"), {}
    for child in forty:
        many |= form(child, "results", gpa="3")
    with statements() as one:
        as_(cast.somying).post(url, few)
    with statements() as all_:
        assert as_(cast.somying).post(url, many).status_code == 302
    assert TermResult.objects.count() == 41
    assert len(all_) == len(one)
    inserts = [sql for sql in all_ if "students_termresult" in sql and sql.startswith("INSERT")]
    assert len(inserts) == 1


def test_the_page_asks_as_much_for_forty_as_for_two(cast, as_, url, statements, request):
    client = as_(cast.somying)
    client.get(url)
    with statements() as few:
        client.get(url)
    for child in request.getfixturevalue("forty"):
        result(child, by=cast.somying, gpa="2.00")
    with statements() as many:
        client.get(url)
    assert len(many) == len(few) <= 12
