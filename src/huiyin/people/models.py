"""Who works here, and how residents can be reached (encrypted, apart from what they said)."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from huiyin.people.rules import Role
from huiyin.places.models import Department


class Account(AbstractBaseUser):
    """A person of the office: a clerk, a handler of one department, a leader or the administrator."""

    username = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=64)
    role = models.CharField(max_length=16)
    department = models.ForeignKey(Department, null=True, on_delete=models.PROTECT, related_name="+")
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "username"
    objects = BaseUserManager["Account"]()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(role__in=[r.value for r in Role]), name="account_role_known"),
            models.CheckConstraint(
                condition=~Q(role=Role.HANDLER.value) | Q(department__isnull=False),
                name="account_handler_has_department",
            ),
        ]


class Contact(models.Model):
    """联系方式: how to reach one sender. Only ciphertext is stored (AES-GCM, key outside the database)."""

    sealed = models.BinaryField()
    nonce = models.BinaryField()
    key_id = models.CharField(max_length=16)
    added_at = models.DateTimeField()
