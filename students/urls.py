from django.urls import path

from students import views

app_name = "students"

urlpatterns = [
    path("students/new/", views.add_student, name="add_student"),
    path("students/<str:sid>/edit/", views.edit_student, name="edit_student"),
    path("students/<str:sid>/identify/", views.identify, name="identify"),
    path("students/<str:sid>/move/", views.move_student, name="move_student"),
    path("students/<str:sid>/leave/", views.leave, name="leave"),
    path("students/<str:sid>/tell/", views.tell, name="tell"),
    path("students/<str:sid>/health/", views.health, name="health"),
    path("students/<str:sid>/siblings/", views.siblings, name="siblings"),
    path("students/<str:sid>/siblings/<str:lid>/unlink/", views.unlink_sibling, name="unlink_sibling"),
    path("students/<str:sid>/reveal/", views.reveal_id, name="reveal_id"),
    path("classes/<str:cid>/numbers/", views.class_numbers, name="class_numbers"),
    path("years/<int:year>/roll-over/", views.roll_over, name="roll_over"),
    path("years/<int:year>/roll-over/confirm/", views.confirm_roll_over, name="confirm_roll_over"),
    path("classes/<str:cid>/results/", views.class_results, name="class_results"),
    path("classes/<str:cid>/attendance/", views.class_attendance, name="class_attendance"),
    path("classes/<str:cid>/measures/", views.class_measures, name="class_measures"),
    path("classes/<str:cid>/welfare/", views.class_welfare, name="class_welfare"),
    path("classes/<str:cid>/<slug:kind>.xlsx", views.class_table_xlsx, name="class_table_xlsx"),
    path("classes/<str:cid>/<slug:kind>/paste/", views.paste_table, name="paste_table"),
    path("students/<str:sid>/learning/", views.term_facts, name="term_facts"),
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
