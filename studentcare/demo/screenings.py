"""Two rounds of screening: the last one complete, this one running (ux.md §6.2)."""

import datetime
from dataclasses import dataclass, field

from django.urls import reverse

from schools.levels import Level
from schools.models import Notice, Term
from screening.models import Aspect, CriteriaSet, Finding, Indicator, Round, Row, Submission
from studentcare.demo.children import SMALL
from studentcare.demo.places import BANGKOK, World
from studentcare.demo.staff import Staff
from students.models import Alert, Student

# What is not screened yet: all of a room's children from this class number on.
OPEN_ROOMS = {
    (SMALL, "ป.4/1"): 29,
    ("ชุมชนบ้านทุ่งสาธิต", "ม.3/2"): 7,
}
NOT_STARTED = "บ้านท่านิทาน"  # nobody has filled anything in this round
LATE, LATE_SCREENED = "บ้านภูนามสมมุติ", 21
AT_RISK, PROBLEM = 0.184, 0.048

# ป.4/1 as the story tells it: class number -> {aspect: level}
STORY = {
    3: {"learning": 2},
    4: {"safety": 3},
    6: {"health": 2},
    7: {"economy": 3, "safety": 2},
    11: {"learning": 2, "games": 2},
    12: {"learning": 3, "economy": 2},
    13: {"economy": 2},
    14: {"economy": 2},
    17: {"health": 2},
}
WHY = {
    "learning": ("อ่านจับใจความยังไม่คล่อง", "ส่งงานไม่ครบหลายวิชา"),
    "health": ("ป่วยบ่อยในฤดูฝน", "สายตาสั้น ยังไม่มีแว่น"),
    "economy": ("รายได้ครอบครัวไม่พอค่าอาหารกลางวัน", "ผู้ปกครองตกงาน"),
    "safety": ("ครูอยากให้ครูแนะแนวช่วยดูความเป็นอยู่ที่บ้าน",),
    "games": ("เล่นเกมหลังเลิกเรียนจนดึก",),
}
ORDINARY = "มีข้อสังเกตจากครูประจำชั้น"


@dataclass
class Screened:
    """Rounds, aspects by slug and this round's rows by child."""

    before: Round
    now: Round
    aspects: dict[str, Aspect]
    rows: dict[int, Row] = field(default_factory=dict)
    alert: Alert | None = None


def build_screenings(world: World, staff: Staff) -> Screened:
    criteria = CriteriaSet.objects.filter(area=None, school=None, is_current=True).latest("version")
    aspects = list(criteria.aspects.order_by("position"))
    now, before = (open_round(world, staff, criteria, last=last) for last in (False, True))
    done = Screened(before, now, {aspect.slug: aspect for aspect in aspects})
    teller = _Teller(world, staff, done, aspects)
    children = list(Student.objects.enrolled().select_related("classroom", "school").order_by("pk"))
    teller.last_round([child for child in children if child.level > Level.K1])
    teller.this_round(children)
    teller.raise_alert(children)
    return done


def open_round(world: World, staff: Staff, criteria: CriteriaSet, *, last: bool) -> Round:
    """The area's round of this term, closing in five days, or the one of the term before."""
    term = _term(world, last=last)
    opens_on = max(term.starts_on, world.today - datetime.timedelta(days=40))
    closes_on = world.today + datetime.timedelta(days=5)
    if last:
        opens_on = term.starts_on + datetime.timedelta(days=14)
        closes_on = opens_on + datetime.timedelta(days=60)
    return Round.objects.create(
        public_id=world.public_id(),
        area=world.area,
        year=term.year,
        term=term.number,
        criteria=criteria,
        opens_on=opens_on,
        closes_on=closes_on,
        opened_by=staff.people["khet"],
        opened_at=world.moment((world.today - opens_on).days),
    )


def _term(world: World, *, last: bool) -> Term:
    begun = Term.objects.filter(year__area=world.area, starts_on__lte=world.today).order_by("-starts_on")
    return begun.select_related("year")[1 if last else 0]


