"""The order in which the demo area is built."""

import datetime
from pathlib import Path
from random import Random

from django.conf import settings
from django.utils import timezone

from screening import figures
from studentcare.demo.activities import build_activities
from studentcare.demo.after_letters import build_after_letters
from studentcare.demo.assessments import build_assessments
from studentcare.demo.cases import build_cases, keep_due_days
from studentcare.demo.children import build_children
from studentcare.demo.conferences import build_conferences
from studentcare.demo.everyday import build_everyday
from studentcare.demo.incidents import build_incidents
from studentcare.demo.inside import build_inside
from studentcare.demo.learning import build_learning
from studentcare.demo.meetings import build_meetings
from studentcare.demo.moves import build_moves
from studentcare.demo.passings import build_passings
from studentcare.demo.places import World, build_places
from studentcare.demo.profiles import build_profiles
from studentcare.demo.referrals import build_referrals
from studentcare.demo.screenings import build_screenings
from studentcare.demo.staff import build_staff
from studentcare.demo.visits import build_visits
from studentcare.demo.walls import build_walls
from studentcare.reference import load_all
from students.models import Student


def load(*, today: datetime.date, seed: int) -> str:
    """Build everything; returns one line for the terminal."""
    world = World(today=today, chance=Random(seed))  # noqa: S311  the same invented area every time
    if today == timezone.localdate():
        world.latest = timezone.now() - datetime.timedelta(minutes=10)
    build_places(world)
    load_all(Path(settings.BASE_DIR) / "fixtures")
    staff = build_staff(world)
    build_children(world)
    screened = build_screenings(world, staff)
    figures.rebuild()
    build_assessments(world, staff, screened)
    caseload = build_cases(world, staff, screened)
    build_referrals(world, staff)
    build_after_letters(world)
    build_inside(world, staff)
    build_conferences(world, staff)
    build_everyday(world, staff, screened, caseload)
    build_visits(world, staff)
    build_profiles(world, staff)
    build_moves(world, staff)
    build_passings(world, staff)
    build_learning(world, staff)
    build_incidents(world, staff)
    build_activities(world, staff)
    build_meetings(world, staff)
    build_walls(world, staff)
    keep_due_days()
    children = Student.objects.count()
    return f"{len(world.schools)} schools, {len(world.rooms)} rooms, {len(staff.people)} staff, {children} children"
