"""DMC files as the tests need them, and an import of one from choosing to confirming."""

from pathlib import Path

from journal.context import acting
from students.actions import confirm, map_columns, start_import
from students.plan import current_year, draw
from students.reading import read_file

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "dmc"
HEAD = ["รหัสโรงเรียน", "เลขประจำตัวประชาชน", "ชั้น", "ห้อง", "เลขประจำตัวนักเรียน", "เพศ", "คำนำหน้าชื่อ", "ชื่อ", "นามสกุล"]
IDS = ["1000000001013", "1000000001021", "1000000001030"]


def taken_in(school, rows, by, *, columns=None):
    """An import of these rows, its columns confirmed."""
    with acting(by):
        run = start_import(school, filename="dmc.xlsx", rows=rows, by=by)
        return map_columns(run, columns=columns or run.mapping["columns"], by=by)


def planned(run, by):
    with acting(by):
        return draw(run, year=current_year(run.school), by=by)


def done(run, by):
    with acting(by):
        plan = draw(run, year=current_year(run.school), by=by)
        return confirm(run, year=plan.year, signature=plan.signature, by=by)


def rows_of(name):
    return read_file((FOLDER / name).read_bytes())


def line(child, *, level="ป.4", room=1, identifier="", school="97000009", **more):
    cells = {
        "รหัสโรงเรียน": school,
        "เลขประจำตัวประชาชน": identifier,
        "ชั้น": level,
        "ห้อง": room,
        "เลขประจำตัวนักเรียน": child.school_number,
        "เพศ": "ช" if child.sex == "m" else "ญ",
        "คำนำหน้าชื่อ": {"m": "เด็กชาย", "f": "เด็กหญิง"}[child.sex],
        "ชื่อ": child.first_name,
        "นามสกุล": child.last_name,
    } | more
    return list(cells.values()), list(cells)


def file_of(*lines):
    return [lines[0][1], *(cells for cells, _ in lines)]
