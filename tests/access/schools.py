"""Accounts, duties, places and the calendar: who keeps them, and that keeping them opens no child."""

import json

from schools import roster
from schools.models import Role
from tests import make
from tests.access.route import ALL, Route, Who

SCHOOL = "somying mana kanplu praphan wilai decha pim tabian bunchi"
AREA = "khet chit rabop truat"
KEEPERS = "bunchi praphan rabop"
NOT_KEEPERS = "somying mana kanplu wilai decha pim tabian dokkaew klum khet chit truat gone"
STRANGERS = "dokkaew klum gone"  # to a person of the school: no colleague of hers
PERSON = "somying mana kanplu wilai decha pim tabian khet chit truat"  # see her, keep nothing


def build(world):
    world.newcomer = make.staff("newcomer", Role.NURSE, school=world.school, first_name="ใหม่")
    world.newcomer_duty = world.newcomer.appointments.get()
    world.spare_room = make.classroom(school=world.school, level=1)
    year = make.year(world.area, 2567)
    world.past_year = year.year


def of_newcomer(world):
    return {"uid": world.newcomer.public_id}


def of_duty(world):
    return {"uid": world.newcomer.public_id, "aid": world.newcomer_duty.public_id}


def of_school(world):
    return {"sid": world.school.public_id}


def of_room(world):
    return {"cid": world.spare_room.public_id}


def date(name, day, month, year):
    return {f"{name}_day": day, f"{name}_month": month, f"{name}_year": year}


def person(world):
    return {"title": "ครู", "first_name": "เพิ่ม", "last_name": "ใหม่", "position": "", "phone": "", "username": "perm.m"}


def at_school(world):
    return person(world) | {"school": world.school.pk}


def duty(world):
    return {"role": "homeroom", "classroom": world.spare_room.public_id} | period()


def period():
    return date("from_on", 25, 6, 2568) | date("until_on", 15, 5, 2569)


def profile(world):
    return {"name": "บ้านเพิ่มใหม่", "code8": "97999999", "code10": "", "group": "", "letterhead": "blank"}


def kept_profile(world):
    return {"name": world.school.name, "code8": world.school.code8, "letterhead": "name", "phone": "02-123-4567"}


def room(world):
    return {"level": 2, "to_level": "", "number": 1}


def year_dates(number):
    return (
        date("starts_on", 16, 5, number)
        | date("first_from", 16, 5, number)
        | date("first_until", 10, 10, number)
        | date("second_from", 1, 11, number)
        | date("second_until", 31, 3, number + 1)
        | date("ends_on", 15, 5, number + 1)
    )


def staff_list(world):
    entry = roster.Entry(row=2, first_name="นำเข้า", last_name="ใหม่", username="numkhao", school=world.school.code8)
    return {"rows": json.dumps([vars(entry)], ensure_ascii=False)}


KEEP = Who(may="bunchi", sees=f"praphan rabop {PERSON}")
ADD = Who(may="bunchi rabop", sees=f"praphan {NOT_KEEPERS}")
YEARS = Who(may=f"{SCHOOL} dokkaew {AREA}", sees="klum gone")
EDIT_YEARS = Who(may="rabop", sees=f"{SCHOOL} dokkaew klum khet chit truat gone")
ROOMS = "kanplu praphan decha pim"

