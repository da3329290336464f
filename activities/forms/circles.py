"""A group: its kind, name and leader."""

from typing import Any, cast

from django import forms
from django.utils import timezone

from activities.models import Circle
from activities.rules import LEADERS
from schools.fields import CleanCharField
from schools.models import School, User


class CircleForm(forms.Form):
    """`told()` gives the keywords of `make_circle` and `edit_circle`; the kind is asked once, when it is made."""

    kind = forms.ChoiceField(label="ประเภท", choices=Circle.Kind.choices, widget=forms.RadioSelect, initial="club")
    name = CleanCharField(label="ชื่อกลุ่ม", max_length=120)
    led_by = forms.ChoiceField(label="ครูผู้ดูแล")
    about = CleanCharField(label="ทำอะไร", max_length=300, required=False)
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, school: School, user: User, circle: Circle | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.leaders = {one.public_id: one for one in User.objects.doing(*LEADERS, school=school, on=today)}
        leader = circle.led_by if circle else user
        self.leaders.setdefault(leader.public_id, leader)
        self.initial.setdefault("led_by", leader.public_id)
        cast(forms.ChoiceField, self.fields["led_by"]).choices = [
            (key, one.display_name) for key, one in self.leaders.items()
        ]
        if circle:
            del self.fields["kind"]
            for name in ("name", "about", "version"):
                self.initial.setdefault(name, getattr(circle, name))

    def clean_led_by(self) -> User:
        return self.leaders[self.cleaned_data["led_by"]]

    def told(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}
