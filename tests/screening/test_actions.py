"""What can happen to a room's rows, each with its line in the journal."""

import datetime

import pytest

from journal.models import Line, Verb
from screening import actions, figures
from screening.cells import Typed
from screening.models import Fill, Finding, Row, Submission
from students.models import Alert
from tests import make


def save(room, student, levels, by=None):
    typed = Typed({at: int(digit) for at, digit in enumerate(levels, 1) if digit != "."})
    return actions.record_rows(
        room.round, classroom=room.classroom, aspects=room.aspects, typed={student: typed}, by=by or room.somying
    )


def fill(room, slug="learning", by=None):
    return actions.fill_rest(
        room.round,
        classroom=room.classroom,
        aspects=room.aspects,
        aspect=room.by_slug[slug],
        students=[room.chaba, room.kita],
        by=by or room.somying,
    )


def verbs():
    return list(Line.objects.exclude(verb__in=["created", "changed", "deleted"]).values_list("verb", flat=True))


def test_recording_leaves_a_line_with_the_children_and_no_levels(room):
    save(room, room.chaba, "13111111111")
    line = Line.objects.get(verb=Verb.RECORDED)
    assert line.students == [room.chaba.pk]
    assert line.school_id == room.classroom.school_id
    assert "13111111111" not in str(line.detail)


def test_fill_takes_only_empty_cells_and_counts_them(room):
    save(room, room.chaba, ".3.........")
    made = fill(room)
    assert made.students == [room.kita.pk]
    assert room.levels(room.chaba) == "03000000000"
    assert Row.objects.get(student=room.kita).bulk_cells == 0b10
    assert Verb.FILLED in verbs()


def test_filling_a_full_column_does_nothing(room):
    fill(room)
    assert fill(room) is None
    assert Fill.objects.count() == 1


def test_a_cell_set_by_hand_is_no_bulk_cell_any_more(room):
    fill(room)
    actions.record_rows(
        room.round,
        classroom=room.classroom,
        aspects=room.aspects,
        typed={room.kita: Typed({2: 2}, 1, (0, 1, *([0] * 9)))},
        by=room.somying,
    )
    assert Row.objects.get(student=room.kita).bulk_cells == 0


def test_undo_takes_back_what_nobody_has_touched_since(room):
    made = fill(room)
    actions.record_rows(
        room.round,
        classroom=room.classroom,
        aspects=room.aspects,
        typed={room.kita: Typed({2: 2}, 1, (0, 1, *([0] * 9)))},
        by=room.somying,
    )
    assert actions.undo_fill(made, aspects=room.aspects, by=room.somying) == 1
    assert room.levels(room.chaba) == "0" * 11
    assert room.levels(room.kita) == "02000000000"
    assert actions.undo_fill(made, aspects=room.aspects, by=room.somying) == 0, "once"
    assert Verb.UNDONE in verbs()


@pytest.mark.parametrize(("hours", "emptied"), [(23, 2), (25, 0)])
def test_undo_works_for_a_day(room, clock, hours, emptied):
    made = fill(room)
    clock.shift(datetime.timedelta(hours=hours))
    assert actions.undo_fill(made, aspects=room.aspects, by=room.somying) == emptied


@pytest.mark.parametrize(
    "act",
    [
        lambda row, by: actions.override_group(row, group=3, reason="ครูเห็นที่บ้าน", by=by),
        lambda row, by: actions.set_urgency(row, urgency=4, reason="ครูเห็นที่บ้าน", by=by),
    ],
)
def test_a_row_changed_after_it_was_read_is_not_written_over(room, act):
    save(room, room.chaba, "12111111111")
    row = Row.objects.get()
    Row.objects.update(version=2)
    with pytest.raises(actions.Outdated):
        act(row, room.kanplu)
    assert (Row.objects.get().final_group, Row.objects.get().urgency) == (2, 0)


def test_override_keeps_both_groups_and_stays_when_other_cells_change(room):
    save(room, room.chaba, "12111111111")
    row = actions.override_group(Row.objects.get(), group=3, reason="ครูเห็นที่บ้าน", by=room.somying)
    assert (row.computed_group, row.final_group, row.override_by) == (2, 3, room.somying)
    save(room, room.chaba, ".....1.....")
    assert Row.objects.get().final_group == 3
    assert figures.of_room(room.round, room.classroom.pk)[(0, 3)] == 1
    actions.override_group(Row.objects.get(), group=2, reason="", by=room.somying)
    row = Row.objects.get()
    assert (row.final_group, row.override_reason, row.override_by) == (2, "", None)
    assert verbs().count(Verb.OVERRIDDEN) == 2


def indicator(room, text):
    return next(i for a in room.aspects for i in a.indicators.all() if i.text == text)


