"""What the tests of emergencies send and where."""

from django.urls import reverse

NEW = "/emergencies/new/"
REASON = "นักเรียนเป็นลมที่สนามฟุตบอล ต้องรู้ว่าแพ้ยาอะไร"


def form(cast, child=None, **more):
    child = child or cast.chaba
    sent = {"do": "open", "room": cast.room.public_id, "name": child.first_name, "student": child.public_id}
    return sent | {"why": "hurt", "reason": REASON} | more


def page_of(emergency):
    return reverse("students:emergency", args=[emergency.public_id])


def close(emergency):
    return reverse("students:close_emergency", args=[emergency.public_id])


def review(emergency):
    return reverse("students:review_emergency", args=[emergency.public_id])
