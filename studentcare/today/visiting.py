"""Home visits on "วันนี้": whom of her children a teacher has not visited yet in the campaign that runs."""

from datetime import date

from django.db.models import Exists, OuterRef
from django.urls import reverse

from schools.models import User
from studentcare.today.asking import Asked, Found, Made, Question, asked
from studentcare.today.cards import Card, Day
from students import coverage
from students.models import Campaign, Student, Visit

NAMED = {"title": "title", "name": "first_name", "surname": "last_name"}


def left(user: User, today: date, day: Day) -> None:
    """One statement for the campaigns; who is missing is counted with everything else."""
    schools = {held.school for held in user.rights.held if held.school and held.classroom}
    day.wanted += [missing(user, campaign) for campaign in coverage.running(schools, today).values()]


def missing(user: User, campaign: Campaign) -> Asked:
    rooms = [
        held.classroom_id for held in user.rights.held if held.classroom and held.school and campaign.is_of(held.school)
    ]
    children = Student.objects.visible_to(user).filter(classroom__in=rooms)
    visited = Visit.objects.visible_to(user).counted_for(campaign).filter(student=OuterRef("pk"))

    def card(missing: Found, every: Found) -> Made:
        if missing.count:
            url = reverse("students:visits")
            title, notes = "คนที่ยังไม่ได้เยี่ยมบ้าน", (missing.names(),)
            return Card(title, "บันทึกเยี่ยมบ้าน", url, count=missing.count, notes=notes, due=campaign.closes_on)
        return f"เยี่ยมบ้านครบแล้ว {every.count}/{every.count}" if every.count else None

    return asked(card, Question(children.exclude(Exists(visited)).by_number(), first=NAMED), Question(children))
