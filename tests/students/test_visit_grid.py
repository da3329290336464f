"""The small forms typed back: all rows or none, each mistake named; and what is printed."""

import subprocess
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from journal.models import Line
from students import actions
from students.models import Visit
from tests import make


@pytest.fixture
def campaign(cast):
    return make.campaign(school=cast.school, by=cast.kanplu)


def page(cast):
    return reverse("students:visit_grid", args=[cast.room.public_id])


def row(child, **more):
    told = {"way": "home", "q-met": "mother", "q-lives_with": "parents", "q-distance": "๒.๕"} | more
    return {f"{child.public_id}-{name}": value for name, value in told.items()}


DAY = {"day_day": "20", "day_month": "6", "day_year": "2568"}


def test_filled_rows_become_visits_and_empty_ones_do_not(cast, as_, campaign):
    answer = as_(cast.somying).post(page(cast), DAY | row(cast.chaba))
    assert answer.status_code == 302
    visit = Visit.objects.get()
    assert (visit.student, visit.campaign, visit.visited_on.day) == (cast.chaba, campaign, 20)
    assert visit.answers == {"met": ["mother"], "lives_with": "parents", "distance": 2.5}
    assert Line.objects.filter(verb="recorded", about="schools.Classroom", students=[cast.chaba.pk]).exists()


def test_a_row_may_have_a_day_of_its_own(cast, as_, campaign):
    as_(cast.somying).post(page(cast), DAY | row(cast.chaba) | row(cast.kita, on="21 มิ.ย. 2568"))
    assert Visit.objects.get(student=cast.kita).visited_on.day == 21


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"way": ""}, "คีตา: เลือกวิธีที่เยี่ยม"),
        ({"q-met": ""}, "คีตา: เลือกพบใคร"),
        ({"q-distance": "ไกล"}, "คีตา: ระยะทางต้องเป็นตัวเลข"),
        ({"on": "32 มิ.ย. 2568"}, "คีตา: "),
        ({"on": "30 มิ.ย. 2568"}, "คีตา: วันที่ต้องไม่เกิน"),
    ],
    ids=str,
)
def test_one_wrong_row_saves_nothing_and_keeps_what_was_typed(cast, as_, campaign, change, says):
    body = as_(cast.somying).post(page(cast), DAY | row(cast.chaba) | row(cast.kita, **change)).content.decode()
    assert says in body
    assert "๒.๕" in body
    assert not Visit.objects.exists()


def test_no_day_and_no_row_are_said(cast, as_, campaign):
    client = as_(cast.somying)
    assert "กรอกวันที่เยี่ยมบ้าน" in client.post(page(cast), row(cast.chaba)).content.decode()
    assert "ยังไม่ได้กรอกแถวใดเลย" in client.post(page(cast), DAY).content.decode()
    assert not Visit.objects.exists()


def test_a_child_of_another_room_is_not_written(cast, as_, campaign):
    as_(cast.somying).post(page(cast), DAY | row(cast.thara))
    assert not Visit.objects.exists()


def test_a_child_visited_meanwhile_is_named_and_what_was_typed_stays(cast, as_, campaign):
    make.visit(cast.kita, by=cast.kanplu)
    client = as_(cast.somying)
    sent = DAY | row(cast.chaba) | row(cast.kita, **{"q-distance": "๗.๕"})
    body = client.post(page(cast), sent).content.decode()
    assert "คีตา: " in body
    assert "แถวนี้ยังไม่ได้บันทึก" in body
    assert "๗.๕" in body
    assert Visit.objects.get().student == cast.kita
    assert client.post(page(cast), DAY | row(cast.chaba)).status_code == 302


def test_a_child_who_changed_rooms_meanwhile_is_named(cast, as_, campaign):
    make.appoint(cast.somying, "homeroom", classroom=cast.next_door)
    body = as_(cast.somying).post(page(cast), DAY | row(cast.thara)).content.decode()
    assert "ธารา: ไม่ได้อยู่ห้องนี้แล้ว" in body


def test_the_grid_sent_twice_makes_one_visit(cast, as_, campaign):
    client = as_(cast.somying)
    sent = DAY | row(cast.chaba) | {"form_key": "0c1c1bd2-5c2a-4d4c-9d57-0f5c2a8f6a12"}
    assert 'name="form_key"' in client.get(page(cast)).content.decode()
    assert client.post(page(cast), sent).url == client.post(page(cast), sent).url
    assert Visit.objects.count() == 1


def test_two_grids_at_the_same_moment_make_one_visit(cast, as_, campaign, monkeypatch):
    """The other grid is kept between this one's look at the room and its lock."""
    real = actions.record_small_forms

    def meanwhile(room, **told):
        real(room, **told)
        return real(room, **told)

    monkeypatch.setattr(actions, "record_small_forms", meanwhile)
    answer = as_(cast.somying).post(page(cast), DAY | row(cast.chaba))
    assert "แถวนี้ยังไม่ได้บันทึก" in answer.content.decode()
    assert Visit.objects.count() == 1


