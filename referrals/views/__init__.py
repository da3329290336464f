"""Pages of step 5: the board, the draft's five steps, signing, answers, papers, the list of agencies."""

from referrals.views.agencies import (
    add_agency,
    add_contact,
    agencies,
    agency,
    edit_agency,
    edit_contact,
    remove_contact,
)
from referrals.views.agreements import (
    add_agreement,
    add_paper,
    agreement,
    agreement_file,
    agreements,
    edit_agreement,
    end_agreement,
)
from referrals.views.answer import answered, check_answer, receipt_pdf
from referrals.views.board import board, board_xlsx, letters_of_case
from referrals.views.directory import (
    directory_pdf,
    directory_xlsx,
    import_agencies,
)
from referrals.views.door import door, leave_door
from referrals.views.drafting import (
    choose_agency,
    choose_sections,
    climb_ladder,
    give_reason,
    number_letter,
    record_consent,
    refer,
)
from referrals.views.following import follow_up, follow_up_list, plan_follow_up, skip_follow_up
from referrals.views.handing_over import hand_over
from referrals.views.importing import import_reply
from referrals.views.inside import (
    accept_inside,
    decline_inside,
    finish_inside,
    inside,
    inside_list,
    inside_memo_pdf,
    inside_of_case,
    revoke_inside,
    take_inside_advice,
)
from referrals.views.inside_sending import send_child_inside, send_inside
from referrals.views.leaving import choose_case, close, revoke, send_to_another
from referrals.views.links import attachment_file, renew_link, reveal_code, unlock_link
from referrals.views.merging import (
    doubles,
    merge_agency,
)
from referrals.views.networks import (
    add_network,
    edit_network,
    network,
    networks,
)
from referrals.views.papers import code_slip_pdf, letter_pdf, packet_file, reply_form_pdf, summary_pdf
from referrals.views.referral import referral
from referrals.views.replies import read_reply, record_reply, take_advice
from referrals.views.report import report, report_pdf, report_xlsx
from referrals.views.signing import check, return_to_draft, sign, take_back
from referrals.views.waiting import remind, remind_agency, waiting

__all__ = [
    "report",
    "report_pdf",
    "report_xlsx",
    "accept_inside",
    "add_agency",
    "add_agreement",
    "add_contact",
    "add_network",
    "add_paper",
    "agencies",
    "agency",
    "agreement",
    "agreement_file",
    "agreements",
    "answered",
    "attachment_file",
    "board",
    "board_xlsx",
    "letters_of_case",
    "check",
    "check_answer",
    "choose_agency",
    "choose_case",
    "choose_sections",
    "climb_ladder",
    "close",
    "code_slip_pdf",
    "decline_inside",
    "directory_pdf",
    "directory_xlsx",
    "door",
    "doubles",
    "edit_agency",
    "edit_agreement",
    "edit_contact",
    "edit_network",
    "end_agreement",
    "finish_inside",
    "follow_up",
    "follow_up_list",
    "give_reason",
    "hand_over",
    "import_reply",
    "import_agencies",
    "inside",
    "inside_list",
    "inside_memo_pdf",
    "inside_of_case",
    "leave_door",
    "letter_pdf",
    "merge_agency",
    "network",
    "networks",
    "number_letter",
    "packet_file",
    "plan_follow_up",
    "read_reply",
    "receipt_pdf",
    "record_consent",
    "record_reply",
    "refer",
    "referral",
    "remind",
    "remind_agency",
    "remove_contact",
    "renew_link",
    "reply_form_pdf",
    "return_to_draft",
    "reveal_code",
    "revoke",
    "revoke_inside",
    "send_child_inside",
    "send_inside",
    "send_to_another",
    "sign",
    "skip_follow_up",
    "summary_pdf",
    "take_advice",
    "take_back",
    "take_inside_advice",
    "unlock_link",
    "waiting",
]
