"""The day of the three duties that watch over a whole school or level (decisions C3)."""

from datetime import date

from django.db.models import Exists, OuterRef
from django.urls import reverse

from activities.terms import term_of
from cases.gaps import rounds_of
from cases.reported import open_incidents
from schools.models import Classroom, Role, User
from screening.models import Submission
from studentcare.today.asking import Found, Made, Question, asked
from studentcare.today.cards import Card, Day
from students.models import Measure, Student


def nurse(user: User, today: date, day: Day) -> None:
    year, term = term_of(today)
    measured = Measure.objects.filter(student=OuterRef("pk"), year=year, term=term)
    left = (
        Student.objects.visible_to(user)
        .enrolled()
        .filter(~Exists(measured), school__in=user.rights.schools(Role.NURSE))
        .order_by("pk")
    )

    def rooms(found: Found) -> Made:
        if not found.count:
            return f"ชั่งน้ำหนักวัดส่วนสูงครบทุกห้องแล้ว ภาคเรียน {term}/{year}"
        url = f"{reverse('studentcare:health_watch')}?show=unweighed"
        return Card("ห้องที่ยังชั่งวัดไม่ครบ", "ดูห้องและบันทึก", url, count=found.count)

    day.wanted.append(asked(rooms, Question(left, of="classroom")))
    day.hints.append(("โรคประจำตัว การแพ้ และนักเรียนที่เสี่ยงด้านสุขภาพ", "ดูทั้งโรงเรียน", "studentcare:health_watch"))


def discipline(user: User, today: date, day: Day) -> None:
    incidents(user, day)
    day.hints.append(("ความประพฤติและผลคัดกรองที่ฝ่ายปกครองดูแล", "ดูทั้งโรงเรียน", "studentcare:conduct_watch"))


def incidents(user: User, day: Day) -> None:
    """What happened and is not settled; how many, never whom."""

    def card(found: Found) -> Card:
        return Card("เหตุการณ์ที่ยังไม่สรุปผล", "เปิดรายการ", f"{reverse('cases:incidents')}?state=open", count=found.count)

    day.wanted.append(asked(card, Question(open_incidents(user).order_by("pk"))))


def level_head(user: User, today: date, day: Day) -> None:
    """Rooms of her level that have not handed in."""
    for school, level in user.rights.levels:
        place = next(held.school for held in user.rights.held if held.school and held.school_id == school)
        rounds = day.rounds.setdefault(school, day.rounds.get(school) or rounds_of(place))
        url = f"{reverse('studentcare:level_watch')}?level={place.public_id}-{level}"
        if rounds.current is not None:
            handed = Submission.objects.filter(round=rounds.current, classroom=OuterRef("pk")).handed_in()
            rooms = Classroom.objects.visible_to(user).filter(
                ~Exists(handed),
                school=school,
                level__lte=level,
                to_level__gte=level,
                year=rounds.current.year_id,
                count__enrolled__gt=0,
            )
            name, closes = rounds.current.name, rounds.current.closes_on

            def late(found: Found, url: str = url, name: str = name, closes: date = closes) -> Made:
                if not found.count:
                    return f"คัดกรอง {name} ส่งครบทุกห้องในระดับแล้ว"
                return Card("ห้องในระดับที่ยังส่งผลไม่ครบ", "ดูว่าห้องไหน", url, count=found.count, due=closes)

            day.wanted.append(asked(late, Question(rooms.order_by("pk"))))
    day.hints.append(("ความคืบหน้าของทุกห้องในระดับ", "ดูห้าขั้น", "studentcare:level_watch"))
