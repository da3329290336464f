"""Figures for those who look after schools."""

from supervision.views.area import area, area_summary_pdf, area_summary_xlsx
from supervision.views.group import group, overview
from supervision.views.my_school import my_school

__all__ = ["area", "area_summary_pdf", "area_summary_xlsx", "group", "my_school", "overview"]
