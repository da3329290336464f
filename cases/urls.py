from django.urls import path

from cases import views

app_name = "cases"

urlpatterns = [
    path("cases/", views.caseload, name="caseload"),
    path("gaps/", views.gap_list, name="gap_list"),
    path("classes/<str:cid>/gaps/", views.class_gaps, name="class_gaps"),
    path("students/<str:sid>/cases/new/", views.open_case, name="open_case"),
    path("alerts/<str:aid>/", views.alert, name="alert"),
    path("alerts/<str:aid>/home/", views.suspect_home, name="suspect_home"),
    path("report/", views.report, name="report"),
    path("report/<str:iid>/", views.my_report, name="my_report"),
    path("incidents/", views.incidents, name="incidents"),
    path("incidents/new/", views.new_incident, name="new_incident"),
    path("incidents/list.xlsx", views.incidents_xlsx, name="incidents_xlsx"),
    path("incidents/<str:iid>/", views.incident, name="incident"),
    path("incidents/<str:iid>/edit/", views.edit_incident, name="edit_incident"),
    path("incidents/<str:iid>/take/", views.take_incident, name="take_incident"),
    path("incidents/<str:iid>/settle/", views.settle_incident, name="settle_incident"),
    path("incidents/<str:iid>/report.pdf", views.incident_pdf, name="incident_pdf"),
    path("incidents/<str:iid>/children/", views.involve, name="involve"),
    path("incidents/<str:iid>/children/<str:sid>/remove/", views.uninvolve, name="uninvolve"),
    path("students/<str:sid>/protection/new/", views.new_protection, name="new_protection"),
    path("protections/", views.protections, name="protections"),
    path("protections/<str:pid>/", views.protection, name="protection"),
    path("protections/<str:pid>/reports/", views.add_report, name="add_report"),
    path("protections/<str:pid>/settle/", views.settle_protection, name="settle_protection"),
    path("protections/<str:pid>/record.pdf", views.protection_pdf, name="protection_pdf"),
    path("cases/<str:cid>/", views.case, name="case"),
    path("cases/<str:cid>/accept/", views.accept, name="accept"),
    path("cases/<str:cid>/assign/", views.assign, name="assign"),
    path("cases/<str:cid>/plan/", views.plan, name="plan"),
    path("cases/<str:cid>/tasks/", views.add_task, name="add_task"),
    path("cases/<str:cid>/tasks/<str:tid>/done/", views.mark_done, name="mark_done"),
    path("cases/<str:cid>/notes/", views.write_note, name="write_note"),
    path("cases/<str:cid>/notes/<str:nid>/", views.read_note, name="read_note"),
    path("cases/<str:cid>/notes/<str:nid>/correct/", views.correct_note, name="correct_note"),
    path("cases/<str:cid>/close/", views.close, name="close"),
    path("cases/<str:cid>/reopen/", views.reopen, name="reopen"),
    path("cases/<str:cid>/summary.pdf", views.summary_pdf, name="summary_pdf"),
]
