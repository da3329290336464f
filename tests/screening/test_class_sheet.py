"""The sheet of an instrument: scores or items for a whole room, plain form first, rows by htmx."""

import gzip

import pytest
from django.urls import reverse

from journal.models import Line
from screening import actions
from screening.models import Assessment, Row
from students.models import Alert
from tests import make
from tests.make.assessments import assessment, instrument
from tests.screening.asked import SESSION, asked
from tests.screening.papers import HTMX, items, kept, permit

# What a row of a paper asks of the database, beside the session: what the address names, as the person may see it, …
SCOPE = [
    "read schools_classroom",
    "read screening_round",
    "read students_student",
    "read screening_instrument",
    "read screening_submission",
    "read screening_assessment",
]
# … and of an SDQ the row it may move, with the aspects of the round, as when a row of the grid is saved.
SCOPE_SDQ = [*SCOPE, "read screening_row", "read screening_aspect"]
# The result with its answers and the line: two statements; …
SAVED = ["write screening_assessment", "call journal_write"]
# … of an SDQ three: whoever else writes into the room is waited for, and the computed column and the counts go with the
# result in one statement. The round before was read with the result and shows only now.
SAVED_SDQ = ["call screening_hold", *SAVED]


def test_one_submit_saves_every_row(sheet, as_):
    data = sheet.sent_paper(sheet.chaba, [4, 4, 5, 4, 6]) | sheet.sent_paper(sheet.kita, ["0", "๑", "", "", ""])
    answer = as_(sheet.somying).post(sheet.sheet(), data)
    assert answer.status_code == 302
    assert answer.url == sheet.sheet(query="by=teacher&mode=totals")
    assert (kept(sheet.chaba).level, kept(sheet.chaba).scores["total"]) == (2, 17)
    assert kept(sheet.kita).scores == {"emotional": 0, "conduct": 1}


def test_the_total_shows_when_the_row_is_whole_and_never_before(sheet, as_):
    data = sheet.sent_paper(sheet.chaba, [9, 9, 9, 9, ""])
    body = as_(sheet.somying).post(sheet.sheet("sdq", "", "save_paper", sheet.chaba.public_id), data, **HTMX)
    assert "มีปัญหา" not in body.content.decode()
    data = sheet.sent_paper(sheet.chaba, [9, 9, 9, 9, 1], was="9,9,9,9,", version=1)
    body = as_(sheet.somying).post(sheet.sheet("sdq", "", "save_paper", sheet.chaba.public_id), data, **HTMX)
    text = body.content.decode()
    assert body.status_code == 200
    assert "36" in text
    assert "มีปัญหา" in text
    assert 'value="2.9,9,9,9,1"' in text
    assert "<html" not in text


def test_last_round_shows_only_after_this_one_was_typed(sheet, as_):
    earlier = make.screening_round(
        school=sheet.classroom.school,
        by=sheet.kanplu,
        year=make.year(sheet.classroom.school.area, 2567),
        opens_on=sheet.round.opens_on.replace(year=2024),
        closes_on=sheet.round.closes_on.replace(year=2024),
    )
    assessment(
        sheet.chaba,
        by=sheet.somying,
        round_=earlier,
        level=3,
        scores={"total": 33},
        assessed_on=earlier.opens_on,
    )
    page = sheet.sheet()
    assert "เดิม" not in as_(sheet.somying).get(page).content.decode()
    as_(sheet.somying).post(page, sheet.sent_paper(sheet.chaba, [1, 1, 1, 1, 6]))
    assert "เดิม 33 ม" in as_(sheet.somying).get(page).content.decode()


@pytest.mark.parametrize("value", ["11", "ก", "-1", "1.5", "\x00", "9" * 5000])
def test_a_value_the_paper_cannot_hold_names_the_child_and_saves_nothing(sheet, as_, value):
    data = sheet.sent_paper(sheet.chaba, [value, 1, 1, 1, 1]) | sheet.sent_paper(sheet.kita, [1, 1, 1, 1, 1])
    answer = as_(sheet.somying).post(sheet.sheet(), data)
    body = answer.content.decode()
    assert answer.status_code == 200
    assert "ด้านอารมณ์ของชบา ใส่ได้ 0–10" in body
    assert f'aria-labelledby="n-{sheet.kita.public_id} d-emotional" value="1"' in body, "what was typed is still there"
    assert not Assessment.objects.exists()


