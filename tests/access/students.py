"""Who imports, corrects and numbers; and that a full national ID is shown to the counselor alone."""

from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

from students.actions import identify, map_columns, start_import
from students.plan import current_year, draw
from students.reading import read_file
from tests import make
from tests.access.route import EVERYBODY, Route, Who
from tests.students.tables import form

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "dmc"
REGISTRAR = Who(may="tabian", sees="somying kanplu praphan wilai decha pim")
ONLY_REGISTRARS = Who(may="tabian", sees=" ".join(name for name in EVERYBODY if name != "tabian"))
OWN_IMPORT = Who(may="tabian")
THOSE_WHO_KNOW = Who(may="tabian somying kanplu", sees="praphan wilai decha pim")
HEALTH = Who(may="somying kanplu pim", sees="praphan wilai decha tabian")
REVEAL = Who(may="kanplu", sees="somying praphan wilai decha pim tabian")
NUMBERS = Who(may="tabian somying", sees="kanplu praphan wilai decha pim bunchi")

NATIONAL_ID = "1000000001013"
CANARIES = {NATIONAL_ID: "", "1-0000-00001-01-3": "kanplu"}

# ป.4/1's tables: who reads, who types
RESULTS_READ = Who(may="somying kanplu praphan wilai decha tabian", sees="pim bunchi")
RESULTS = Who(may="somying kanplu tabian", sees="praphan wilai decha pim bunchi")
ATTENDANCE_READ = Who(may="somying kanplu praphan wilai tabian", sees="decha pim bunchi")
MEASURES_READ = Who(may="somying kanplu praphan wilai pim", sees="decha tabian bunchi")
MEASURES = Who(may="somying kanplu pim", sees="praphan wilai decha tabian bunchi")
WELFARE = Who(may="kanplu tabian", sees="somying praphan wilai decha pim bunchi")
TERM_FACTS_READ = Who(may="somying kanplu praphan wilai decha pim tabian")
TERM_FACTS = Who(may="somying kanplu tabian", sees="praphan wilai decha pim")


def build(world):
    identify(world.chaba, kind="thai", number=NATIONAL_ID, by=world.tabian)
    world.sibling = make.sibling(world.chaba, world.luktan, by=world.kanplu)
    rows = read_file((FOLDER / "class-list-p4-2.xlsx").read_bytes())
    world.students_import = start_import(world.school, filename="ป4.xlsx", rows=rows, by=world.tabian)
    map_columns(world.students_import, columns=world.students_import.mapping["columns"], by=world.tabian)
    world.thara_offered = make.transfer(world.thara, to_school=world.elsewhere, by=world.tabian)


def of_chaba(world):
    return {"sid": world.chaba.public_id}


def of_sibling(world):
    return {**of_chaba(world), "lid": world.sibling.public_id}


def of_room(world):
    return {"cid": world.room.public_id}


def of_import(world):
    return {"iid": world.students_import.public_id}


def a_child(world):
    return {
        "identifier": "1-0000-00001-02-1",
        "title": "เด็กหญิง",
        "first_name": "ปลายฟ้า",
        "last_name": "สมมุติใจ",
        "sex": "f",
        "classroom": world.room.public_id,
    }


def a_file(world):
    content = (FOLDER / "dmc-p4-2-utf8.csv").read_bytes()
    return {"file": SimpleUploadedFile("dmc.csv", content, content_type="text/csv")}


def a_correction(world):
    return {"title": "ด.ญ.", "first_name": "ชบา", "last_name": "ลองเรียน", "sex": "f", "nickname": "บา"}


def a_day(**more):
    return {"on_day": "25", "on_month": "6", "on_year": "2568", **more}


# ธารา is offered to บ้านดอนจำลอง, where ดอกแก้ว counsels: she reads the offer, and nobody of the cast answers it.
MOVERS = Who(may="tabian kanplu praphan", sees="somying wilai decha pim")
MOVERS_ANYWHERE = Who(
    may="tabian kanplu praphan dokkaew",
    sees=" ".join(name for name in EVERYBODY if name not in ("tabian", "kanplu", "praphan", "dokkaew")),
)
BOTH_SIDES = Who(may="tabian kanplu praphan dokkaew")
OLD_SIDE = Who(may="tabian kanplu praphan", sees="dokkaew")
NEW_SIDE = Who(sees="tabian kanplu praphan dokkaew")


def of_transfer(world):
    return {"tid": world.thara_offered.public_id}


def to_elsewhere(world):
    return {"to_school": world.elsewhere.public_id, "sections": ["learning"]}


def seat_elsewhere(world):
    return a_day(classroom=world.far_room.public_id)


def columns(world):
    return {name: str(column) for name, column in world.students_import.mapping["columns"].items()}


def signature(world):
    run = world.students_import
    return {"signature": draw(run, year=current_year(run.school), by=world.tabian).signature}


def of_results(world):
    return {"cid": world.room.public_id, "kind": "results"}


def a_table(kind, **cells):
    """One child's line of a class table, and its day where it has one."""
    return lambda world: a_day_of_the_table() | form(world.chaba, kind, **cells)


def a_day_of_the_table():
    return {"day_day": "10", "day_month": "6", "day_year": "2568"}