def test_her_own_draft_is_finished_with_the_row(cast, as_, campaign):
    make.visit(cast.chaba, by=cast.somying, state="draft", answers={"tenure": "own"}, saw="เห็นแล้ว")
    as_(cast.somying).post(page(cast), DAY | row(cast.chaba))
    visit = Visit.objects.get()
    assert (visit.state, visit.answers["tenure"], visit.saw) == ("done", "own", "เห็นแล้ว")


def test_forty_rows_take_a_few_statements(cast, as_, campaign, statements):
    children = [make.student(f"เด็ก{n}", classroom=cast.room, number=n) for n in range(10, 50)]
    sent = dict(DAY)
    for child in children:
        sent |= row(child)
    client = as_(cast.somying)
    client.get("/today/")
    with statements() as made:
        client.post(page(cast), sent)
    assert Visit.objects.count() == 40
    assert len(made) <= 20, "\n".join(made)


# -- on paper ---------------------------------------------------------------------------------------------------


def text_of(answer):
    ran = subprocess.run(["pdftotext", "-layout", "-", "-"], input=answer.content, capture_output=True, check=True)
    return ran.stdout.decode()


def pages_of(answer):
    return len(PdfReader(BytesIO(answer.content)).pages)


def test_the_record_has_four_pages_and_leaves_a_line(cast, as_):
    people = [{"who": "แม่", "wage": 5000}, {"who": "นักเรียน"}]
    answers = {"met": ["mother"], "lives_with": "parents", "people": people, "drugs": ["home"]}
    visit = make.visit(cast.chaba, by=cast.somying, answers=answers, saw="บ้านริมคลอง")
    make.photo(visit, by=cast.somying, width=1200, height=900)
    make.photo(visit, by=cast.somying, slot="inside", colour="red", width=900, height=1200)
    answer = as_(cast.somying).get(reverse("students:visit_pdf", args=[visit.public_id]))
    text = text_of(answer)
    assert pages_of(answer) == 4
    assert "ชบา ลองเรียน" in text
    assert "2,500" in text
    assert "สารเสพติด" in text
    assert "ยากจนพิเศษ" not in text
    line = Line.objects.get(verb="disclosed")
    assert (line.students, line.detail["kind"]) == ([cast.chaba.pk], "full")


def test_the_head_prints_it_without_what_is_sensitive(cast, as_):
    visit = make.visit(cast.chaba, by=cast.somying, answers={"met": ["mother"], "drugs": ["home"]})
    text = text_of(as_(cast.praphan).get(reverse("students:visit_pdf", args=[visit.public_id])))
    assert "สารเสพติด" not in text
    assert "ครูแนะแนวเท่านั้น" in text


def test_a_long_story_still_stands_on_it(cast, as_):
    long = {"problems": "ยาว " * 150, "needs": "อยากได้ " * 70, "future": "ครู" * 40, "guardian": "ชื่อยาว" * 15}
    people = [{"who": f"ญาติ{n}", "job": "รับจ้างทั่วไปทุกอย่าง", "wage": 1000} for n in range(12)]
    visit = make.visit(
        cast.chaba, by=cast.somying, answers={"met": ["kin"], "people": people, **long}, saw="เห็น " * 300
    )
    answer = as_(cast.somying).get(reverse("students:visit_pdf", args=[visit.public_id]))
    assert 4 <= pages_of(answer) <= 6
    assert "ญาติ11" in text_of(answer)


def test_a_room_of_forty_five_is_summed_up_on_one_page(cast, as_, campaign):
    for number in range(10, 53):
        make.visit(make.student(f"เด็ก{number}", classroom=cast.room, number=number), by=cast.somying)
    answer = as_(cast.somying).get(reverse("students:visits_pdf", args=[cast.room.public_id]))
    assert pages_of(answer) == 1
    assert "เยี่ยมแล้ว 43/45" in text_of(answer).replace("\u00a0", " ")


def test_small_forms_stand_four_on_a_sheet_for_whom_is_missing(cast, as_, campaign):
    make.visit(cast.chaba, by=cast.somying)
    for number in range(10, 14):
        make.student(f"เด็ก{number}", classroom=cast.room, number=number)
    answer = as_(cast.somying).get(reverse("students:visit_slips_pdf", args=[cast.room.public_id]))
    assert pages_of(answer) == 2
    assert cast.kita.full_name in text_of(answer)
    assert cast.chaba.full_name not in text_of(answer)
    assert len(Line.objects.get(verb="disclosed").students) == 5
