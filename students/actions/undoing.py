"""Taking an import back within a day: what nothing depends on goes, the rest is named with its reason (B3)."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import F, Value
from django.db.models.functions import Greatest
from django.utils import timezone

from journal.actions import record
from journal.models import Verb
from schools.models import School, User
from students.actions.enrolling import check_numbers, follow_numbers
from students.bulk import digest, plain, write_guardians, write_students
from students.dmc.fields import GUARDIAN_FIELDS
from students.figures import recount
from students.models import Enrolment, Guardian, Identifier, Import, ImportedChange, Student
from students.search_key import search_key

if TYPE_CHECKING:
    from django.db.models import Field

UNDO_WITHIN = timedelta(hours=24)
SAY_TOO_LATE = "ย้อนการนำเข้าได้ภายใน 24 ชั่วโมงหลังยืนยัน"

WRITTEN_ABOUT = {
    "screening": "มีผลคัดกรองแล้ว",
    "cases": "มีเคสแล้ว",
    "referrals": "มีการส่งต่อแล้ว",
    "students": "มีการแจ้งช่วยทันทีหรือเปิดสิทธิ์แล้ว",
}
WRITTEN_ELSEWHERE = "มีบันทึกอื่นเกี่ยวกับนักเรียนแล้ว"
CORRECTED = "มีคนแก้ไขข้อมูลหลังนำเข้า"
IMPORTED_AGAIN = "มีการนำเข้าครั้งหลังทับแล้ว"
MOVED_SINCE = "ย้ายห้องหรือจำหน่ายหลังนำเข้า"
BACK_SINCE = "กลับเข้าเรียนแล้ว"


def can_be_undone(run: Import) -> bool:
    """Whether the day of grace still runs."""
    is_confirmed = run.state == Import.State.CONFIRMED and run.confirmed_at is not None
    return bool(is_confirmed and run.confirmed_at and timezone.now() <= run.confirmed_at + UNDO_WITHIN)


@transaction.atomic
def undo(run: Import, *, by: User) -> Import:
    """Take a confirmed import back. Undoing again changes nothing.  Raises ValidationError after a day."""
    School.objects.select_for_update(of=("self",), no_key=True).get(pk=run.school_id)
    run = Import.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if run.state == Import.State.UNDONE:
        return run
    if not can_be_undone(run):
        raise ValidationError(SAY_TOO_LATE)
    undoing = _Undoing(run)
    undoing.do()
    run.state, run.undone_at = Import.State.UNDONE, timezone.now()
    run.counts |= {"taken_back": len(undoing.back), "kept": len(undoing.kept)}
    run.save(update_fields=["state", "undone_at", "counts"])
    told = [change.student_id for change in undoing.changes]
    record(Verb.UNDONE, run, by=by, students=told, taken_back=len(undoing.back), kept=len(undoing.kept))
    return run


class _Undoing:
    """Which changes go back and why the others stay; then the tables one after the other."""

    def __init__(self, run: Import) -> None:
        self.run = run
        self.changes = list(run.changes.select_related("student").order_by("student_id"))
        ids = [change.student_id for change in self.changes]
        list(Student.objects.filter(pk__in=ids).select_for_update().order_by("pk").values("pk"))
        self.running = {one.student_id: one.pk for one in Enrolment.objects.filter(student__in=ids, until_on=None)}
        self.guardians: dict[int, dict[str, Guardian]] = {}
        for guardian in Guardian.objects.filter(student__in=ids):
            self.guardians.setdefault(guardian.student_id, {})[guardian.relation] = guardian
        self.numbers = {one.student_id: one.pk for one in Identifier.objects.current().filter(student__in=ids)}
        self.reasons = _written_about([change.student_id for change in self.added(self.changes)])
        for pk in self.later_imports(ids):
            self.reasons[pk] = IMPORTED_AGAIN
        self.back: list[ImportedChange] = []
        self.kept: list[ImportedChange] = []

    def later_imports(self, ids: Sequence[int]) -> Iterable[int]:
        later = ImportedChange.objects.filter(student__in=ids, import_run__confirmed_at__gt=self.run.confirmed_at)
        return later.exclude(import_run__state=Import.State.UNDONE).values_list("student_id", flat=True)

    @staticmethod
    def added(changes: Iterable[ImportedChange]) -> list[ImportedChange]:
        return [change for change in changes if change.kind == ImportedChange.Kind.ADDED]

    def do(self) -> None:
        for change in self.changes:
            change.kept_because = self.reason(change)
            (self.kept if change.kept_because else self.back).append(change)
        ImportedChange.objects.bulk_update(self.kept, ["kept_because"], batch_size=500)
        rooms = {change.student.classroom_id for change in self.back}
        added = self.added(self.back)
        known = [change for change in self.back if change.kind != ImportedChange.Kind.ADDED]
        rooms |= {change.previous["seat"]["room"] for change in known if "seat" in change.previous}
        self.remove([change.student_id for change in added])
        self.give_numbers_back(known)
        self.reseat(known)
        self.restore(known)
        check_numbers()
        recount(rooms)

    # --- why a change stays ----------------------------------------------------------------------------------

    def reason(self, change: ImportedChange) -> str:
        if said := self.reasons.get(change.student_id, ""):
            return said
        if self.was_corrected(change):
            return CORRECTED
        if change.kind in (ImportedChange.Kind.LEFT, ImportedChange.Kind.GRADUATED):
            return BACK_SINCE if change.student.classroom_id else ""
        began = change.previous.get("began")
        return MOVED_SINCE if began and self.running.get(change.student_id) != began else ""

    def was_corrected(self, change: ImportedChange) -> bool:
        made = change.previous.get("identifier", {}).get("made")
        if made and self.numbers.get(change.student_id) != made:
            return True
        if change.kind == ImportedChange.Kind.ADDED:
            return bool(digest(change.student) != change.previous["digest"])
        said = change.previous.get("fields", {})
        return any(self.now(change.student, name) != after for name, (_, after) in said.items())

    def now(self, student: Student, name: str) -> Any:
        relation, _, of_guardian = name.partition(".")
        if not of_guardian:
            return plain(getattr(student, name))
        return getattr(self.guardians.get(student.pk, {}).get(relation), of_guardian, "")

    # --- taking back -----------------------------------------------------------------------------------------

    def remove(self, ids: Sequence[int]) -> None:
        """Children of whom nothing is known but what the file said."""
        for model in (ImportedChange, Identifier, Guardian, Enrolment):
            model._default_manager.filter(student__in=ids).delete()
        Student.objects.filter(pk__in=ids).delete()

    def give_numbers_back(self, known: Sequence[ImportedChange]) -> None:
        told = [change.previous["identifier"] for change in known if "identifier" in change.previous]
        Identifier.objects.filter(pk__in=[one["made"] for one in told]).delete()
        Identifier.objects.filter(pk__in=[one["retired"] for one in told if one["retired"]]).update(retired_at=None)

    def reseat(self, known: Sequence[ImportedChange]) -> None:
        seats = [change.previous for change in known if "seat" in change.previous]
        today = timezone.localdate()
        Enrolment.objects.filter(pk__in=[one["began"] for one in seats if one.get("began")]).update(
            until_on=Greatest(F("from_on"), Value(today)), ended=Enrolment.Ended.UNDONE
        )
        again = [one["seat"]["ended"] for one in seats if one["seat"]["ended"]]
        Enrolment.objects.filter(pk__in=again).update(until_on=None, ended="")

    def restore(self, known: Sequence[ImportedChange]) -> None:
        rooms = {change.previous["seat"]["room"] for change in known if "seat" in change.previous}
        going_back = [change.student_id for change in known]
        taken: set[tuple[int | None, int | None]] = set(
            Student.objects.filter(classroom__in=rooms).exclude(pk__in=going_back).values_list("classroom_id", "number")
        )
        for change in known:
            self.put_back(change, taken)
        write_students([change.student for change in known])
        said: dict[tuple[int, str], dict[str, str]] = {}
        for change in known:
            for name, (before, _) in change.previous.get("fields", {}).items():
                relation, _, field = name.partition(".")
                if field:
                    said.setdefault((change.student_id, relation), {})[field] = before
        write_guardians(self.run.school_id, self.guardians, said)
        nobody = dict.fromkeys(GUARDIAN_FIELDS, "")
        Guardian.objects.filter(student__in=going_back, **nobody).delete()
        follow_numbers(going_back)

    def put_back(self, change: ImportedChange, taken: set[tuple[int | None, int | None]]) -> None:
        child = change.student
        for name, (before, _) in change.previous.get("fields", {}).items():
            if "." not in name:
                setattr(child, name, _from_json(name, before))
        if seat := change.previous.get("seat"):
            child.classroom_id, child.level = seat["room"], seat["level"]
            child.number = None if (seat["room"], seat["number"]) in taken else seat["number"]
        child.search_key = search_key(child.first_name, child.last_name, child.nickname, child.school_number)


def _from_json(name: str, value: Any) -> Any:
    field = cast("Field[Any, Any]", Student._meta.get_field(name))
    return field.to_python(value)


def _written_about(students: Sequence[int]) -> dict[int, str]:
    """Child -> why she cannot be taken back, whoever may read what is written about her."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT student_id, in_table FROM students_written_about(%s)", [list(students)])
        found = cursor.fetchall()
    return {pk: WRITTEN_ABOUT.get(table.partition("_")[0], WRITTEN_ELSEWHERE) for pk, table in found}
