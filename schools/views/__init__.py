"""What the site map names, by page family."""

from schools.views.appointments import appoint, end_appointment
from schools.views.drafts import discard_draft, draft
from schools.views.homerooms import homerooms
from schools.views.letterheads import choose_letterhead, letterhead_pdf
from schools.views.notices import notices
from schools.views.people import add_person, close_account, edit_person, make_code, people, person
from schools.views.places import (
    add_classroom,
    add_school,
    area,
    classrooms,
    edit_classroom,
    edit_school,
    school,
    schools,
)
from schools.views.roster import import_people, slips_pdf, staff_form_xlsx
from schools.views.sign_in import account, morning_mail, set_password, use_code
from schools.views.years import add_year, edit_year, holidays, years

__all__ = [
    "account",
    "morning_mail",
    "add_classroom",
    "add_person",
    "add_school",
    "add_year",
    "appoint",
    "area",
    "choose_letterhead",
    "classrooms",
    "close_account",
    "discard_draft",
    "draft",
    "edit_classroom",
    "edit_person",
    "edit_school",
    "edit_year",
    "end_appointment",
    "holidays",
    "homerooms",
    "import_people",
    "letterhead_pdf",
    "make_code",
    "notices",
    "people",
    "person",
    "school",
    "schools",
    "set_password",
    "slips_pdf",
    "staff_form_xlsx",
    "use_code",
    "years",
]
