from django.urls import path

from activities import views

app_name = "activities"

urlpatterns = [
    path("activities/", views.activities, name="activities"),
    path("activities/list.xlsx", views.activities_xlsx, name="activities_xlsx"),
    path("activities/new/", views.new_activity, name="new_activity"),
    path("activities/pictures/<str:pid>/", views.picture, name="picture"),
    path("activities/pictures/<str:pid>/remove/", views.remove_picture, name="remove_picture"),
    path("activities/<str:aid>/", views.activity, name="activity"),
    path("activities/<str:aid>/edit/", views.edit_activity, name="edit_activity"),
    path("activities/<str:aid>/marks/", views.marks, name="marks"),
    path("activities/<str:aid>/pictures/", views.add_picture, name="add_picture"),
    path("activities/<str:aid>/remove/", views.remove_activity, name="remove_activity"),
    path("activities/<str:aid>/restore/", views.restore_activity, name="restore_activity"),
    path("activities/<str:aid>/report.pdf", views.activity_pdf, name="activity_pdf"),
    path("circles/", views.circles, name="circles"),
    path("circles/new/", views.new_circle, name="new_circle"),
    path("circles/<str:gid>/", views.circle, name="circle"),
    path("circles/<str:gid>/edit/", views.edit_circle, name="edit_circle"),
    path("circles/<str:gid>/members/", views.members, name="members"),
    path("circles/<str:gid>/end/", views.end_circle, name="end_circle"),
    path("classes/<str:cid>/activities/", views.class_activities, name="class_activities"),
    path("classes/<str:cid>/homerooms.pdf", views.homerooms_pdf, name="homerooms_pdf"),
    path("schools/<str:sid>/activities/", views.school_activities, name="school_activities"),
    path("areas/<str:aid>/tags/", views.tags, name="tags"),
    path("areas/<str:aid>/tags/load/", views.load_tags, name="load_tags"),
    path("areas/<str:aid>/tags/<str:tid>/", views.edit_tag, name="edit_tag"),
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
