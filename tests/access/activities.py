"""Activities and groups: who leads or keeps them, level heads and discipline; an area's words are its officers'.

`world.homeroom` is of ป.4/1, `world.club` is led by สมหญิง with ชบา in it.
"""

from django.core.files.uploadedfile import SimpleUploadedFile

from activities.actions import members_seen, seen
from tests import make
from tests.access.route import EVERYBODY, Route, Who

LISTERS = "somying mana kanplu praphan wilai decha pim dokkaew"
KEEPERS, READERS = "somying kanplu praphan", "somying kanplu praphan wilai decha"
CLUB = "somying kanplu praphan decha"
TOPIC, NAME = "CNหัวข้อโฮมรูม", "CNชุมนุม"
CANARIES = {TOPIC: READERS, NAME: CLUB}


def but(*without):
    return " ".join(name for name in EVERYBODY if name not in " ".join(without).split())


def build(world):
    world.homeroom = make.activity(by=world.somying, classroom=world.room, title=TOPIC)
    world.homeroom_mark = make.participation(world.homeroom, world.chaba)
    world.homeroom_picture = make.activity_picture(world.homeroom, by=world.somying)
    world.club = make.circle(school=world.school, led_by=world.somying, name=NAME, members=[world.chaba])
    world.old_club = make.circle(school=world.school, led_by=world.somying, name="ชุมนุมที่ปิดแล้ว", ended_at=make.now())
    world.tag = make.tag(world.area)


def of_activity(world):
    return {"aid": world.homeroom.public_id}


def of_picture(world):
    return {"pid": world.homeroom_picture.public_id}


def of_circle(world):
    return {"gid": world.club.public_id}


def of_room(world):
    return {"cid": world.room.public_id}


def of_area(world):
    return {"aid": world.area.public_id}


def of_tag(world):
    return {"aid": world.area.public_id, "tid": world.tag.public_id}


def an_activity(world):
    day = {"held_on_day": "24", "held_on_month": "6", "held_on_year": "2568"}
    return {"title": "ออมเงิน", **day, "led_by": world.somying.public_id, "version": "1"}


def a_new_one(world):
    """Whoever is not offered สมหญิง as its leader has no right to the room either."""
    return an_activity(world) | {"room": world.room.public_id}


def ticks(world):
    return {"was": seen([world.homeroom_mark]), f"m-{world.chaba.public_id}": "absent"}


def a_picture(world):
    return {"photo": SimpleUploadedFile("a.jpg", make.picture(colour="red"))}


def a_group(world):
    return {"name": "ชุมนุมสวนผัก", "kind": "club"}


def the_group(world):
    return {"name": NAME, "led_by": world.somying.public_id, "version": "1"}


def the_members(world):
    return {"student": [world.chaba.public_id], "was": members_seen([world.chaba.pk])}


def a_word(world):
    return {"family": "model", "set_name": "3 ป", "name": "ป้องกัน"}


def another_word(world):
    return {"set_name": "3 ป", "name": "ปลูกใจ"}


LIST = Who(may=LISTERS, sees=but(LISTERS))
KEPT = Who(may=KEEPERS, sees="wilai decha")
READ = Who(may=READERS)
GROUPS = Who(may=CLUB)
GROUP_KEPT = Who(may=KEEPERS, sees="decha")
MAKERS = "somying mana kanplu praphan dokkaew"
AREA = Who(may="khet", sees="chit rabop truat")
ROUTES = {
    "activities:activities": Route(get=LIST),
    "activities:activities_xlsx": Route(get=LIST),
    "activities:new_activity": Route(
        get=LIST, post=Who(may=KEEPERS, sees=but(KEEPERS, "mana dokkaew")), data=a_new_one
    ),
    "activities:activity": Route(get=READ, kwargs=of_activity),
    "activities:edit_activity": Route(get=KEPT, post=KEPT, kwargs=of_activity, data=an_activity),
    "activities:marks": Route(get=KEPT, post=KEPT, kwargs=of_activity, data=ticks),
    "activities:remove_activity": Route(post=KEPT, kwargs=of_activity),
    "activities:restore_activity": Route(post=KEPT, kwargs=of_activity),
    "activities:activity_pdf": Route(get=READ, kwargs=of_activity),
    "activities:add_picture": Route(post=KEPT, kwargs=of_activity, data=a_picture),
    "activities:picture": Route(get=READ, kwargs=of_picture),
    "activities:remove_picture": Route(post=KEPT, kwargs=of_picture),
    "activities:circles": Route(get=LIST),
    "activities:new_circle": Route(
        get=Who(may=MAKERS, sees=but(MAKERS)), post=Who(may=MAKERS, sees=but(MAKERS)), data=a_group
    ),
    "activities:circle": Route(get=GROUPS, kwargs=of_circle),
    "activities:edit_circle": Route(get=GROUP_KEPT, post=GROUP_KEPT, kwargs=of_circle, data=the_group),
    "activities:members": Route(get=GROUP_KEPT, post=GROUP_KEPT, kwargs=of_circle, data=the_members),
    "activities:end_circle": Route(post=GROUP_KEPT, kwargs=of_circle),
    "activities:reopen_circle": Route(post=GROUP_KEPT, kwargs=lambda world: {"gid": world.old_club.public_id}),
    "activities:class_activities": Route(get=Who(may=READERS, sees="pim tabian bunchi"), kwargs=of_room),
    "activities:homerooms_pdf": Route(
        get=Who(may="somying kanplu praphan wilai", sees="decha pim tabian bunchi"), kwargs=of_room
    ),
    "activities:school_activities": Route(
        get=Who(
            may="kanplu praphan wilai decha",
            sees="somying mana pim tabian bunchi klum khet chit rabop truat",
        ),
        kwargs=lambda world: {"sid": world.school.public_id},
    ),
    "activities:tags": Route(get=AREA, post=AREA, kwargs=of_area, data=a_word),
    "activities:load_tags": Route(post=AREA, kwargs=of_area),
    "activities:edit_tag": Route(get=AREA, post=AREA, kwargs=of_tag, data=another_word, says_seen=True),
}