def test_two_people_in_one_field_are_both_shown_and_the_other_rows_are_saved(sheet, as_):
    as_(sheet.kanplu).post(sheet.sheet(), sheet.sent_paper(sheet.chaba, [5, "", "", "", ""]))
    mine = sheet.sent_paper(sheet.chaba, [7, "", "", "", ""]) | sheet.sent_paper(sheet.kita, [1, 1, 1, 1, 1])
    answer = as_(sheet.somying).post(sheet.sheet(), mine)
    body = answer.content.decode()
    assert answer.status_code == 200
    assert "ครูกานพลู แก้ด้านอารมณ์เป็น “5” เมื่อ 12:00\xa0น. ของคุณคือ “7”" in body
    assert 'value="1.5,,,,"' in body, "sent again, hers is taken"
    assert f'aria-labelledby="n-{sheet.chaba.public_id} d-emotional" value="7"' in body
    assert kept(sheet.chaba).scores == {"emotional": 5}
    assert kept(sheet.kita).is_complete
    again = sheet.sent_paper(sheet.chaba, [7, "", "", "", ""], was="5,,,,", version=1)
    as_(sheet.somying).post(sheet.sheet(), again | {"theirs": f"c-{sheet.chaba.public_id}-emotional"})
    assert kept(sheet.chaba).scores == {"emotional": 5}, "she left it to the other"
    as_(sheet.somying).post(sheet.sheet(), again)
    assert kept(sheet.chaba).scores == {"emotional": 7}


def test_a_row_by_htmx_in_conflict_is_409_with_both_values(sheet, as_):
    as_(sheet.kanplu).post(sheet.sheet(), sheet.sent_paper(sheet.chaba, [5, "", "", "", ""]))
    row = sheet.sheet("sdq", "", "save_paper", sheet.chaba.public_id)
    answer = as_(sheet.somying).post(row, sheet.sent_paper(sheet.chaba, [7, "", "", "", ""]), **HTMX)
    assert answer.status_code == 409
    assert "ของคุณคือ “7”" in answer.content.decode()


def test_a_closed_room_takes_no_row(sheet, as_):
    actions.submit(sheet.round, classroom=sheet.classroom, by=sheet.somying)
    row = sheet.sheet("sdq", "", "save_paper", sheet.chaba.public_id)
    answer = as_(sheet.somying).post(row, sheet.sent_paper(sheet.chaba, [1, 1, 1, 1, 1]), **HTMX)
    assert answer.status_code == 409
    assert "ห้องนี้ปิดรับแล้ว" in answer.content.decode()
    assert as_(sheet.somying).post(sheet.sheet(), sheet.sent_paper(sheet.chaba, [1] * 5)).status_code == 302
    assert not Assessment.objects.exists()


def test_items_are_off_until_the_area_holds_a_permission(sheet, as_):
    text, keys = items("1" * 25)
    assert 'id="d-25"' not in as_(sheet.somying).get(sheet.sheet(query="mode=items")).content.decode()
    permit(sheet)
    assert 'id="d-25"' in as_(sheet.somying).get(sheet.sheet(query="mode=items")).content.decode()
    as_(sheet.somying).post(sheet.sheet(query="mode=items"), sheet.sent_paper(sheet.chaba, text, keys))
    assert kept(sheet.chaba).sheet.items == [1] * 25


def test_an_unknown_answer_is_an_answer(sheet, as_):
    permit(sheet)
    text, keys = items("?" + "1" * 24)
    as_(sheet.somying).post(sheet.sheet(query="mode=items"), sheet.sent_paper(sheet.chaba, text, keys))
    found = kept(sheet.chaba)
    assert (found.sheet.items[0], found.is_complete) == (-1, True)


def test_a_row_typed_by_item_is_not_typed_over_with_scores(sheet, as_):
    permit(sheet)
    text, keys = items("1" * 25)
    as_(sheet.somying).post(sheet.sheet(query="mode=items"), sheet.sent_paper(sheet.chaba, text, keys))
    body = as_(sheet.somying).get(sheet.sheet()).content.decode()
    assert f'name="c-{sheet.chaba.public_id}-emotional"' not in body
    assert f'name="c-{sheet.kita.public_id}-emotional"' in body


