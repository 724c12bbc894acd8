"""Every address of the program, in the order of the loop."""

from django.urls import URLPattern, URLResolver, path

from huiyin.desk.pages import about, morning, set_up
from huiyin.people import pages as people
from huiyin.web import language
from huiyin.web.api import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("lang/<str:code>/", language.choose, name="set_language"),
    path("contact/", about.contact, name="contact"),
    path("accessibility/", about.accessibility, name="accessibility"),
    # for machines
    path("api/v1/", api.urls),
    # the office comes and goes
    path("office/sign-in/", people.sign_in, name="sign_in"),
    path("office/sign-out/", people.sign_out, name="sign_out"),
    path("office/morning/", morning.show, name="morning"),
    path("office/password/", people.password, name="password"),
    path("office/set-up/", set_up.set_up, name="set_up"),
    path("office/set-up/list/", set_up.load_list, name="load_list"),
    path("office/accounts/", set_up.accounts, name="accounts"),
]

handler400 = "huiyin.web.errors.bad_request"
handler403 = "huiyin.web.errors.forbidden"
handler404 = "huiyin.web.errors.not_found"
handler500 = "huiyin.web.errors.broken"