class _Teller:
    def __init__(self, world: World, staff: Staff, done: Screened, aspects: list[Aspect]) -> None:
        self.world, self.staff, self.done, self.aspects = world, staff, done, aspects
        self.chance = world.chance
        self.days = min(12, (world.today - done.now.opens_on).days)
        self.levels = [aspect for aspect in aspects if aspect.kind == Aspect.Kind.LEVEL]
        quiet = Indicator.objects.filter(aspect__in=aspects, raises_alert=False).order_by("pk")
        self.indicators: dict[tuple[int, int], list[int]] = {}
        for indicator in quiet:
            self.indicators.setdefault((indicator.aspect_id, indicator.level), []).append(indicator.pk)

    def last_round(self, children: list[Student]) -> None:
        at = self.done.before.opened_at + datetime.timedelta(days=20)
        same_year = self.done.before.year_id == self.done.now.year_id
        rows = []
        for child in children:
            row = self.row(self.done.before, child, self.found(child, last=True), at)
            if not same_year:
                row.classroom = self.world.room_before(child)
            rows.append(row)
        Row.objects.bulk_create(rows, batch_size=500)

    def this_round(self, children: list[Student]) -> None:
        late = LATE_SCREENED
        rows = []
        for child in children:
            room = child.classroom
            if room is None or child.school.name == NOT_STARTED:
                continue
            if (child.number or 0) >= OPEN_ROOMS.get((child.school.name, room.name), 99):
                continue
            if child.school.name == LATE:
                late -= 1
                if late < 0:
                    continue
            at = self.world.moment(self.chance.randint(0, self.days), 14, child.number or 0)
            rows.append(self.row(self.done.now, child, self.found(child), at))
        Row.objects.bulk_create(rows, batch_size=500)
        self.done.rows = {row.student_id: row for row in rows}
        Finding.objects.bulk_create([f for row in rows for f in self.findings(row)], batch_size=1000)
        self.submit(children)

    def found(self, child: Student, *, last: bool = False) -> dict[str, int]:
        """{slug: level} of what is not ordinary."""
        if child.school.name == SMALL and child.classroom and child.classroom.name == "ป.4/1":
            told = STORY.get(child.number or 0, {})
            return {"economy": 2} if last and child.number == 7 else {} if last else told
        roll = self.chance.random()
        if roll >= AT_RISK:
            return {}
        slugs = [a.slug for a in self.chance.sample(self.levels, self.chance.choice((1, 1, 2)))]
        found = dict.fromkeys(slugs, 2)
        if roll < PROBLEM:
            found[slugs[0]] = 3
        return found

    def row(self, round_: Round, child: Student, found: dict[str, int], at: datetime.datetime) -> Row:
        levels = [found.get(aspect.slug, 1) for aspect in self.aspects]
        if self.chance.random() < 0.08:
            levels[0] = 2  # a special talent
        group = max((level for level, a in zip(levels, self.aspects, strict=True) if a.kind == "level"), default=1)
        room = child.classroom
        teacher = self.staff.homeroom[room.pk] if room else self.staff.heads[child.school_id]
        filled_in_bulk = sum(1 << i for i, a in enumerate(self.aspects) if a.slug not in found and a.position > 4)
        return Row(
            round=round_,
            student=child,
            school=child.school,
            classroom=room,
            levels=levels,
            bulk_cells=filled_in_bulk,
            is_complete=True,
            computed_group=group,
            final_group=group,
            recorded_by=teacher,
            recorded_at=at,
        )

    def findings(self, row: Row) -> list[Finding]:
        made = []
        for aspect in self.levels:
            level = row.level_of(aspect)
            if level < 2:
                continue
            made.append(
                Finding(
                    row=row,
                    student=row.student,
                    school=row.school,
                    aspect=aspect,
                    indicators=self.indicators.get((aspect.pk, level), [])[:1],
                    text=self.chance.choice(WHY.get(aspect.slug, (ORDINARY,))),
                    written_by=row.recorded_by,
                    written_at=row.recorded_at,
                )
            )
        return made

    def submit(self, children: list[Student]) -> None:
        """Rooms that are complete have handed in, but for every fifth."""
        missing = {child.classroom_id for child in children if child.pk not in self.done.rows}
        full = {child.classroom_id for child in children} - missing
        handed_in = [room for room in self.world.rooms if room.pk in full]
        Submission.objects.bulk_create(
            Submission(
                round=self.done.now,
                classroom=room,
                school=room.school,
                submitted_at=self.world.moment(1, 15, 30),
                submitted_by=self.staff.homeroom[room.pk],
            )
            for place, room in enumerate(handed_in)
            if place % 5
        )

    def raise_alert(self, children: list[Student]) -> None:
        room = self.world.room(SMALL, "ป.4/1")
        tawan = next(child for child in children if child.classroom_id == room.pk and child.number == 4)
        self.done.alert = Alert.objects.create(
            public_id=self.world.public_id(),
            student=tawan,
            school=tawan.school,
            kind=Alert.Kind.SAFETY,
            raised_by=self.staff.people["somying"],
            raised_at=self.world.moment(0, 8, 5),
            due_at=datetime.datetime.combine(self.world.today, datetime.time(16, 30), tzinfo=BANGKOK),
        )
        alert, url = self.done.alert, reverse("cases:alert", args=[self.done.alert.public_id])
        Notice.objects.bulk_create(
            Notice(
                to_user=self.staff.people[name],
                kind=Notice.Kind.URGENT,
                url=url,
                made_by=alert.raised_by,
                made_at=alert.raised_at,
            )
            for name in ("kanplu", "praphan")
        )