ROUTES = {
    "account_logout": Route(get=ALL, post=ALL),
    "account_reauthenticate": Route(get=ALL, post=ALL, data=lambda world: {"password": make.PASSWORD}),
    "schools:account": Route(get=ALL, post=ALL, data=lambda world: {"slash_searches": "on"}),
    "schools:morning_mail": Route(get=Who(), post=Who()),  # this area has no mail server
    "schools:notices": Route(get=ALL, post=ALL),
    "schools:set_password": Route(
        get=ALL,
        post=ALL,
        data=lambda world: {"current": make.PASSWORD, "new": "เมฆลอยเหนือทุ่ง 8 สี", "again": "เมฆลอยเหนือทุ่ง 8 สี"},
    ),
    "schools:people": Route(
        get=Who(may=KEEPERS, sees=NOT_KEEPERS), post=Who(may=KEEPERS, sees=NOT_KEEPERS), data=lambda world: {"q": "ใหม่"}
    ),
    "schools:add_person": Route(get=ADD, post=ADD, data=at_school),
    "schools:import_people": Route(get=ADD, post=ADD, data=staff_list),
    "schools:staff_form_xlsx": Route(get=ADD),
    "schools:slips_pdf": Route(post=ADD, data=lambda world: {"people": [world.newcomer.public_id]}),
    "schools:person": Route(get=Who(may=KEEPERS, sees=PERSON), kwargs=of_newcomer),
    "schools:edit_person": Route(get=KEEP, post=KEEP, kwargs=of_newcomer, data=person, says_seen=True),
    "schools:appoint": Route(
        get=Who(may=KEEPERS, sees=PERSON),
        post=Who(may="bunchi praphan", sees=f"rabop {PERSON}"),
        kwargs=of_newcomer,
        data=duty,
    ),
    "schools:end_appointment": Route(
        get=Who(may="bunchi praphan", sees=f"rabop {PERSON}"),
        post=Who(may="bunchi praphan", sees=f"rabop {PERSON}"),
        kwargs=of_duty,
        data=lambda world: {"when": "now"},
    ),
    "schools:make_code": Route(post=KEEP, kwargs=of_newcomer),
    "schools:close_account": Route(get=KEEP, post=KEEP, kwargs=of_newcomer),
    "schools:classrooms": Route(get=Who(may=f"{SCHOOL} dokkaew", sees=f"klum {AREA} gone")),
    "schools:add_classroom": Route(
        get=Who(may="bunchi tabian", sees=" ".join(set(NOT_KEEPERS.split()) - {"tabian"}) + " praphan rabop"),
        post=Who(may="bunchi tabian", sees=" ".join(set(NOT_KEEPERS.split()) - {"tabian"}) + " praphan rabop"),
        data=room,
    ),
    "schools:edit_classroom": Route(
        get=Who(may="bunchi tabian", sees=ROOMS),
        post=Who(may="bunchi tabian", sees=ROOMS),
        kwargs=of_room,
        data=room,
        says_seen=True,
    ),
    "schools:schools": Route(get=Who(may=f"{SCHOOL} dokkaew klum {AREA}", sees="gone")),
    "schools:add_school": Route(
        get=Who(may="rabop", sees=f"bunchi praphan {NOT_KEEPERS}"),
        post=Who(may="rabop", sees=f"bunchi praphan {NOT_KEEPERS}"),
        data=profile,
    ),
    "schools:school": Route(get=Who(may=f"{SCHOOL} klum {AREA}"), kwargs=of_school),
    "schools:choose_letterhead": Route(
        get=Who(may=KEEPERS, sees=f"{PERSON} klum"),
        post=Who(may=KEEPERS, sees=f"{PERSON} klum"),
        kwargs=of_school,
        data=lambda world: {"mode": "name"},
        says_seen=True,
    ),
    "schools:letterhead_pdf": Route(get=Who(may=KEEPERS, sees=f"{PERSON} klum"), kwargs=of_school),
    "schools:edit_school": Route(
        get=Who(may=KEEPERS, sees=f"{PERSON} klum"),
        post=Who(may=KEEPERS, sees=f"{PERSON} klum"),
        kwargs=of_school,
        data=kept_profile,
        says_seen=True,
    ),
    "schools:years": Route(get=YEARS),
    "schools:add_year": Route(get=EDIT_YEARS, post=EDIT_YEARS, data=lambda world: {"year": "2569"} | year_dates(2569)),
    "schools:homerooms": Route(
        get=Who(may="bunchi praphan", sees=f"{NOT_KEEPERS} rabop"),
        post=Who(may="bunchi praphan", sees=f"{NOT_KEEPERS} rabop"),
        kwargs=lambda world: {"year": 2568},
        data=lambda world: {"go": "copy"},
    ),
    "schools:edit_year": Route(
        get=EDIT_YEARS,
        post=EDIT_YEARS,
        kwargs=lambda world: {"year": world.past_year},
        data=lambda world: year_dates(2567),
        says_seen=True,
    ),
    "schools:holidays": Route(
        get=YEARS, post=EDIT_YEARS, data=lambda world: {"name": "วันหยุดเพิ่ม"} | date("on", 1, 8, 2568)
    ),
    "schools:area": Route(
        get=Who(may=AREA),
        post=Who(may="rabop", sees="khet chit truat"),
        data=lambda world: {"name": world.area.name, "phone": ""},
        says_seen=True,
    ),
}
PUBLIC = {
    "account_login": "the way in",
    "schools:use_code": "the way in for who has no password yet",
}
