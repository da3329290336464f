"""Home: what is to be done today."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from schools.http import StaffRequest
from studentcare.today import day_of
from studentcare.today.cards import due_mark


@require_safe
def today(request: StaffRequest) -> HttpResponse:
    on = timezone.localdate()
    day = day_of(request.user, on)
    marks = [due_mark(card.due, on) for card in day.cards]
    context = {"day": day, "cards": list(zip(day.cards, marks, strict=True)), "on": on}
    return render(request, "studentcare/today.html", context)
