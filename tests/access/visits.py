"""Home visits: who keeps the child, the head and the head of the level; the area reads counts and nothing else.

`world.visit` is ชบา's, written by สมหญิง; her draft is คีตา's.
"""

from django.core.files.uploadedfile import SimpleUploadedFile

from tests import make
from tests.access.route import ALL, EVERYBODY, Route, Who

KEEPERS, READERS = "somying kanplu", "somying kanplu praphan wilai"
SCHOOL = "somying mana kanplu praphan wilai decha pim tabian bunchi"
AREA = "khet chit rabop truat"
SAW, INFORMANT = "CNครูเห็นที่บ้าน", "CNผู้ให้ข้อมูล"
CANARIES = {SAW: READERS, INFORMANT: READERS}


def but(*without):
    return " ".join(name for name in EVERYBODY if name not in " ".join(without).split())


def build(world):
    told = {"met": ["mother"], "lives_with": "parents", "informant": INFORMANT, "drugs": ["none"]}
    world.visit = make.visit(world.chaba, by=world.somying, answers=told, saw=SAW)
    world.visit_draft = make.visit(world.kita, by=world.somying, state="draft", saw=SAW)
    world.visit_photo = make.photo(world.visit, by=world.somying)
    world.visit_campaign = make.campaign(school=world.school, by=world.kanplu)


def of_visit(world):
    return {"vid": world.visit.public_id}


def of_photo(world):
    return {"pid": world.visit_photo.public_id}


def of_child(world):
    return {"sid": world.chaba.public_id}


def of_room(world):
    return {"cid": world.room.public_id}


def of_campaign(world):
    return {"kid": world.visit_campaign.public_id}


def day(name, number="24"):
    return {f"{name}_day": number, f"{name}_month": "6", f"{name}_year": "2568"}


def a_visit(version):
    told = {"way": "home", "q-met": ["mother"], "q-lives_with": "parents", "act": "finish"}
    return lambda world: {"version": version, **day("visited_on"), **told}


def a_photo(world):
    return {"slot": "inside", "photo": SimpleUploadedFile("a.jpg", make.picture(colour="red"))}


def a_row(world):
    row = world.kita.public_id
    return {**day("day"), f"{row}-way": "home", f"{row}-q-met": "mother", f"{row}-q-lives_with": "parents"}


def a_campaign(world):
    return {"place": world.school.public_id, "name": "เดือนเยี่ยมบ้าน", **day("opens_on"), **day("closes_on", "30")}


KEPT = Who(may=KEEPERS, sees="praphan wilai")
ROOM_KEPT = Who(may=KEEPERS, sees="praphan wilai decha pim tabian bunchi")
OPENERS = Who(may="kanplu dokkaew khet", sees=but("kanplu dokkaew khet"))
FOLLOWERS = "somying mana kanplu praphan wilai dokkaew"
ROUTES = {
    "students:visits": Route(get=Who(may=FOLLOWERS, sees=but(FOLLOWERS))),
    "students:visits_of": Route(get=Who(may=READERS, sees="decha pim tabian"), kwargs=of_child),
    "students:new_visit": Route(
        get=Who(may=KEEPERS, sees="praphan wilai decha pim tabian"),
        post=Who(may=KEEPERS, sees="praphan wilai decha pim tabian"),
        kwargs=of_child,
        data=a_visit("0"),
    ),
    "students:visit": Route(get=Who(may=READERS), kwargs=of_visit),
    "students:edit_visit": Route(get=KEPT, post=KEPT, kwargs=of_visit, data=a_visit("1")),
    "students:discard_visit": Route(post=Who(may="somying"), kwargs=lambda world: {"vid": world.visit_draft.public_id}),
    "students:visit_pdf": Route(get=Who(may="somying kanplu praphan", sees="wilai"), kwargs=of_visit),
    "students:add_photo": Route(post=KEPT, kwargs=of_visit, data=a_photo),
    "students:photo": Route(get=Who(may=READERS), kwargs=of_photo),
    "students:remove_photo": Route(post=KEPT, kwargs=of_photo),
    "students:visit_grid": Route(get=ROOM_KEPT, post=ROOM_KEPT, kwargs=of_room, data=a_row),
    "students:visits_pdf": Route(get=Who(may=READERS, sees="decha pim tabian bunchi"), kwargs=of_room),
    "students:visit_slips_pdf": Route(get=ROOM_KEPT, kwargs=of_room),
    "students:campaigns": Route(get=ALL),
    "students:open_campaign": Route(get=OPENERS, post=OPENERS, data=a_campaign),
    "students:campaign": Route(get=Who(may=f"{SCHOOL} {AREA}"), kwargs=of_campaign),
    "students:edit_campaign": Route(
        get=Who(may="kanplu", sees=f"{SCHOOL} {AREA}"),
        post=Who(may="kanplu", sees=f"{SCHOOL} {AREA}"),
        kwargs=of_campaign,
        data=lambda world: day("closes_on", "29"),
    ),
    "students:income_limits": Route(
        get=Who(may=AREA, sees=but(AREA)),
        post=Who(may="rabop", sees=but("rabop")),
        data=lambda world: {"baht": "3,500"},
    ),
}
