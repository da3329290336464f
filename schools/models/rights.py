"""What a person's appointments of one day allow, as plain sets of keys."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from schools.models.people import Appointment
    from schools.models.places import Classroom, School

# Appointments that may open children. The rest see staff, calendars or figures (security.md §1.2, decisions A4).
CARING = ("homeroom", "level_head", "counselor", "discipline", "nurse", "registrar", "head")
FIGURES = ("group", "area_officer")


@dataclass(frozen=True)
class Rights:
    held: "tuple[Appointment, ...]" = ()

    @classmethod
    def of(cls, appointments: "Iterable[Appointment]") -> "Rights":
        return cls(tuple(appointments))

    def has(self, *roles: str, school: int | None = None) -> bool:
        """Does she hold one of the roles (in that school, when one is named)?"""
        return any(a.role in roles and school in (None, a.school_id) for a in self.held)

    def schools(self, *roles: str) -> frozenset[int]:
        """Keys of schools where she holds one of the roles (any role, when none is named)."""
        return frozenset(a.school_id for a in self.held if a.school_id and (not roles or a.role in roles))

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(a.role for a in self.held)

    @property
    def care_schools(self) -> frozenset[int]:
        return self.schools(*CARING)

    @property
    def rooms(self) -> frozenset[int]:
        """Rooms she is homeroom teacher of."""
        return frozenset(a.classroom_id for a in self.held if a.role == "homeroom" and a.classroom_id)

    @property
    def classrooms(self) -> "list[Classroom]":
        return [a.classroom for a in self.held if a.role == "homeroom" and a.classroom]

    @property
    def levels(self) -> list[tuple[int, int]]:
        """(school, level) pairs she heads."""
        return [(a.school_id, a.level) for a in self.held if a.role == "level_head" and a.school_id and a.level]

    @property
    def groups(self) -> frozenset[int]:
        return frozenset(a.group_id for a in self.held if a.group_id)

    @property
    def areas(self) -> frozenset[int]:
        return frozenset(a.area_id for a in self.held if a.area_id)

    def areas_as(self, *roles: str) -> frozenset[int]:
        return frozenset(a.area_id for a in self.held if a.area_id and a.role in roles)

    @property
    def home(self) -> "School | None":
        """The school whose name stands in the header."""
        return next((a.school for a in self.held if a.school), None)
