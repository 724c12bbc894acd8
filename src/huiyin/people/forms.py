"""Accounts, as an administrator fills them in."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huiyin.people.models import Account
from huiyin.people.rules import Role
from huiyin.people.words import ROLES
from huiyin.places.queries import directory
from huiyin.places.words import local_name

NAME_TAKEN = _("This name is taken.")


class SignInForm(AuthenticationForm):
    """Name and password, asked for in our words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("Sign-in name")
        self.fields["password"].label = _("Password")
        wrong = _("This name and this password do not go together. Capital and small letters count.")
        self.error_messages = {**self.error_messages, "invalid_login": wrong}


class NewPasswordForm(PasswordChangeForm):
    """The own password changed, asked for in our words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = _("Password now")
        self.fields["new_password1"].label = _("New one")
        self.fields["new_password2"].label = _("New one, once more")
        self.fields["new_password1"].help_text = _("At least 10 characters, and not one that many people use.")
        self.fields["new_password2"].help_text = ""


class PlaceForm(forms.Form):
    """Who, in which role, for which department."""

    name = forms.CharField(label=_("Name"), max_length=64)
    role = forms.ChoiceField(label=_("Role"), choices=[(k.value, v) for k, v in ROLES.items()])
    department = forms.ChoiceField(label=_("Department"), required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        departments = [(d.code, local_name(d)) for d in directory().departments.values()]
        self.fields["department"].choices = [("", "—"), *departments]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        """A handler belongs to a department."""
        given: dict[str, object] = super().clean() or {}
        if given.get("role") == Role.HANDLER and not given.get("department"):
            self.add_error("department", _t("A handler belongs to a department: choose one."))
        return given


class AccountForm(PlaceForm):
    """A new person, and what they sign in with."""

    username = forms.SlugField(label=_("Sign-in name"), max_length=64)
    password = forms.CharField(label=_("First password"), widget=forms.PasswordInput, validators=[validate_password])
    field_order = ("username", "name", "role", "department", "password")

    def clean_username(self) -> str:
        """A name is used once."""
        username: str = self.cleaned_data["username"]
        if Account.objects.filter(username=username).exists():
            raise forms.ValidationError(NAME_TAKEN)
        return username
