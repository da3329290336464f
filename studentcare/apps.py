from django.apps import AppConfig


class StudentcareConfig(AppConfig):
    name = "studentcare"
    verbose_name = "ดูแลนักเรียน"
