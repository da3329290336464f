from django.urls import path

from supervision import views

app_name = "supervision"

urlpatterns = [
    path("overview/", views.overview, name="overview"),
    path("areas/<str:aid>/", views.area, name="area"),
    path("areas/<str:aid>/summary.pdf", views.area_summary_pdf, name="area_summary_pdf"),
    path("areas/<str:aid>/summary.xlsx", views.area_summary_xlsx, name="area_summary_xlsx"),
    path("groups/<str:gid>/", views.group, name="group"),
    path("my-school/", views.my_school, name="my_school"),
]
