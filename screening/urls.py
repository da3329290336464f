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
    path("classes/<str:cid>/screening/<str:rid>/submit/", views.submit, name="submit"),
    path("classes/<str:cid>/screening/<str:rid>/ask/", views.ask_to_reopen, name="ask_to_reopen"),
    path("classes/<str:cid>/screening/<str:rid>/reopen/", views.reopen, name="reopen"),
    path("classes/<str:cid>/screening/<str:rid>/summary.pdf", views.summary_pdf, name="summary_pdf"),
    path("classes/<str:cid>/screening/<str:rid>/summary.xlsx", views.summary_xlsx, name="summary_xlsx"),
    path("classes/<str:cid>/screening/<str:rid>/blank.pdf", views.blank_pdf, name="blank_pdf"),
    path("fills/<str:fid>/undo/", views.undo_fill, name="undo_fill"),
]
