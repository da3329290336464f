"""What the form of a roll-over says: where rooms go, and what is different for a child."""

from django.http import QueryDict

from students.next_year import NextYear
from students.rolling import GRADUATE, LEAVE, REPEAT, group_key


def decided_rooms(data: QueryDict, plan: NextYear) -> dict[str, str]:
    """Group -> room key or จบ, for the groups of the plan; what cannot be chosen is not heard."""
    keys = {room.key for room in plan.rooms}
    known = {group_key(step.pupil.room, step.pupil.level) for step in plan.steps}
    sent = {key: data.get(f"room-{key}", "") for key in known}
    return {key: said for key, said in sent.items() if said == GRADUATE or said in keys}


def decided_children(data: QueryDict, plan: NextYear) -> dict[str, str]:
    """Public id -> what is different ("" takes it back), for the children whose room was open."""
    keys = {room.key for room in plan.rooms} | {"", GRADUATE, LEAVE, REPEAT}
    sent = {step.pupil.public_id: data.get(f"child-{step.pupil.public_id}") for step in plan.steps}
    return {public_id: said for public_id, said in sent.items() if said is not None and said in keys}
