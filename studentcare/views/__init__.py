"""Pages that look across the five steps, and the doors of the house."""

from studentcare.views.access import access
from studentcare.views.classroom import classroom
from studentcare.views.demo import demo, demo_agency, enter
from studentcare.views.doors import healthz, start, stay
from studentcare.views.guide import help, styleguide
from studentcare.views.record import record_pdf
from studentcare.views.search import search
from studentcare.views.student import student
from studentcare.views.today import today
from studentcare.views.watch import conduct_watch, health_watch, level_watch

__all__ = [
    "access",
    "classroom",
    "conduct_watch",
    "demo",
    "demo_agency",
    "enter",
    "health_watch",
    "healthz",
    "help",
    "level_watch",
    "record_pdf",
    "search",
    "start",
    "stay",
    "student",
    "styleguide",
    "today",
]
