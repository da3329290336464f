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