def test_a_homeroom_teacher_learns_only_whether_a_child_must_be_followed(sheet, as_):
    used = instrument("phq-a")
    entry = actions.Entry(sheet.chaba, items=[3] * 9, extras={one.code: 0 for one in used.parsed.extras})
    actions.record_assessments(
        sheet.round, classroom=sheet.classroom, instrument=used, rater="self", entries=[entry], by=sheet.kanplu
    )
    body = as_(sheet.somying).get(sheet.sheet("phq-a")).content.decode()
    assert "ต้องติดตาม" in body
    assert "27" not in body.split("<tbody>")[1].split("</tbody>")[0]
    assert f'name="c-{sheet.chaba.public_id}-1"' not in body, "a colleague's answers are not hers to open"
    counselor = as_(sheet.kanplu).get(sheet.sheet("phq-a")).content.decode()
    assert "27" in counselor


def test_opening_answers_that_somebody_else_wrote_is_a_line(sheet, as_):
    permit(sheet)
    text, keys = items("1" * 25)
    page = sheet.sheet(query="mode=items")
    as_(sheet.somying).post(page, sheet.sent_paper(sheet.chaba, text, keys))
    as_(sheet.somying).get(page)
    assert not Line.objects.filter(verb="revealed").exists(), "her own"
    as_(sheet.kanplu).get(page)
    line = Line.objects.get(verb="revealed")
    assert (line.user_id, line.students, line.detail) == (sheet.kanplu.pk, [sheet.chaba.pk], {"instrument": "sdq"})


def test_an_urgent_answer_shows_what_to_do_at_save(sheet, as_):
    keys = tuple(str(at) for at in range(1, 10))
    data = sheet.sent_paper(sheet.chaba, ["0"] * 8 + ["1"], keys)
    row = sheet.sheet("phq-a", "", "save_paper", sheet.chaba.public_id)
    instrument("phq-a")
    body = as_(sheet.somying).post(row, data, **HTMX).content.decode()
    assert "คำตอบของชบาต้องดูวันนี้" in body
    assert "1323" in body
    assert Alert.objects.unsettled().filter(student=sheet.chaba, kind="answer").exists()


def test_results_from_elsewhere_say_from_where(sheet, as_):
    instrument("kus-si")
    data = {f"c-{sheet.chaba.public_id}-level": "2", f"c-{sheet.chaba.public_id}-score": "31"}
    day = {"assessed_on_day": "20", "assessed_on_month": "6", "assessed_on_year": "2568"}
    refused = as_(sheet.somying).post(sheet.sheet("kus-si"), data | day)
    assert "บอกแหล่งที่มาหรือชื่อผู้ประเมิน" in refused.content.decode()
    assert not Assessment.objects.exists()
    answer = as_(sheet.somying).post(sheet.sheet("kus-si"), data | day | {"source": "รพ.สต. สมมติ"})
    assert answer.status_code == 302
    found = kept(sheet.chaba, "kus-si")
    assert (found.mode, found.level, found.source, str(found.assessed_on)) == (
        "result",
        2,
        "รพ.สต. สมมติ",
        "2025-06-20",
    )


def test_a_class_of_forty_by_twenty_five_is_light_and_takes_a_few_queries(sheet, as_, statements):
    permit(sheet)
    children = [make.student(f"เด็กที่{n}", classroom=sheet.classroom, number=n) for n in range(10, 48)]
    client, page = as_(sheet.somying), sheet.sheet(query="mode=items")
    client.get(page)
    with statements() as empty:
        answer = client.get(page)
    assert answer.content.decode().count('maxlength="1"') == 40 * 25
    assert len(gzip.compress(answer.content)) <= 15_000
    text, keys = items("0120120120120120120120120")
    data = {}
    for at, child in enumerate([*children, sheet.chaba, sheet.kita]):
        data |= sheet.sent_paper(child, text[at % 25 :] + text[: at % 25], keys)
    with statements() as saving:
        assert client.post(page, data).status_code == 302
    with statements() as full:
        answer = client.get(page)
    assert Assessment.objects.count() == 40
    assert len(gzip.compress(answer.content)) <= 15_000
    assert len(full) <= len(empty) + 2, "the round before and the message"
    assert len(saving) <= 30


