from django.urls import path

from screening import views

app_name = "screening"

urlpatterns = [
    path("rounds/", views.rounds, name="rounds"),
    path("rounds/new/", views.open_round, name="open_round"),
    path("rounds/<str:rid>/", views.round_progress, name="round_progress"),
    path("rounds/<str:rid>/edit/", views.edit_round, name="edit_round"),
    path("classes/<str:cid>/screening/<str:rid>/", views.grid, name="grid"),
    path("classes/<str:cid>/screening/<str:rid>/aspects/<slug:slug>/", views.aspect, name="aspect"),
    path("classes/<str:cid>/screening/<str:rid>/aspects/<slug:slug>/rest/", views.fill_rest, name="fill_rest"),
    path("classes/<str:cid>/screening/<str:rid>/rows/<str:sid>/", views.save_row, name="save_row"),
    path("classes/<str:cid>/screening/<str:rid>/rows/<str:sid>/findings/<slug:slug>/", views.finding, name="finding"),
    path("classes/<str:cid>/screening/<str:rid>/rows/<str:sid>/group/", views.override, name="override"),
    path("classes/<str:cid>/screening/<str:rid>/rows/<str:sid>/urgency/", views.urgency, name="urgency"),
    path("classes/<str:cid>/screening/<str:rid>/children/<str:sid>/", views.wizard, name="wizard"),
    path("classes/<str:cid>/screening/<str:rid>/submit/", views.submit, name="submit"),
    path("classes/<str:cid>/screening/<str:rid>/ask/", views.ask_to_reopen, name="ask_to_reopen"),
    path("classes/<str:cid>/screening/<str:rid>/reopen/", views.reopen, name="reopen"),
    path("classes/<str:cid>/screening/<str:rid>/summary.pdf", views.summary_pdf, name="summary_pdf"),
    path("classes/<str:cid>/screening/<str:rid>/summary.xlsx", views.summary_xlsx, name="summary_xlsx"),
    path("classes/<str:cid>/screening/<str:rid>/blank.pdf", views.blank_pdf, name="blank_pdf"),
    path("classes/<str:cid>/instruments/<str:rid>/", views.class_instruments, name="class_instruments"),
    path("classes/<str:cid>/instruments/<str:rid>/<slug:code>/", views.class_sheet, name="class_sheet"),
    path("classes/<str:cid>/instruments/<str:rid>/<slug:code>/rows/<str:sid>/", views.save_paper, name="save_paper"),
    path("warnings/", views.warnings, name="warnings"),
    path("warnings.xlsx", views.warnings_xlsx, name="warnings_xlsx"),
    path("warnings/rules/", views.warning_rules, name="warning_rules"),
    path("students/<str:sid>/warnings/", views.child_warnings, name="child_warnings"),
    path("students/<str:sid>/results/", views.results, name="results"),
    path("students/<str:sid>/assess/<slug:code>/", views.assess, name="assess"),
    path("fills/<str:fid>/undo/", views.undo_fill, name="undo_fill"),
    path("instruments/", views.instruments, name="instruments"),
    path("instruments/load/", views.load_instrument, name="load_instrument"),
    path("instruments/wording/", views.load_wording, name="load_wording"),
    path("instruments/wording/<slug:code>/withdraw/", views.withdraw_wording, name="withdraw_wording"),
    path("instruments/<str:iid>/", views.instrument, name="instrument"),
    path("instruments/<str:iid>/file/", views.instrument_file, name="instrument_file"),
    path("instruments/<str:iid>/use/", views.choose_version, name="choose_version"),
    path("transfers/<str:tid>/screening/", views.transfer_letters, name="transfer_letters"),
]
