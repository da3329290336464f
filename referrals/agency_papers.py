"""The list of agencies on paper (ทำเนียบหน่วยงานเครือข่าย) and as a workbook that may be edited and brought back."""

from typing import Any

from django.utils import timezone

from journal.papers import Pdf, Workbook
from referrals.agency_table import COLUMNS, WHOSE, WIDTHS, written
from referrals.directory import Listed, Wanted, found
from referrals.models import Agreement, Network
from schools.models import User


def directory(user: User, *, wanted: dict[str, Any]) -> Pdf:
    """Landscape, kind by kind: whom to call, what they do, for whom; then the agreements that run and the networks."""
    today = timezone.localdate()
    rows = [Listed(row) for row in found(user, Wanted(**wanted), today) if row.is_active]
    context: dict[str, Any] = {
        "rows": rows,
        "is_part": Wanted(**wanted).is_anything,
        "agreements": list(Agreement.objects.visible_to(user).running(today).order_by("until_on", "title", "pk")),
        "networks": list(Network.objects.visible_to(user).filter(is_active=True).order_by("district", "name", "pk")),
        "of": user.school.full_name if user.school else user.area.name if user.area else "",
        "today": today,
    }
    return Pdf("referrals/pdf/directory.html", context, "ทำเนียบหน่วยงานเครือข่าย")


def directory_table(user: User, *, wanted: dict[str, Any]) -> Workbook:
    """Every column of the import, those out of use as well."""
    rows = found(user, Wanted(**wanted), timezone.localdate())
    cells = [written(row, row.contacts.all()) for row in rows]
    return Workbook("ทำเนียบหน่วยงาน", (*COLUMNS.values(), WHOSE), cells, widths=WIDTHS)