def test_an_indicator_of_abuse_raises_one_alert(room):
    save(room, room.chaba, "11113111111")
    row, abuse = Row.objects.get(), indicator(room, "ถูกทารุณ")
    told = {"aspect": room.by_slug["safety"], "indicators": [abuse], "by": room.somying}
    alert = actions.explain(row, text="มีรอยช้ำ", **told)
    assert alert.student == room.chaba
    seen = Finding.objects.get().stamp
    assert actions.explain(row, text="มีรอยช้ำที่แขน", seen=seen, **told) is None, "ticked before"
    assert Alert.objects.count() == 1
    assert Finding.objects.get().text == "มีรอยช้ำที่แขน"
    lines = str(list(Line.objects.values_list("detail", flat=True)))
    assert "รอยช้ำ" not in lines
    assert "ทารุณ" not in lines


def test_a_reason_goes_with_the_level_it_stood_for(room):
    save(room, room.chaba, "13111111111")
    make.finding(Row.objects.get(), by=room.somying)
    actions.record_rows(
        room.round,
        classroom=room.classroom,
        aspects=room.aspects,
        typed={room.chaba: Typed({2: 1}, 1, (1, 3, *([1] * 9)))},
        by=room.somying,
    )
    assert not Finding.objects.exists()


def test_a_room_that_handed_in_takes_no_rows(room):
    save(room, room.chaba, "1" * 11)
    actions.submit(room.round, classroom=room.classroom, by=room.somying)
    typed = Typed({2: 3}, 1, (1,) * 11)
    with pytest.raises(actions.Closed):
        actions.record_rows(
            room.round, classroom=room.classroom, aspects=room.aspects, typed={room.chaba: typed}, by=room.somying
        )
    assert room.levels(room.chaba) == "1" * 11


def test_after_the_deadline_only_a_room_opened_again_takes_rows(room, clock):
    clock.shift(datetime.timedelta(days=10))
    with pytest.raises(actions.Closed):
        save(room, room.chaba, "1" * 11)
    actions.reopen(room.round, classroom=room.classroom, by=room.kanplu)
    save(room, room.chaba, "1" * 11)
    actions.submit(room.round, classroom=room.classroom, by=room.somying)
    assert Submission.objects.get().submitted_at


def test_handing_in_asking_and_opening_again(room):
    actions.submit(room.round, classroom=room.classroom, by=room.somying)
    first = Submission.objects.get().submitted_at
    actions.submit(room.round, classroom=room.classroom, by=room.kanplu)
    assert Submission.objects.get().submitted_at == first
    actions.ask_to_reopen(room.round, classroom=room.classroom, reason="กรอกผิดคน", by=room.somying)
    assert Submission.objects.asking().count() == 1
    actions.reopen(room.round, classroom=room.classroom, by=room.kanplu)
    found = Submission.objects.get()
    assert (found.submitted_at, found.asked_at, found.reopened_by) == (None, None, room.kanplu)
    assert [verb for verb in verbs() if verb in (Verb.SUBMITTED, Verb.ASKED, Verb.REOPENED)] == [
        Verb.SUBMITTED,
        Verb.ASKED,
        Verb.REOPENED,
    ]


def test_a_second_round_of_a_term_gets_the_next_number(room, cast):
    term = room.round.year.terms.get(number=1)
    made = actions.open_round(
        cast.school,
        term=term,
        criteria=room.round.criteria,
        opens_on=make.START,
        closes_on=make.START,
        by=cast.kanplu,
    )
    assert made.name == "1/2568 (ครั้งที่\xa02)"
    assert Verb.OPENED in verbs()


def test_criteria_are_loaded_once(db):
    first, again = make.criteria(), make.criteria()
    assert first == again
    assert first.aspects.count() == 11
    assert [a.short for a in first.aspects.all()] == [
        "พิเศษ",
        "เรียน",
        "สุขภาพ",
        "เศรษฐกิจ",
        "สวัสดิภาพ",
        "สารเสพติด",
        "รุนแรง",
        "เพศ",
        "เกม",
        "ต้องการพิเศษ",
        "สื่อสาร",
    ]
    assert [a.position for a in first.aspects.filter(is_sensitive=True)] == [5, 6, 8]
    assert [a.position for a in first.aspects.filter(kind="flag")] == [1, 10]
    texts = [i.text for a in first.aspects.all() for i in a.indicators.all()]
    assert not any("เพศตรงข้าม" in text for text in texts)
    assert {i.text for a in first.aspects.all() for i in a.indicators.filter(raises_alert=True)} == {
        "มีความรุนแรงในครอบครัว",
        "ถูกทารุณ",
        "ถูกล่วงละเมิดทางเพศ",
    }
