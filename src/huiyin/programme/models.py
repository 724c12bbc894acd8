"""Projects, their money, their promises and the residents' word."""

from django.db import models

from huiyin.hear.models import Attachment, Case, Message, one_of
from huiyin.places.models import Area, Department
from huiyin.programme import rules
from huiyin.programme.rules import Money, ProjectState


class Project(models.Model):
    """项目: what is done because residents said so."""

    title = models.CharField(max_length=200)
    purpose = models.TextField()
    owner = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=16, db_index=True)
    first_promised = models.DateField()  # never moved: later dates stand beside it
    reported_on = models.DateField(null=True)  # the last day on which the owner said: it is finished
    started_at = models.DateTimeField()
    started_by = models.CharField(max_length=64)
    cases = models.ManyToManyField(Case, through="ProjectCase", related_name="projects")

    class Meta:
        constraints = [one_of("state", ProjectState)]


class ProjectCase(models.Model):
    """A case that gave rise to a project."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="links")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="project_links")
    at = models.DateTimeField()
    by = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "case"], name="project_case_once")]


class ProjectStep(models.Model):
    """One change in a project's way, with what was said. Only ever added."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="steps")
    move = models.CharField(max_length=16)  # programme.rules.Move
    state = models.CharField(max_length=16)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    said = models.TextField(blank=True)


class Milestone(models.Model):
    """节点."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="milestones")
    name = models.CharField(max_length=200)
    due_on = models.DateField()
    done_on = models.DateField(null=True)


class Funding(models.Model):
    """资金: one sum budgeted or paid, in yuan."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="funding")
    step = models.CharField(max_length=16)  # programme.rules.Money
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    source = models.CharField(max_length=200)
    on = models.DateField()

    class Meta:
        constraints = [
            one_of("step", Money),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="funding_above_nothing"),
        ]


class Promise(models.Model):
    """承诺: who promised what by when. Cannot be removed; whether it was kept follows from the project."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="promises")
    text = models.CharField(max_length=300)
    owner = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    by_day = models.DateField()
    made_at = models.DateTimeField()


class Word(models.Model):
    """A resident's word on a project that was reported delivered: confirmed, or disputed with a photo."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="words")
    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="+")
    word = models.CharField(max_length=16)
    text = models.TextField(blank=True)
    photo = models.ForeignKey(Attachment, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reply = models.TextField(blank=True)  # the owner's answer to a dispute
    replied_at = models.DateTimeField(null=True)
    replied_by = models.CharField(max_length=64, blank=True)
    newest = models.BooleanField(default=True)  # of this message on this project: only this one counts

    class Meta:
        constraints = [
            one_of("word", rules.Word),
            models.UniqueConstraint(
                fields=["project", "message"], condition=models.Q(newest=True), name="word_one_counts"
            ),
        ]


class Sent(models.Model):
    """A form that was sent, to be known when it is sent again: digested, nothing of what it said can be read."""

    mark = models.CharField(max_length=64, primary_key=True)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="forms_sent")
