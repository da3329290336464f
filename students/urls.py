from django.urls import path

from students import views

app_name = "students"

urlpatterns = [
    path("students/new/", views.add_student, name="add_student"),
    path("students/<str:sid>/edit/", views.edit_student, name="edit_student"),
    path("students/<str:sid>/identify/", views.identify, name="identify"),
    path("students/<str:sid>/move/", views.move_student, name="move_student"),
    path("students/<str:sid>/leave/", views.leave, name="leave"),
    path("classes/<str:cid>/numbers/", views.class_numbers, name="class_numbers"),
    path("imports/", views.imports, name="imports"),
    path("imports/new/", views.choose_file, name="choose_file"),
    path("imports/template.xlsx", views.template_xlsx, name="template_xlsx"),
    path("imports/<str:iid>/map/", views.map_columns, name="map_columns"),
    path("imports/<str:iid>/check/", views.check_rows, name="check_rows"),
    path("imports/<str:iid>/confirm/", views.confirm, name="confirm"),
    path("imports/<str:iid>/", views.import_result, name="import_result"),
    path("imports/<str:iid>/undo/", views.undo, name="undo"),
    path("imports/<str:iid>/errors.xlsx", views.errors_xlsx, name="errors_xlsx"),
]
