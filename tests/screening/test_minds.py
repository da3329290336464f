"""The computed column จิตใจ (SDQ): it follows the informant of the round and makes the group worse, never better."""

import pytest

from journal.models import Line
from screening import actions, figures, minds
from screening.cells import Typed
from screening.jobs import follow_minds
from screening.models import MIND, Row
from students.models import Alert, Exclusion
from tests import make
from tests.make.assessments import instrument, sdq


def row_of(student):
    return Row.objects.get(student=student)


def save(room, student, levels, was="0" * 11):
    typed = Typed({at: int(digit) for at, digit in enumerate(levels, 1)}, 1, tuple(map(int, was)))
    return actions.record_rows(
        room.round, classroom=room.classroom, aspects=room.aspects, typed={student: typed}, by=room.somying
    )


def test_a_child_without_a_row_gets_one_that_says_only_this(room):
    sdq(room.chaba, room.round, total=20, by=room.somying)
    row = row_of(room.chaba)
    assert (row.levels, row.mind_level, row.computed_group, row.final_group) == ([0] * 11, 3, 3, 3)
    assert not row.is_complete
    assert figures.of_room(room.round, room.classroom.pk) == {(MIND, 3): 1}


def test_a_normal_sdq_leaves_the_group_open_until_the_rest_is_filled(room):
    sdq(room.chaba, room.round, total=3, by=room.somying)
    assert (row_of(room.chaba).mind_level, row_of(room.chaba).final_group) == (1, 0)
    save(room, room.chaba, "11111111111")
    assert row_of(room.chaba).final_group == 1


def test_it_makes_a_group_worse_that_was_typed_before(room):
    make.row(room.chaba, round_=room.round, by=room.somying)
    sdq(room.chaba, room.round, total=16, by=room.somying)
    row = row_of(room.chaba)
    assert (row.mind_level, row.computed_group, row.final_group, row.is_complete) == (2, 2, 2, True)
    assert row.version == 2
    assert figures.of_room(room.round, room.classroom.pk)[(0, 2)] == 1


def test_typing_later_keeps_it(room):
    sdq(room.chaba, room.round, total=16, by=room.somying)
    save(room, room.chaba, "11111111111")
    assert (row_of(room.chaba).final_group, row_of(room.chaba).is_complete) == (2, True)


def test_another_informant_than_the_round_s_is_not_shown(room):
    sdq(room.chaba, room.round, total=30, rater="parent", by=room.somying)
    assert not Row.objects.exists()


def test_a_criteria_set_may_leave_it_out_of_the_group(room):
    room.round.criteria.counts_mind = False
    room.round.criteria.save()
    sdq(room.chaba, room.round, total=30, by=room.somying)
    row = row_of(room.chaba)
    assert (row.mind_level, row.final_group) == (3, 0)
    save(room, room.chaba, "11111111111")
    assert row_of(room.chaba).final_group == 1


def test_following_again_changes_nothing(room):
    sdq(room.chaba, room.round, total=20, by=room.somying)
    assert minds.follow(room.round, [room.chaba.pk]) == []
    assert row_of(room.chaba).version == 1


def test_a_result_taken_away_takes_it_along(room):
    made = sdq(room.chaba, room.round, total=20, by=room.somying)
    made.delete()
    assert minds.follow(room.round, [room.chaba.pk]) == [room.chaba.pk]
    assert (row_of(room.chaba).mind_level, row_of(room.chaba).final_group) == (0, 0)


@pytest.mark.parametrize(("total", "norms", "level"), [(14, "th-obec", 1), (14, "th-2554", 2), (17, "th-2554", 3)])
def test_another_norm_set_is_computed_again(room, total, norms, level):
    sdq(room.chaba, room.round, total=total, by=room.somying)
    actions.edit_round(room.round, closes_on=room.round.closes_on, mind_norms=norms, by=room.kanplu)
    assert row_of(room.chaba).mind_level == level


def test_the_results_themselves_are_banded_by_the_round_s_new_norm_set(room, as_):
    teacher = sdq(room.chaba, room.round, total=17, by=room.somying)
    parent = sdq(room.kita, room.round, total=17, rater="parent", by=room.somying)
    elsewhere = sdq(room.kita, room.round, total=17, by=room.somying, mode="result", source="HERO", bands={})
    actions.edit_round(room.round, closes_on=room.round.closes_on, mind_norms="th-2554", by=room.kanplu)
    for one in (teacher, parent, elsewhere):
        one.refresh_from_db()
    assert (teacher.norms, teacher.level, teacher.bands["total"]) == ("th-2554", 3, 3)
    assert (teacher.scores, teacher.words) == ({"total": 17}, "มีปัญหา")
    assert parent.norms == "th-2554", "of every informant"
    assert (elsewhere.norms, elsewhere.level) == ("th-obec", 2), "a level without scores stays what it was told"
    body = as_(room.somying).get(room.url("class_sheet", "sdq")).content.decode()
    assert '<span class="tag">ผลจาก HERO</span>' in body
    line = Line.objects.filter(about="screening_assessment", verb="changed").latest("pk")
    assert set(line.students) == {room.chaba.pk, room.kita.pk}


def test_a_row_of_another_norm_set_than_the_head_s_says_so(room, as_):
    sdq(room.chaba, room.round, total=17, by=room.somying, norms="th-2554")
    body = as_(room.somying).get(room.url("class_sheet", "sdq")).content.decode()
    (name,) = [one.name for one in instrument("sdq").parsed.norm_sets if one.code == "th-2554"]
    assert f'<span class="tag">{name}</span>' in body