ROUTES = {
    "students:class_results": Route(
        get=RESULTS_READ, post=RESULTS, kwargs=of_room, data=a_table("results", gpa="3.21")
    ),
    "students:class_attendance": Route(
        get=ATTENDANCE_READ,
        post=RESULTS,
        kwargs=of_room,
        data=a_table("attendance", school_days="20", absent="1"),
    ),
    "students:class_measures": Route(
        get=MEASURES_READ, post=MEASURES, kwargs=of_room, data=a_table("measures", weight="32.5")
    ),
    "students:class_welfare": Route(get=WELFARE, post=WELFARE, kwargs=of_room, data=a_table("welfare", result="poor")),
    "students:class_table_xlsx": Route(get=RESULTS_READ, kwargs=of_results),
    "students:paste_table": Route(
        get=RESULTS, post=RESULTS, kwargs=of_results, data=lambda world: {"pasted": "เลขที่\tGPA\n7\t3.21"}
    ),
    "students:term_facts": Route(
        get=TERM_FACTS_READ,
        post=TERM_FACTS,
        kwargs=of_chaba,
        data=lambda world: {"edit": "results", "period": "2567-2"} | form(world.chaba, "results", gpa="3.21"),
    ),
    "students:add_student": Route(get=ONLY_REGISTRARS, post=ONLY_REGISTRARS, data=a_child),
    "students:edit_student": Route(
        get=THOSE_WHO_KNOW, post=THOSE_WHO_KNOW, kwargs=of_chaba, data=a_correction, says_seen=True
    ),
    "students:identify": Route(
        get=REGISTRAR, post=REGISTRAR, kwargs=of_chaba, data=lambda world: {"number": "1-0000-00001-02-1"}
    ),
    "students:move_student": Route(
        get=REGISTRAR,
        post=REGISTRAR,
        kwargs=of_chaba,
        data=lambda world: a_day(classroom=world.next_door.public_id),
    ),
    "students:leave": Route(get=REGISTRAR, post=REGISTRAR, kwargs=of_chaba, data=lambda world: a_day()),
    "students:tell": Route(
        get=THOSE_WHO_KNOW,
        post=THOSE_WHO_KNOW,
        kwargs=of_chaba,
        data=lambda world: {"own_words": "อยากเป็นครู"},
        says_seen=True,
    ),
    "students:health": Route(
        get=HEALTH, post=HEALTH, kwargs=of_chaba, data=lambda world: {"allergies": "นมวัว"}, says_seen=True
    ),
    "students:siblings": Route(
        get=THOSE_WHO_KNOW, post=THOSE_WHO_KNOW, kwargs=of_chaba, data=lambda world: {"sibling": world.kita.public_id}
    ),
    "students:unlink_sibling": Route(post=THOSE_WHO_KNOW, kwargs=of_sibling),
    "students:reveal_id": Route(get=REVEAL, post=REVEAL, kwargs=of_chaba, data=lambda world: {"reason": "check"}),
    "students:class_numbers": Route(
        get=NUMBERS, post=NUMBERS, kwargs=of_room, data=lambda world: {"order": "name"}, says_seen=True
    ),
    "students:roll_over": Route(get=ONLY_REGISTRARS, post=ONLY_REGISTRARS, kwargs=lambda world: {"year": 2568}),
    "students:confirm_roll_over": Route(post=ONLY_REGISTRARS, kwargs=lambda world: {"year": 2568}),
    "students:offer_transfer": Route(get=MOVERS, post=MOVERS, kwargs=of_chaba, data=to_elsewhere),
    "students:transfers": Route(get=MOVERS_ANYWHERE),
    "students:ask_transfer": Route(
        get=ONLY_REGISTRARS, post=ONLY_REGISTRARS, data=lambda world: {"number": "1000000001030"}
    ),
    "students:transfer": Route(get=BOTH_SIDES, kwargs=of_transfer),
    "students:send_transfer": Route(post=OLD_SIDE, kwargs=of_transfer),
    "students:accept_transfer": Route(get=NEW_SIDE, post=NEW_SIDE, kwargs=of_transfer, data=seat_elsewhere),
    "students:decline_transfer": Route(
        get=NEW_SIDE, post=NEW_SIDE, kwargs=of_transfer, data=lambda world: {"reason": "x"}
    ),
    "students:revoke_transfer": Route(post=OLD_SIDE, kwargs=of_transfer),
    "students:handover": Route(
        get=Who(may="somying kanplu", sees="praphan wilai decha pim tabian bunchi"),
        post=Who(may="somying", sees="kanplu praphan wilai decha pim tabian bunchi"),
        kwargs=of_room,
        data=lambda world: {f"{world.chaba.public_id}-works": "ชวนพูดทีละคน"},
        says_seen=True,
    ),
    "students:decide_handover": Route(
        post=Who(may="kanplu", sees="somying praphan wilai decha pim tabian bunchi"),
        kwargs=of_room,
        data=lambda world: {"do": "pass-all"},
    ),
    "students:handover_pdf": Route(
        get=Who(may="somying kanplu", sees="praphan wilai decha pim tabian bunchi"), kwargs=of_room
    ),
    "students:imports": Route(get=ONLY_REGISTRARS),
    "students:choose_file": Route(get=ONLY_REGISTRARS, post=ONLY_REGISTRARS, data=a_file),
    "students:template_xlsx": Route(get=ONLY_REGISTRARS),
    "students:map_columns": Route(get=OWN_IMPORT, post=OWN_IMPORT, kwargs=of_import, data=columns),
    "students:check_rows": Route(get=OWN_IMPORT, post=OWN_IMPORT, kwargs=of_import, data=lambda world: {"go": "all"}),
    "students:confirm": Route(post=OWN_IMPORT, kwargs=of_import, data=signature),
    "students:import_result": Route(get=OWN_IMPORT, kwargs=of_import),
    "students:undo": Route(post=OWN_IMPORT, kwargs=of_import),
    "students:errors_xlsx": Route(get=OWN_IMPORT, kwargs=of_import),
}
