"""An incident as its report is filled in, and the addresses that belong to it."""

from django.urls import reverse

FULL = {"group": "violence", "threat": "", "text": "ทะเลาะกันเรื่องคิวเล่น", "place": "สนาม", "done": "คุยกับทั้งสองคน"}


def at(page, incident, **more):
    return reverse(f"cases:{page}", args=[incident.public_id, *(child.public_id for child in more.values())])
