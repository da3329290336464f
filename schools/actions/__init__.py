"""Everything that can happen to accounts, duties, places and the calendar."""

from schools.actions.accounts import (
    add_person,
    choose_password,
    close_account,
    edit_person,
    make_code,
    make_codes,
    set_keys,
    set_morning_mail,
    use_code,
)
from schools.actions.appointments import appoint, end_appointment
from schools.actions.calendar import add_holiday, add_year, edit_year, remove_holiday
from schools.actions.drafts import keep_draft, purge_drafts, throw_draft_away
from schools.actions.homerooms import HomeroomsChanged, assign_homerooms, copy_rooms
from schools.actions.notices import notify, read_notices, summarise
from schools.actions.places import (
    add_classroom,
    add_group,
    add_school,
    choose_letterhead,
    edit_area,
    edit_classroom,
    edit_school,
    open_area,
    rename_group,
)
from schools.actions.roster import add_people

__all__ = [
    "HomeroomsChanged",
    "add_classroom",
    "add_group",
    "add_holiday",
    "add_people",
    "add_person",
    "add_school",
    "add_year",
    "appoint",
    "assign_homerooms",
    "choose_letterhead",
    "choose_password",
    "close_account",
    "copy_rooms",
    "edit_area",
    "edit_classroom",
    "edit_person",
    "edit_school",
    "edit_year",
    "end_appointment",
    "keep_draft",
    "make_code",
    "make_codes",
    "notify",
    "open_area",
    "purge_drafts",
    "read_notices",
    "remove_holiday",
    "rename_group",
    "set_keys",
    "set_morning_mail",
    "summarise",
    "throw_draft_away",
    "use_code",
]
