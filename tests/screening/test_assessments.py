"""Results of instruments are written for a class at once: merged, scored, locked, and nobody's work lost."""

import pytest

from journal.models import Line
from screening import actions
from screening.actions import Entry, Result
from screening.models import AnswerSheet, Assessment, Row
from students.actions import settle_alert
from students.models import Alert
from tests import make
from tests.make.assessments import instrument

SCALES = ("emotional", "conduct", "hyperactivity", "peer", "prosocial")


def totals(*values):
    return dict(zip(SCALES, values, strict=True))


def keep(room, *entries, code="sdq", rater="teacher", by=None, round_=None):
    return actions.record_assessments(
        round_ or room.round,
        classroom=room.classroom,
        instrument=instrument(code),
        rater=rater,
        entries=entries,
        by=by or room.somying,
    )


def kept(student, code="sdq"):
    return Assessment.objects.get(student=student, code=code)


def test_five_totals_become_bands_and_a_level(room):
    done = keep(room, Entry(room.chaba, totals=totals(4, 4, 5, 4, 6)))
    found = kept(room.chaba)
    assert [student.pk for student in done.changed] == [room.chaba.pk]
    assert found.scores["total"] == 17
    assert (found.level, found.words, found.is_complete, found.norms) == (2, "เสี่ยง", True, "th-obec")
    assert (found.mode, found.rater, found.version, found.recorded_by) == ("totals", "teacher", 1, room.somying)
    assert not AnswerSheet.objects.exists()


def test_a_row_half_typed_is_kept_without_a_band(room):
    keep(room, Entry(room.chaba, totals=totals(9, 9, None, None, None)))
    found = kept(room.chaba)
    assert found.scores == {"emotional": 9, "conduct": 9}
    assert (found.level, found.bands, found.is_complete) == (0, {}, False)


def test_answers_stand_on_a_sheet_of_their_own(room):
    keep(room, Entry(room.chaba, items=[1] * 24 + [-1]))
    found = kept(room.chaba)
    assert found.sheet.items == [1] * 24 + [-1]
    assert (found.sheet.written_by, found.sheet.is_open_to_homeroom) == (room.somying, True)
    assert found.is_complete, "one unknown item is made up for by the mean of its scale"


def test_the_computed_column_follows_the_informant_of_the_round(room):
    keep(room, Entry(room.chaba, totals=totals(5, 5, 5, 5, 5)), Entry(room.kita, totals=totals(0, 0, 0, 0, 9)))
    levels = dict(Row.objects.filter(round=room.round).values_list("student__first_name", "mind_level"))
    assert levels == {room.chaba.first_name: 3, room.kita.first_name: 1}
    keep(room, Entry(room.chaba, totals=totals(0, 0, 0, 0, 9)), rater="parent")
    assert Row.objects.get(round=room.round, student=room.chaba).mind_level == 3


def test_single_fields_of_two_people_are_merged(room):
    keep(room, Entry(room.chaba, totals=totals(1, None, None, None, None)))
    keep(room, Entry(room.chaba, totals={"conduct": 2}, seen=1, was=totals(1, None, None, None, None)), by=room.kanplu)
    third = Entry(room.chaba, totals={"emotional": 1, "peer": 3}, seen=1, was=totals(1, None, None, None, None))
    done = keep(room, third)
    assert not done.conflicts
    assert kept(room.chaba).scores == {"emotional": 1, "conduct": 2, "peer": 3}


def test_the_same_field_set_differently_is_a_conflict_and_nothing_is_lost(room):
    keep(room, Entry(room.chaba, totals=totals(1, None, None, None, None)))
    keep(
        room, Entry(room.chaba, totals={"emotional": 2}, seen=1, was=totals(1, None, None, None, None)), by=room.kanplu
    )
    mine = Entry(room.chaba, totals={"emotional": 3}, seen=1, was=totals(1, None, None, None, None))
    done = keep(room, mine, Entry(room.kita, totals=totals(1, 1, 1, 1, 1)))
    (found,) = done.conflicts
    assert (found.keys, found.cells["emotional"], found.theirs.recorded_by) == (("emotional",), 2, room.kanplu)
    assert kept(room.chaba).scores == {"emotional": 2}
    assert kept(room.kita).is_complete, "the other child's row is saved"


def test_a_form_for_one_child_conflicts_as_a_whole(room):
    keep(room, Entry(room.chaba, totals=totals(1, 1, 1, 1, 1)))
    done = keep(room, Entry(room.chaba, totals=totals(2, 2, 2, 2, 2), seen=0), by=room.kanplu)
    assert done.conflicts[0].keys == ()
    assert not keep(room, Entry(room.chaba, totals=totals(1, 1, 1, 1, 1), seen=0)).conflicts, "the same again is none"


def test_totals_are_not_typed_over_answers(room):
    keep(room, Entry(room.chaba, items=[0] * 25))
    done = keep(room, Entry(room.chaba, totals=totals(9, 9, 9, 9, 9), seen=1))
    assert len(done.conflicts) == 1
    assert kept(room.chaba).mode == "items"