def test_another_informant_is_computed_again_for_everybody(room):
    sdq(room.chaba, room.round, total=20, by=room.somying)
    sdq(room.kita, room.round, total=20, rater="parent", by=room.somying)
    actions.edit_round(room.round, closes_on=room.round.closes_on, mind_rater="parent", by=room.kanplu)
    assert row_of(room.chaba).mind_level == 0
    assert row_of(room.kita).mind_level == 3
    assert figures.of_room(room.round, room.classroom.pk) == {(MIND, 3): 1}


def test_an_area_s_round_is_followed_by_the_worker(room, cast):
    round_ = make.screening_round(area=cast.area, by=cast.khet, sequence=2)
    sdq(room.chaba, round_, total=14, by=room.somying)
    actions.edit_round(round_, closes_on=round_.closes_on, mind_norms="th-2554", by=cast.khet)
    assert row_of(room.chaba).mind_level == 1
    follow_minds(round_.pk)
    assert row_of(room.chaba).mind_level == 2


def test_a_group_raised_by_sdq_is_lowered_by_the_counselor_alone(room, as_):
    make.row(room.chaba, round_=room.round, by=room.somying)
    sdq(room.chaba, room.round, total=20, by=room.somying)
    page = room.url("override", room.chaba.public_id)
    told = {"group": "1", "reason": "คุยกับเด็กแล้ว", "version": "2"}
    as_(room.somying).post(page, told)
    assert row_of(room.chaba).final_group == 3
    as_(room.kanplu).post(page, told | {"reason": ""})
    assert row_of(room.chaba).final_group == 3
    as_(room.kanplu).post(page, told)
    row = row_of(room.chaba)
    assert (row.final_group, row.computed_group, row.override_by) == (1, 3, room.kanplu)


def test_a_lowered_group_is_asked_again_when_sdq_says_something_else(room):
    make.row(room.chaba, round_=room.round, by=room.somying)
    made = sdq(room.chaba, room.round, total=16, by=room.somying)
    actions.override_group(row_of(room.chaba), group=1, reason="คุยกับเด็กแล้ว", by=room.kanplu)
    made.level, made.scores = 3, {"total": 20}
    made.save()
    minds.follow(room.round, [room.chaba.pk])
    row = row_of(room.chaba)
    assert (row.final_group, row.override_reason, row.override_by) == (3, "", None)


def test_a_child_the_saver_is_shut_out_from_is_counted_with_the_rest(room, cast):
    sdq(room.chaba, room.round, total=20, by=room.kanplu)
    Exclusion.objects.create(
        student=room.chaba, school=cast.school, user=room.somying, made_by=room.kanplu, made_at=make.now()
    )
    sdq(room.kita, room.round, total=2, by=room.somying)
    assert figures.of_room(room.round, room.classroom.pk) == {(MIND, 3): 1, (MIND, 1): 1}


def test_forty_children_take_as_many_statements_as_one(room, statements):
    few = make_many(room, 1)
    with statements() as one:
        minds.follow(room.round, few)
    many = make_many(room, 38)
    with statements() as all_:
        minds.follow(room.round, many)
    assert len(all_) == len(one) <= 7
    assert Alert.objects.count() == 0


WHOLE = {"emotional": 9, "conduct": 9, "hyperactivity": 9, "peer": 9, "prosocial": 1}


def type_sdq(room, totals, *, by=None, was=None, **read):
    """Scores of ชบา's SDQ over what they were on the page; `read`: what was read before the room was held."""
    return actions.record_assessments(
        room.round,
        classroom=room.classroom,
        instrument=instrument("sdq"),
        rater="teacher",
        entries=[actions.Entry(room.chaba, totals=totals, was=was or {})],
        by=by or room.somying,
        **read,
    )


def test_a_row_somebody_typed_into_since_it_was_read_keeps_her_cells_and_follows(room):
    make.row(room.chaba, round_=room.round, by=room.kanplu, levels="11111111111")
    read = minds.standing(room.round, [room.chaba.pk])
    save(room, room.chaba, "12111111111", was="1" * 11)
    type_sdq(room, WHOLE, known={}, standing=read)
    row = row_of(room.chaba)
    assert (row.levels[1], row.mind_level, row.final_group, row.version) == (2, 3, 3, 3)


def test_a_row_somebody_began_since_none_was_found_follows_too(room):
    read = minds.standing(room.round, [room.chaba.pk])
    make.row(room.chaba, round_=room.round, by=room.kanplu, levels="13111111111")
    type_sdq(room, WHOLE, known={}, standing=read)
    row = row_of(room.chaba)
    assert (row.levels[1], row.mind_level, row.version) == (3, 3, 2)


def test_a_result_somebody_typed_since_it_was_read_is_merged_and_the_row_follows_the_whole(room):
    read = {"known": {}, "standing": minds.standing(room.round, [room.chaba.pk])}
    type_sdq(room, dict(list(WHOLE.items())[:2]), by=room.kanplu)
    done = type_sdq(room, dict(list(WHOLE.items())[2:]), **read)
    assert done.kept[room.chaba.pk].scores["total"] == 36
    assert (row_of(room.chaba).mind_level, row_of(room.chaba).version) == (3, 1)


def test_where_nothing_moves_no_row_is_written(room):
    type_sdq(room, {"emotional": 9})
    assert not Row.objects.exists(), "nothing is said yet"
    type_sdq(room, WHOLE, was={"emotional": 9})
    type_sdq(room, {"prosocial": 2}, was=WHOLE)
    assert row_of(room.chaba).version == 1, "said again"


def make_many(room, count):
    children = [make.student(classroom=room.classroom) for _ in range(count)]
    for child in children:
        sdq(child, room.round, total=20, by=room.somying, follow=False)
    return [child.pk for child in children]
