from django.urls import path

from journal import views

app_name = "journal"

urlpatterns = [
    path("<str:pid>/", views.paper, name="paper"),
    path("<str:pid>/file", views.paper_file, name="paper_file"),
]