def test_what_the_paper_cannot_hold_is_refused_and_the_others_are_kept(room):
    done = keep(room, Entry(room.chaba, totals=totals(11, 1, 1, 1, 1)), Entry(room.kita, totals=totals(1, 1, 1, 1, 1)))
    assert [one.key for one in done.refused] == ["emotional"]
    assert [student.pk for student in done.changed] == [room.kita.pk]


def test_an_answer_that_means_danger_raises_an_alert_even_before_the_row_is_whole(room):
    done = keep(room, Entry(room.chaba, items=[None] * 8 + [1]), code="phq-a", rater="self")
    (alert,) = done.alerts
    assert (alert.student, alert.kind, alert.source) == (room.chaba, Alert.Kind.ANSWER, "PHQ-A")
    assert kept(room.chaba, "phq-a").is_urgent
    again = keep(room, Entry(room.chaba, items=[0] * 8 + [1], seen=1), code="phq-a", rater="self")
    assert not again.alerts, "it is told once"


def test_an_urgent_paper_typed_anew_after_its_alert_was_settled_is_told_again(room):
    first = keep(room, Entry(room.chaba, items=[0] * 8 + [1]), code="phq-a", rater="self").alerts[0]
    settle_alert(first, reason="คุยแล้ว", by=room.kanplu)
    (alert,) = keep(room, Entry(room.chaba, items=[0] * 8 + [3], seen=1), code="phq-a", rater="self").alerts
    assert (alert.pk != first.pk, alert.settled_at) == (True, None)
    same = keep(room, Entry(room.chaba, items=[0] * 8 + [3], seen=2), code="phq-a", rater="self")
    assert not same.alerts, "the same paper again says nothing new"


def test_a_result_from_elsewhere_is_kept_as_it_was_told(room):
    told = Result(level=2, words="เสี่ยง", source="HERO OBEC CARE รอบ 1/2568", assessor="ครูสมหญิง", score="31")
    keep(room, Entry(room.chaba, result=told), code="kus-si")
    found = kept(room.chaba, "kus-si")
    assert (found.mode, found.level, found.words, found.scores, found.source) == (
        "result",
        2,
        "เสี่ยง",
        {"total": 31},
        "HERO OBEC CARE รอบ 1/2568",
    )
    other = Result(level=1, words="ปกติ", source="โรงพยาบาล")
    assert keep(room, Entry(room.chaba, result=other), code="kus-si").conflicts


def test_a_room_that_handed_in_takes_nothing(room, clock):
    actions.submit(room.round, classroom=room.classroom, by=room.somying)
    with pytest.raises(actions.Closed):
        keep(room, Entry(room.chaba, totals=totals(1, 1, 1, 1, 1)))
    assert not Assessment.objects.exists()


def test_after_the_deadline_only_a_room_that_was_opened_again_takes_something(room, clock):
    clock.shift(10 * 86400)
    with pytest.raises(actions.Closed):
        keep(room, Entry(room.chaba, totals=totals(1, 1, 1, 1, 1)))
    actions.reopen(room.round, classroom=room.classroom, by=room.kanplu)
    assert keep(room, Entry(room.chaba, totals=totals(1, 1, 1, 1, 1))).changed


def test_without_a_round_each_paper_is_a_result_of_its_own(room):
    used = instrument("sdq")
    for _ in range(2):
        actions.record_assessments(
            None,
            classroom=None,
            instrument=used,
            rater="teacher",
            entries=[Entry(room.chaba, totals=totals(1, 1, 1, 1, 1))],
            by=room.somying,
        )
    assert Assessment.objects.filter(student=room.chaba, round=None).count() == 2


def test_the_second_pass_leaves_its_mark_until_the_row_changes(room):
    keep(room, Entry(room.chaba, totals=totals(1, 1, 1, 1, 1)))
    used = instrument("sdq")
    checked = actions.check_assessments(
        room.round,
        classroom=room.classroom,
        instrument=used,
        rater="teacher",
        students=[room.chaba],
        by=room.kanplu,
    )
    assert (checked, kept(room.chaba).checked_by) == (1, room.kanplu)
    keep(room, Entry(room.chaba, totals=totals(2, 1, 1, 1, 1), seen=1))
    assert kept(room.chaba).checked_by is None


def test_the_line_names_the_children_and_no_answer(room):
    keep(room, Entry(room.chaba, totals=totals(1, 2, 3, 4, 5)))
    line = Line.objects.filter(verb="recorded").latest("pk")
    assert line.students == [room.chaba.pk]
    assert line.detail == {"instrument": "sdq", "rater": "teacher", "round": "1/2568"}


def test_a_row_takes_three_statements_and_a_class_as_many(room, statements):
    """Read, write, line; the class entry of a paper that no computed column follows."""
    instrument("sdq").parsed  # noqa: B018  read once per process
    children = [make.student(f"เด็กที่{n}", classroom=room.classroom, number=n) for n in range(20, 60)]
    with statements() as one:
        keep(room, Entry(room.chaba, items=[1] * 25), rater="parent")
    with statements() as forty:
        keep(room, *(Entry(child, items=[at % 3 for at in range(25)]) for child in children), rater="parent")
    own = [sql for sql in one if "screening_instrument" not in sql]
    assert len(own) <= 3, own
    assert len(forty) == len(one)
