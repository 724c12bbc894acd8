"""Every address of the program, in the order of the loop."""

from django.urls import URLPattern, URLResolver, path

from huiyin.web import language

urlpatterns: list[URLPattern | URLResolver] = [
    path("lang/<str:code>/", language.choose, name="set_language"),
]

handler400 = "huiyin.web.errors.bad_request"
handler403 = "huiyin.web.errors.forbidden"
handler404 = "huiyin.web.errors.not_found"
handler500 = "huiyin.web.errors.broken"
