"""One function per kind of row. Say only what the test is about; the rest is ordinary.

Builders of a new kind of row go into the module of their app; every name is offered here as `make.name`.
"""

from tests.make.activities import activity, activity_picture, circle, participation, tag
from tests.make.cases import case, note, task
from tests.make.course import check_in, conference, link, rescreen, strategy
from tests.make.doors import door
from tests.make.following import follow_up, reminder
from tests.make.incidents import incident, involved, protection, report
from tests.make.inside import inside
from tests.make.meetings import duty, meeting, observation, parent, rule
from tests.make.moments import END, START, counter, now, uid
from tests.make.moving import handover, transfer
from tests.make.network import agreement, agreement_paper, contact, network
from tests.make.passing import passing
from tests.make.profiles import health, sibling
from tests.make.referrals import agency, referral, reply
from tests.make.schools import PASSWORD, appoint, area, classroom, group, school, staff, year
from tests.make.screening import CRITERIA, begun_round, criteria, finding, row, screened, screening_round
from tests.make.students import alert, guardian, student
from tests.make.visits import campaign, photo, picture, visit
from tests.make.walls import emergency, exclusion

__all__ = [
    "agreement",
    "agreement_paper",
    "contact",
    "network",
    "inside",
    "follow_up",
    "reminder",
    "door",
    "activity",
    "activity_picture",
    "circle",
    "participation",
    "tag",
    "check_in",
    "conference",
    "link",
    "rescreen",
    "strategy",
    "duty",
    "meeting",
    "observation",
    "parent",
    "rule",
    "campaign",
    "photo",
    "picture",
    "visit",
    "CRITERIA",
    "END",
    "PASSWORD",
    "START",
    "agency",
    "alert",
    "appoint",
    "area",
    "begun_round",
    "case",
    "classroom",
    "counter",
    "criteria",
    "emergency",
    "exclusion",
    "finding",
    "group",
    "guardian",
    "handover",
    "health",
    "note",
    "passing",
    "now",
    "referral",
    "reply",
    "row",
    "school",
    "screened",
    "screening_round",
    "sibling",
    "staff",
    "student",
    "task",
    "transfer",
    "uid",
    "year",
    "incident",
    "involved",
    "protection",
    "report",
]
