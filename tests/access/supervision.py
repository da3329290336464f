"""Figures: the area's for its officers, the group's for its coordinators, the school's for head and counselor."""

from tests.access.route import EVERYBODY, Route, Who

OFFICER, COORDINATOR = "khet", "klum"
AREA_STAFF = "chit rabop truat"  # see that the area is there, and not its figures
OWN = "kanplu praphan dokkaew"
NOT_OWN = " ".join(name for name in EVERYBODY if name not in OWN.split())


def of_area(world):
    return {"aid": world.area.public_id}


def of_group(world):
    return {"gid": world.group.public_id}


AREA = Who(may=OFFICER, sees=AREA_STAFF)

ROUTES = {
    "supervision:overview": Route(get=Who(may=f"{OFFICER} {COORDINATOR} {OWN}")),
    "supervision:area": Route(get=AREA, kwargs=of_area),
    "supervision:area_summary_pdf": Route(get=AREA, kwargs=of_area),
    "supervision:area_summary_xlsx": Route(get=AREA, kwargs=of_area),
    "supervision:group": Route(get=Who(may=f"{OFFICER} {COORDINATOR}", sees=AREA_STAFF), kwargs=of_group),
    "supervision:my_school": Route(get=Who(may=OWN, sees=NOT_OWN)),
}