def test_the_list_counts_papers_by_informant(sheet, as_):
    as_(sheet.somying).post(sheet.sheet(query="by=parent"), sheet.sent_paper(sheet.chaba, [1, 1, 1, 1, 1]))
    page = reverse("screening:class_instruments", args=[sheet.classroom.public_id, sheet.round.public_id])
    body = as_(sheet.somying).get(page).content.decode()
    assert 'sdq/?by=parent">ฉบับผู้ปกครอง</a> <span class="num">1/2</span>' in body
    assert 'sdq/?by=teacher">ฉบับครู</a> <span class="num">0/2</span>' in body


def test_an_unknown_instrument_is_not_found_and_an_alien_is_refused(sheet, as_, cast):
    assert as_(sheet.somying).get(sheet.sheet("nothing")).status_code == 404
    assert as_(cast.tabian).get(sheet.sheet()).status_code == 403
    assert as_(cast.mana).get(sheet.sheet()).status_code == 404


@pytest.mark.parametrize("by", ["teacher", "parent"])
def test_one_row_of_totals_takes_three_statements_beside_session_and_scope(sheet, as_, statements, by):
    client = as_(sheet.somying)
    row = sheet.sheet("sdq", f"by={by}", "save_paper", sheet.chaba.public_id)
    client.post(row, sheet.sent_paper(sheet.kita, [1, 1, 1, 1, 1]), **HTMX)
    with statements() as made:
        answer = client.post(row, sheet.sent_paper(sheet.chaba, [4, 4, 5, 4, 6]), **HTMX)
    assert answer.status_code == 200
    moves = by == sheet.round.mind_rater
    assert asked(made) == [*SESSION, *(SCOPE_SDQ if moves else SCOPE), *(SAVED_SDQ if moves else SAVED)]
    assert Row.objects.filter(student=sheet.chaba, mind_level=2).exists() == moves


def test_one_row_of_items_and_one_of_the_back_take_three_as_well(sheet, as_, statements):
    permit(sheet)
    client = as_(sheet.somying)
    text, keys = items("1" * 25)
    front = sheet.sheet("sdq", "mode=items", "save_paper", sheet.chaba.public_id)
    client.post(front, sheet.sent_paper(sheet.kita, text, keys), **HTMX)
    with statements() as made:
        assert client.post(front, sheet.sent_paper(sheet.chaba, text, keys), **HTMX).status_code == 200
    assert asked(made) == [*SESSION, *SCOPE_SDQ, *SAVED_SDQ]
    back = sheet.sheet("sdq", "mode=back", "save_paper", sheet.chaba.public_id)
    key = instrument("sdq").parsed.extras[0].code
    with statements() as made:
        data = {f"c-{sheet.chaba.public_id}-X{key}": "1", f"was-{sheet.chaba.public_id}": "1.-------"}
        assert client.post(back, data, **HTMX).status_code == 200
    assert asked(made) == [*SESSION, *SCOPE_SDQ, *SAVED_SDQ]
    assert kept(sheet.chaba).sheet.extras == {key: 1}


def test_the_round_before_comes_back_with_the_saved_row_and_not_sooner(sheet, as_):
    assessment(sheet.chaba, by=sheet.somying, level=3, scores={"total": 33}, assessed_on=sheet.round.opens_on)
    row = sheet.sheet("sdq", "", "save_paper", sheet.chaba.public_id)
    part = as_(sheet.somying).post(row, sheet.sent_paper(sheet.chaba, [4, "", "", "", ""]), **HTMX)
    assert "33" not in part.content.decode()
    whole = sheet.sent_paper(sheet.chaba, [4, 4, 5, 4, 6], was="4,,,,", version=1)
    assert "เดิม 33" in as_(sheet.somying).post(row, whole, **HTMX).content.decode()


def test_one_row_of_another_paper_takes_two_statements_to_save(sheet, as_, statements):
    instrument("phq-a")
    keys = tuple(str(at) for at in range(1, 10))
    client = as_(sheet.kanplu)
    row = sheet.sheet("phq-a", "", "save_paper", sheet.chaba.public_id)
    client.post(row, sheet.sent_paper(sheet.chaba, ["1"] + [""] * 8, keys), **HTMX)
    with statements() as made:
        whole = sheet.sent_paper(sheet.chaba, ["1"] + ["0"] * 8, keys, was="1--------", version=1)
        answer = client.post(row, whole, **HTMX)
    assert answer.status_code == 200
    assert asked(made) == [*SESSION, *SCOPE, *SAVED]
