"""เลขที่ of a room: by Thai name, by school number, typed, or pasted as a column (decisions B2)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from schools.http import StaffRequest
from schools.models import Classroom
from schools.thai import to_arabic_digits
from students import actions, rules
from students.forms import NumbersForm
from students.models import Student
from students.number_list import Child, read_list
from students.views.registrar import typed


@require_http_methods(["GET", "HEAD", "POST"])
def class_numbers(request: StaffRequest, cid: str) -> HttpResponse:
    classroom = get_object_or_404(Classroom.objects.visible_to(request.user), public_id=cid)
    if not rules.may_number(request.user, classroom):
        raise PermissionDenied
    children = list(Student.objects.visible_to(request.user).in_room(classroom).by_number())
    form = NumbersForm(typed(request), children=children)
    problems: list[str] = []
    if form.is_valid():
        numbers, problems = wanted(request, form, children)
        if not problems:
            try:
                actions.set_class_numbers(classroom, numbers=numbers, by=request.user)
            except ValidationError as refusal:
                problems = refusal.messages
            else:
                messages.success(request, "บันทึกเลขที่แล้ว")
                return redirect("students:class_numbers", cid=cid)
    shown = [(child, request.POST.get(f"number-{child.public_id}", child.number or "")) for child in children]
    context = {"classroom": classroom, "typed": shown, "form": form, "problems": problems}
    return render(request, "students/class_numbers.html", context)


def wanted(
    request: StaffRequest, form: NumbersForm, children: list[Student]
) -> tuple[dict[int, int | None], list[str]]:
    """(key of the child -> number, what stands in the way)."""
    match form.cleaned_data["order"]:
        case "name":
            return in_turn(sorted(children, key=lambda child: child.sort_key)), []
        case "school_number":
            return in_turn(sorted(children, key=lambda child: (len(child.school_number), child.school_number))), []
        case "pasted":
            return pasted(form.cleaned_data["pasted"], children)
    return typed_numbers(request, children)


def in_turn(children: list[Student]) -> dict[int, int | None]:
    return {child.pk: number for number, child in enumerate(children, 1)}


def pasted(text: str, children: list[Student]) -> tuple[dict[int, int | None], list[str]]:
    if not text:
        return {}, ["วางรายชื่อก่อน บรรทัดละคน ตามลำดับเลขที่"]
    room = [Child(child.pk, child.school_number, f"{child.first_name} {child.last_name}") for child in children]
    found, problems = read_list(text, room)
    missing = [child for child in children if child.pk not in found]
    return {**{child.pk: None for child in missing}, **found}, problems


def typed_numbers(request: StaffRequest, children: list[Student]) -> tuple[dict[int, int | None], list[str]]:
    numbers: dict[int, int | None] = {}
    problems = []
    for child in children:
        text = to_arabic_digits(request.POST.get(f"number-{child.public_id}", "")[:20]).strip()
        if not text:
            numbers[child.pk] = None
        elif text.isascii() and text.isdigit() and 1 <= int(text) <= 99:
            numbers[child.pk] = int(text)
        else:
            problems.append(f"เลขที่ของ{child.short_name}ต้องเป็นตัวเลข 1 ถึง 99")
    given = [number for number in numbers.values() if number is not None]
    doubled = sorted({number for number in given if given.count(number) > 1})
    problems += [f"เลขที่ {number} มีมากกว่าหนึ่งคน แก้ให้ไม่ซ้ำกัน" for number in doubled]
    return numbers, problems
