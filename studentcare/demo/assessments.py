"""SDQ of the rooms that are screened, so that จิตใจ shows bands, from two or three informants in some; a few PHQ-A."""

import copy
from collections.abc import Iterable
from random import Random
from typing import Any

from django.db.models import OuterRef, Subquery

from journal.ids import ALPHABET
from schools import calendar
from schools.levels import Level
from schools.models import User
from screening import figures
from screening.actions.weighing import said
from screening.instruments.scoring import score
from screening.models import AnswerSheet, Assessment, Instrument, Round, Row
from studentcare.demo.children import SMALL
from studentcare.demo.places import World
from studentcare.demo.screenings import Screened
from studentcare.demo.staff import Staff

SCALES = ("emotional", "conduct", "hyperactivity", "peer")
LATER = ("อนุบาลตัวอย่าง",)  # this school fills SDQ in after the aspects: only its older half is done
LOW, MOST = {1: (0, 0, 1, 0), 2: (4, 3, 5, 4), 3: (5, 4, 6, 4)}, {1: (3, 2, 4, 3), 2: (4, 3, 5, 5), 3: (8, 6, 9, 6)}
PHQ_A = ("ชุมชนบ้านทุ่งสาธิต", Level.M1)
FEELINGS = [(0, 1, 1, 0, 1, 0, 0, 1, 0), (1, 1, 2, 1, 1, 1, 1, 0, 0), (0, 0, 1, 0, 0, 0, 1, 0, 0)]


def build_assessments(world: World, staff: Staff, screened: Screened) -> None:
    teller = _Teller(world, staff)
    rows = [row for row in screened.rows.values() if row.student.level > Level.K1]
    of_now = [row for row in rows if row.school.name not in LATER or row.student.level >= Level.P4]
    made = [teller.sdq(row, screened.now, "teacher") for row in of_now]
    own_room = world.room(SMALL, "ป.4/1")
    for row in of_now:
        if row.classroom_id == own_room.pk and (row.student.number or 0) <= 12:
            made.append(teller.sdq(row, screened.now, "parent"))
        if row.school_id == own_room.school_id and row.student.level >= Level.P5:
            made.append(teller.sdq(row, screened.now, "self"))
    before = Row.objects.filter(round=screened.before, school=own_room.school_id).select_related("student")
    made += [teller.sdq(row, screened.before, "teacher") for row in before.order_by("pk")]
    Assessment.objects.bulk_create(made, batch_size=1000)
    teller.feelings(row for row in rows if (row.school.name, row.student.level) == PHQ_A)
    follow(screened.now)
    follow(screened.before)


def follow(round_: Round) -> None:
    """จิตใจ of every row, and the counts; no group changes, because no SDQ here is worse than its row's group."""
    told = Assessment.objects.filter(round=round_, code="sdq", rater=round_.mind_rater)
    rows = Row.objects.filter(round=round_)
    rows.filter(student__in=told.values("student")).update(
        mind_level=Subquery(told.filter(student=OuterRef("student")).values("level")[:1])
    )
    rooms = rows.filter(student__classroom__isnull=False).values_list("student__classroom", flat=True).distinct()
    figures.recount(round_, set(rooms))


class _Teller:
    def __init__(self, world: World, staff: Staff) -> None:
        self.staff = staff
        self.chance: Random = copy.copy(world.chance)  # what the others draw does not change
        self.chance.seed(f"assessments {world.today}")
        shipped = Instrument.objects.filter(area=None, is_current=True)
        self.instruments = {one.code: one for one in shipped.filter(code__in=["sdq", "phq-a"])}

    def sdq(self, row: Row, round_: Round, rater: str) -> Assessment:
        """Never worse than the group the row has; the teacher's mostly says what the teacher's row says."""
        worst = min(row.computed_group, row.final_group)
        level = worst if worst > 1 and self.chance.random() < 0.35 else 1
        totals = {
            code: self.chance.randint(low, most)
            for code, low, most in zip(SCALES, LOW[level], MOST[level], strict=True)
        }
        totals["prosocial"] = self.chance.randint(5, 10)
        return self.kept(row, round_, "sdq", rater, totals=totals, by=row.recorded_by)

    def feelings(self, rows: Iterable[Row]) -> None:
        """Three pupils whom the counselor asked; nobody in danger."""
        asked = sorted(rows, key=lambda row: row.student.pk)[::12][: len(FEELINGS)]
        instrument = self.instruments["phq-a"]
        extras = {one.code: 0 for one in instrument.parsed.extras}
        made = [
            self.kept(
                row, row.round, "phq-a", "self", answers=items, extras=extras, by=self.staff.counselors[row.school_id]
            )
            for row, items in zip(asked, FEELINGS, strict=False)
        ]
        Assessment.objects.bulk_create(made)
        AnswerSheet.objects.bulk_create(
            AnswerSheet(
                assessment=one,
                student=one.student,
                school=one.school,
                items=list(items),
                extras=extras,
                written_by=one.recorded_by,
                written_at=one.recorded_at,
            )
            for one, items in zip(made, FEELINGS, strict=False)
        )

    def kept(
        self,
        row: Row,
        round_: Round,
        code: str,
        rater: str,
        *,
        by: User,
        extras: dict[str, int] | None = None,
        **typed: Any,
    ) -> Assessment:
        child, on = row.student, row.recorded_at.date()
        definition = self.instruments[code].parsed
        norms = round_.mind_norms if code == "sdq" else definition.default_norms
        age = calendar.age(child.born_on, on)[0] if child.born_on else None
        outcome = score(definition, extras=extras, rater=rater, sex=child.sex, age=age, norms=norms or None, **typed)
        verdict = said(outcome, is_whole=True, typed={})
        return Assessment(
            public_id="".join(self.chance.choice(ALPHABET) for _ in range(8)),
            student=child,
            school_id=row.school_id,
            classroom_id=row.classroom_id,
            instrument=self.instruments[code],
            code=code,
            round=round_,
            rater=rater,
            mode=Assessment.Mode.TOTALS if "totals" in typed else Assessment.Mode.ITEMS,
            norms=norms,
            assessed_on=on,
            scores=verdict.scores,
            bands=verdict.bands,
            level=verdict.level,
            words=verdict.words,
            is_complete=verdict.is_complete,
            is_out_of_age=verdict.is_out_of_age,
            recorded_by=by,
            recorded_at=row.recorded_at,
        )
