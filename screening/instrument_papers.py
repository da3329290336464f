"""The sheet of an instrument on paper, blank to carry or filled: numbers only, never a question's wording."""

from dataclasses import dataclass

from journal.papers import Pdf
from schools.models import Classroom, User
from screening import keyed
from screening.class_papers import ClassPapers, Line, current_instruments
from screening.instruments.definition import RATERS
from screening.models import Assessment, Round

LETTER = {0: "", 1: "ป", 2: "ส", 3: "ม"}
CSS = {0: "st-none", 1: "st-ok", 2: "st-risk", 3: "st-prob"}
ON_A_PAGE, DENSE_FROM = 45, 41


@dataclass(frozen=True)
class Printed:
    """One child's line."""

    number: str
    name: str
    cells: list[str]
    total: str = ""
    letter: str = ""
    css: str = "st-none"
    source: str = ""
    is_out_of_age: bool = False


def instrument_sheet(
    user: User, *, classroom_id: int, round_id: int, code: str, rater: str, mode: str, blank: bool = False
) -> Pdf:
    classroom = Classroom.objects.visible_to(user).select_related("school__area", "year").get(pk=classroom_id)
    rounds = Round.objects.visible_to(user).of_school(classroom.school).select_related("criteria", "year")
    instrument = next(one for one in current_instruments(user) if one.code == code)
    papers = ClassPapers.of(user, rounds.get(pk=round_id), classroom, instrument, rater=rater, mode=mode)
    lines = [printed(papers, line, blank=blank) for line in papers.lines]
    kind = "แบบเปล่า" if blank else "ลับ"
    return Pdf(
        template="screening/pdf/instrument_sheet.html",
        title=f"{instrument.short} ฉบับ{RATERS[papers.rater]} {classroom.name} ({kind})",
        context={
            "papers": papers,
            "rater": RATERS[papers.rater],
            "blank": blank,
            "is_result": papers.mode == Assessment.Mode.RESULT,
            "out_of_age": any(line.is_out_of_age for line in lines),
            "pages": [lines[at : at + ON_A_PAGE] for at in range(0, len(lines), ON_A_PAGE)],
            "is_wide": papers.mode == Assessment.Mode.ITEMS,
            "is_dense": len(lines) >= DENSE_FROM,
            "answers": papers.definition.scale,
            "others": sorted({line.banded_by for line in papers.lines if line.banded_by and not blank}),
        },
    )


def printed(papers: ClassPapers, line: Line, *, blank: bool) -> Printed:
    number, name = str(line.student.number or ""), line.student.full_name
    if blank:
        return Printed(number, name, ["" for _ in papers.fields])
    cells = [keyed.shown(line.cells.get(one.key)) for one in papers.fields]
    if not line.is_done or not papers.reads_results:
        return Printed(number, name, cells)
    words = line.stored.words if line.stored else ""
    source = " · ".join(filter(None, (line.stored.source, line.stored.assessor))) if line.stored else ""
    is_out = bool(line.stored and line.stored.is_out_of_age)
    is_result = papers.mode == Assessment.Mode.RESULT
    letter = words if is_result and words else (LETTER[line.level] or words) + "†" * bool(line.banded_by)
    return Printed(number, name, cells, str(line.total), letter, CSS[line.level], source, is_out)
