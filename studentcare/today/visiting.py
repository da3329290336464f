"""Home visits on "วันนี้": whom of her children a teacher has not visited yet in the campaign that runs."""

from datetime import date

from django.db.models import Exists, OuterRef
from django.urls import reverse

from schools.models import User
from studentcare.today.cards import Card, Day, names
from students import coverage
from students.models import Campaign, Student, Visit


def left(user: User, today: date, day: Day) -> None:
    """One statement for the campaigns; one more for each school where one runs."""
    schools = {held.school for held in user.rights.held if held.school and held.classroom}
    for campaign in coverage.running(schools, today).values():
        children = children_of(user, campaign)
        missing = [child for child, is_visited in children if not is_visited]
        if missing:
            day.cards.append(card(campaign, missing))
        elif children:
            day.done.append(f"เยี่ยมบ้านครบแล้ว {len(children)}/{len(children)}")


def children_of(user: User, campaign: Campaign) -> list[tuple[Student, bool]]:
    visited = Visit.objects.visible_to(user).counted_for(campaign).filter(student=OuterRef("pk"))
    rooms = [
        held.classroom_id for held in user.rights.held if held.classroom and held.school and campaign.is_of(held.school)
    ]
    children = Student.objects.visible_to(user).filter(classroom__in=rooms).by_number()
    return [(child, getattr(child, "is_visited", False)) for child in children.annotate(is_visited=Exists(visited))]


def card(campaign: Campaign, missing: list[Student]) -> Card:
    who = names(child.short_name for child in missing)
    url = reverse("students:visits")
    return Card("คนที่ยังไม่ได้เยี่ยมบ้าน", "บันทึกเยี่ยมบ้าน", url, count=len(missing), notes=(who,), due=campaign.closes_on)
