"""The network: everybody who works with children at a school and the area's office reads it; who keeps it writes."""

import json

from django.core.files.uploadedfile import SimpleUploadedFile

from tests import make
from tests.access.referrals import CARING
from tests.access.route import EVERYBODY, Route, Who

SCHOOL = "somying mana praphan wilai decha pim tabian bunchi"
CANARIES = {}


def but(names):
    return " ".join(name for name in EVERYBODY if name not in names.split())


READERS = Who(may=f"{CARING} khet rabop", sees=but(f"{CARING} khet rabop"))
ADDERS = Who(may="kanplu dokkaew khet rabop", sees=but("kanplu dokkaew khet rabop"))
OFFICE = Who(may="khet rabop", sees=but("khet rabop"))
OF_AREA = Who(may=f"{CARING} khet rabop", sees="bunchi chit truat")
OFFICE_KEEPS = Who(may="khet rabop", sees=f"{CARING} bunchi chit truat")
SCHOOL_KEEPS = Who(may="kanplu", sees=SCHOOL)
DATES = {"signed_on": "1 มกราคม 2568", "from_on": "1 มกราคม 2568", "until_on": "31 ธันวาคม 2569", "remind_days": "60"}
AGREEMENT = {"title": "ข้อตกลงใหม่", "scope": "ส่งต่อ", "other_parties": "มูลนิธิสมมติ", **DATES}
NETWORK = {"name": "เครือข่ายใหม่", "district": "จำลอง", "whole_district": "on"}
ROWS = json.dumps([{"row": 2, "told": {"type": "hospital", "name": "รพ.ในไฟล์", "addressee": "ผู้อำนวยการ"}}])


def build(world):
    world.contact = make.contact(world.own_agency)
    world.area_contact = make.contact(world.agency)
    world.agreement = make.agreement(area=world.area, by=world.khet, agencies=[world.agency])
    make.agreement_paper(world.agreement, by=world.khet)
    world.network = make.network(area=world.area, agencies=[world.agency], schools=[world.school])


def of(name, key):
    return lambda world: {key: getattr(world, name).public_id}


def contact_of(agency, contact):
    return lambda world: {"aid": getattr(world, agency).public_id, "kid": getattr(world, contact).public_id}


def merging(world):
    return {"aid": world.own_agency.public_id, "into": world.agency.public_id}


def file(world):
    return {"paper": SimpleUploadedFile("a.jpg", make.picture())}


PERSON = {"name": "นางฟ้า สมมติ", "phone": "000-000-0000"}
ROUTES = {
    "referrals:agency": Route(get=OF_AREA, kwargs=of("agency", "aid")),
    "referrals:add_contact": Route(
        get=SCHOOL_KEEPS, post=SCHOOL_KEEPS, kwargs=of("own_agency", "aid"), data=lambda world: PERSON
    ),
    "referrals:edit_contact": Route(
        get=SCHOOL_KEEPS,
        post=SCHOOL_KEEPS,
        kwargs=contact_of("own_agency", "contact"),
        data=lambda world: PERSON,
        says_seen=True,
    ),
    "referrals:remove_contact": Route(get=OFFICE_KEEPS, post=OFFICE_KEEPS, kwargs=contact_of("agency", "area_contact")),
    "referrals:import_agencies": Route(get=ADDERS, post=ADDERS, data=lambda world: {"rows": ROWS}),
    "referrals:doubles": Route(get=ADDERS),
    "referrals:merge_agency": Route(get=SCHOOL_KEEPS, post=SCHOOL_KEEPS, kwargs=merging),
    "referrals:directory_pdf": Route(get=READERS),
    "referrals:directory_xlsx": Route(get=READERS),
    "referrals:agreements": Route(get=READERS),
    "referrals:agreement": Route(get=OF_AREA, kwargs=of("agreement", "gid")),
    "referrals:add_agreement": Route(get=ADDERS, post=ADDERS, data=lambda world: AGREEMENT),
    "referrals:edit_agreement": Route(
        get=OFFICE_KEEPS,
        post=OFFICE_KEEPS,
        kwargs=of("agreement", "gid"),
        data=lambda world: AGREEMENT,
        says_seen=True,
    ),
    "referrals:end_agreement": Route(
        get=OFFICE_KEEPS,
        post=OFFICE_KEEPS,
        kwargs=of("agreement", "gid"),
        data=lambda world: {"ended_on": "25 มิถุนายน 2568"},
        says_seen=True,
    ),
    "referrals:add_paper": Route(get=OFFICE_KEEPS, post=OFFICE_KEEPS, kwargs=of("agreement", "gid"), data=file),
    "referrals:agreement_file": Route(get=OF_AREA, kwargs=of("agreement", "gid")),
    "referrals:networks": Route(get=READERS),
    "referrals:network": Route(get=OF_AREA, kwargs=of("network", "nid")),
    "referrals:add_network": Route(get=OFFICE, post=OFFICE, data=lambda world: NETWORK),
    "referrals:edit_network": Route(
        get=OFFICE_KEEPS,
        post=OFFICE_KEEPS,
        kwargs=of("network", "nid"),
        data=lambda world: NETWORK,
        says_seen=True,
    ),
}
