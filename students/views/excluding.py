"""กันผู้มีส่วนได้เสีย: who may never see a child although her duties would let her, made and taken back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from schools.http import StaffRequest, once
from schools.models import User
from schools.models.people import UserQuerySet
from schools.stepup import confirm, must_confirm
from students import actions, rules
from students.forms import LetInForm, ShutOutForm
from students.models import Exclusion, Student
from students.views.registrar import attempt, page, the_child, typed, viewed


@page
def shut_out(request: StaffRequest, sid: str) -> HttpResponse:
    """Who is shut out already and why, and one more; `?who=` is the person whose name was followed here."""
    student = the_child(request, sid)
    if not rules.may_shut_out(request.user, student):
        raise PermissionDenied("กันคนออกได้เฉพาะครูแนะแนวและผู้บริหารของโรงเรียน")
    viewed(request, student)
    form = ShutOutForm(typed(request), people=people_of(request, student), initial={"person": request.GET.get("who")})
    if form.is_valid():
        if must_confirm(request):
            return confirm(request)
        answer = attempt(form, lambda: once(request, lambda: was_shut_out(request, student, form)))
        if answer:
            return answer
    found = Exclusion.objects.visible_to(request.user).filter(student=student)
    context = {
        "student": student,
        "form": form,
        "exclusions": found.select_related("user", "made_by", "ground").order_by("made_at"),
        "ring": actions.whom_to_ring(student),
    }
    return render(request, "students/shut_out.html", context)


def people_of(request: StaffRequest, student: Student) -> UserQuerySet:
    """Staff of the child's school."""
    today = timezone.localdate()
    people = User.objects.visible_to(request.user).working_on(today).filter(school=student.school_id)
    return people.exclude(pk=request.user.pk).order_by("first_name", "pk")


def was_shut_out(request: StaffRequest, student: Student, form: ShutOutForm) -> str:
    person = form.cleaned_data["person"]
    actions.shut_out(student, by=request.user, **form.cleaned_data)
    messages.success(request, f"กัน{person.display_name}ออกแล้ว ระบบไม่ได้แจ้งเจ้าตัว ดูงานที่ต้องส่งมอบด้านล่าง")
    return reverse("studentcare:access", args=[student.public_id])


@page
def let_in(request: StaffRequest, sid: str, uid: str) -> HttpResponse:
    student = the_child(request, sid)
    if not rules.may_shut_out(request.user, student):
        raise PermissionDenied("เลิกกันได้เฉพาะครูแนะแนวและผู้บริหารของโรงเรียน")
    found = Exclusion.objects.visible_to(request.user).filter(student=student).select_related("user", "ground")
    exclusion = get_object_or_404(found, user__public_id=uid)
    viewed(request, student)
    form = LetInForm(typed(request))
    if form.is_valid():
        if must_confirm(request):
            return confirm(request)
        return once(request, lambda: was_let_in(request, exclusion, form))
    return render(request, "students/let_in.html", {"student": student, "form": form, "exclusion": exclusion})


def was_let_in(request: StaffRequest, exclusion: Exclusion, form: LetInForm) -> str:
    name, address = exclusion.user.display_name, reverse("studentcare:access", args=[exclusion.student.public_id])
    actions.let_in(exclusion, by=request.user, **form.cleaned_data)
    messages.success(request, f"{name} เห็นข้อมูลตามหน้าที่ได้อีกแล้ว")
    return address
