from django.urls import path

from activities import views

app_name = "activities"

urlpatterns = [
    path("observations/new/", views.observe, name="observe"),
    path("observations/<str:oid>/cancel/", views.cancel_observation, name="cancel_observation"),
    path("students/<str:sid>/observations/", views.observations_of, name="observations_of"),
    path("classes/<str:cid>/observations/", views.class_observations, name="class_observations"),
    path("classes/<str:cid>/observations.xlsx", views.class_observations_xlsx, name="class_observations_xlsx"),
    path("conduct-rules/", views.conduct_rules, name="conduct_rules"),
    path("conduct-rules/new/", views.add_rule, name="add_rule"),
    path("conduct-rules/fill/", views.fill_rules, name="fill_rules"),
    path("conduct-rules/<str:rid>/edit/", views.edit_rule, name="edit_rule"),
    path("conduct-rules/<str:rid>/retire/", views.retire_rule, name="retire_rule"),
    path("conduct-rules/<str:rid>/move/", views.move_rule, name="move_rule"),
]
