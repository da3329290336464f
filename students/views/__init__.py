"""Pages of step 1: one child, the numbers of a room, the import of a file."""

from students.views.checking import check_rows, confirm, errors_xlsx, import_result, undo
from students.views.emergencies import close_emergency, emergencies, emergency, open_emergency, review_emergency
from students.views.excluding import let_in, shut_out
from students.views.handover import decide_handover, handover, handover_pdf
from students.views.imports import choose_file, imports, map_columns, template_xlsx
from students.views.learning.child import term_facts
from students.views.learning.files import check_tables, load_tables
from students.views.learning.pasting import paste_table
from students.views.learning.tables import (
    class_attendance,
    class_measures,
    class_results,
    class_table_xlsx,
    class_welfare,
)
from students.views.numbers import class_numbers
from students.views.profile import health, remove_scholarship, reveal_id, scholarships, siblings, tell, unlink_sibling
from students.views.registrar import add_student, edit_student, identify, leave, move_student
from students.views.rolling import confirm_roll_over, roll_over
from students.views.transfers import (
    accept_transfer,
    ask_transfer,
    decline_transfer,
    offer_transfer,
    revoke_transfer,
    send_transfer,
    transfer,
    transfers,
)
from students.views.visit_campaigns import campaign, campaigns, edit_campaign, income_limits, open_campaign
from students.views.visit_entry import edit_visit, new_visit
from students.views.visit_grid import visit_grid
from students.views.visit_papers import visit_pdf, visit_slips_pdf, visits_pdf
from students.views.visit_photos import add_photo, photo, remove_photo
from students.views.visits import discard_visit, visit, visits, visits_of

__all__ = [
    "add_photo",
    "check_tables",
    "load_tables",
    "remove_scholarship",
    "scholarships",
    "campaign",
    "campaigns",
    "discard_visit",
    "edit_campaign",
    "edit_visit",
    "income_limits",
    "new_visit",
    "open_campaign",
    "photo",
    "remove_photo",
    "visit",
    "visit_grid",
    "visit_pdf",
    "visit_slips_pdf",
    "visits",
    "visits_of",
    "visits_pdf",
    "term_facts",
    "paste_table",
    "class_welfare",
    "class_table_xlsx",
    "class_results",
    "class_measures",
    "class_attendance",
    "accept_transfer",
    "add_student",
    "ask_transfer",
    "decide_handover",
    "decline_transfer",
    "handover",
    "handover_pdf",
    "offer_transfer",
    "revoke_transfer",
    "send_transfer",
    "transfer",
    "transfers",
    "check_rows",
    "choose_file",
    "class_numbers",
    "confirm",
    "confirm_roll_over",
    "close_emergency",
    "edit_student",
    "emergencies",
    "emergency",
    "let_in",
    "open_emergency",
    "review_emergency",
    "shut_out",
    "errors_xlsx",
    "health",
    "identify",
    "import_result",
    "imports",
    "leave",
    "map_columns",
    "move_student",
    "reveal_id",
    "roll_over",
    "siblings",
    "tell",
    "template_xlsx",
    "undo",
    "unlink_sibling",
]
