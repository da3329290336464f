"""A file of several rooms: whoever fills tables in, and its chooser alone. Scholarships: who knows the child."""

from django.core.files.uploadedfile import SimpleUploadedFile

from students.actions import add_scholarship, choose_table_file
from students.class_table.periods import Period
from tests.access.route import EVERYBODY, Route, Who

FILLERS = "somying mana kanplu tabian dokkaew"
LOADS = Who(may=FILLERS, sees=" ".join(name for name in EVERYBODY if name not in FILLERS.split()))
OWN = Who(may="tabian")
THOSE_WHO_KNOW = Who(may="tabian somying kanplu", sees="praphan wilai decha pim")


def build(world):
    rows = [["ชื่อ-สกุล", "GPA"], ["ชบา ลองเรียน", "3.5"]]
    world.table_file = choose_table_file(
        world.school, kind="results", period=Period(2568, 1), filename="SGS.xlsx", rows=rows, by=world.tabian
    )
    world.scholarship = add_scholarship(world.chaba, giver="มูลนิธิสมมติ", year=2568, by=world.kanplu)


def of_chaba(world):
    return {"sid": world.chaba.public_id}


def a_table(world):
    content = "ชื่อ-สกุล,GPA\nชบา ลองเรียน,3.5\n".encode()
    return {"about": "results:2568-1", "file": SimpleUploadedFile("sgs.csv", content, content_type="text/csv")}


ROUTES = {
    "students:scholarships": Route(
        get=THOSE_WHO_KNOW,
        post=THOSE_WHO_KNOW,
        kwargs=of_chaba,
        data=lambda world: {"giver": "ศิษย์เก่า", "year": "2568", "term": ""},
    ),
    "students:remove_scholarship": Route(
        post=THOSE_WHO_KNOW, kwargs=lambda world: of_chaba(world) | {"wid": world.scholarship.public_id}
    ),
    "students:load_tables": Route(get=LOADS, post=LOADS, data=a_table),
    "students:check_tables": Route(
        get=OWN,
        post=OWN,
        kwargs=lambda world: {"fid": world.table_file.public_id},
        data=lambda world: {"columns": "1", "column-0": "name", "column-1": "gpa"},
    ),
}
