"""Every address of the program, in the order of the loop."""

from django.urls import URLPattern, URLResolver, path

from huiyin.desk.pages import (
    about,
    accounts,
    home,
    morning,
    my_message,
    queue,
    set_up,
    sheets,
    sorting,
    tell,
    write_down,
)
from huiyin.desk.pages import case as desk_case
from huiyin.people import pages as people
from huiyin.places import pages as places
from huiyin.programme import pages as programme
from huiyin.publish.pages import around, board, case, feeds, projects
from huiyin.web import language
from huiyin.web.api import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("lang/<str:code>/", language.choose, name="set_language"),
    # a resident speaks, and looks how far it has got
    path("", home.home, name="home"),
    path("tell/", tell.tell, name="tell"),
    path("tell/wrongdoing/", tell.wrongdoing, name="tell_wrongdoing"),
    path("tell/similar/", tell.similar, name="tell_similar"),
    path("track/", my_message.track, name="track"),
    path("m/<str:code>/", my_message.show, name="my_message"),
    path("m/<str:code>/word/", my_message.add, name="add_word"),
    path("m/<str:code>/rate/", my_message.rate, name="rate"),
    path("m/<str:code>/withdraw/", my_message.withdraw, name="withdraw"),
    path("m/<str:code>/again/", my_message.look_again, name="look_again"),
    path("m/<str:code>/files/<int:number>/", my_message.file, name="my_file"),
    path("m/<str:code>/projects/<int:project_id>/word/", programme.word, name="project_word"),
    path("map/ground.json", places.ground, name="ground"),
    # everybody looks around
    path("around/", around.around, name="around"),
    path("around/points.json", around.points, name="points"),
    path("around/export.csv", feeds.export_csv, name="export"),
    path("cases/<int:case_id>/", case.case, name="public_case"),
    path("cases/<int:case_id>/feed.xml", feeds.case_feed, name="case_feed"),
    path("feed.xml", feeds.feed, name="feed"),
    path("board/", board.board, name="board"),
    path("board/figures.csv", board.table_csv, name="board_csv"),
    path("board/figures.json", board.table_json, name="board_json"),
    path("figures/", board.how, name="how"),
    path("projects/", projects.projects, name="projects"),
    path("projects/<int:project_id>/", projects.project, name="project"),
    path("projects/<int:project_id>/photos/<int:word_id>/", projects.photo, name="project_photo"),
    path("contact/", about.contact, name="contact"),
    path("accessibility/", about.accessibility, name="accessibility"),
    # for machines
    path("api/v1/", api.urls),
    # the office comes and goes
    path("office/sign-in/", people.sign_in, name="sign_in"),
    path("office/sign-out/", people.sign_out, name="sign_out"),
    path("office/", queue.begin, name="desk"),
    path("office/morning/", morning.show, name="morning"),
    path("office/queue/", queue.show, name="queue"),
    path("office/new/", write_down.write_down, name="write_down"),
    path("office/cases/<int:case_id>/", desk_case.show, name="case"),
    path("office/cases/<int:case_id>/files/<int:file_id>/", desk_case.file, name="case_file"),
    path("office/cases/<int:case_id>/assign/", desk_case.assign, name="assign"),
    path("office/cases/<int:case_id>/assign/undo/", desk_case.undo_assign, name="undo_assign"),
    path("office/cases/<int:case_id>/return/", desk_case.hand_back, name="hand_back"),
    path("office/cases/<int:case_id>/ask/", desk_case.ask, name="ask"),
    path("office/cases/<int:case_id>/reopen/", desk_case.reopen, name="reopen"),
    path("office/cases/<int:case_id>/resume/", desk_case.resume, name="resume"),
    path("office/cases/<int:case_id>/answer/", desk_case.send, name="send_answer"),
    path("office/cases/<int:case_id>/answer/look/", desk_case.look_over, name="look_over"),
    path("office/cases/<int:case_id>/to-discipline/", desk_case.to_discipline, name="to_discipline"),
    path("office/cases/<int:case_id>/sort/", sorting.sort, name="sort"),
    path("office/cases/<int:case_id>/guesses/<int:guess_id>/", sorting.decide_guess, name="decide_guess"),
    path("office/cases/<int:case_id>/merge/", sorting.merge, name="merge"),
    path("office/cases/<int:case_id>/merge/undo/", sorting.undo_merge, name="undo_merge"),
    path("office/cases/<int:case_id>/messages/<int:message_id>/out/", sorting.take_out, name="take_out"),
    path("office/cases/<int:case_id>/messages/<int:message_id>/contact/", desk_case.contact, name="open_contact"),
    path("office/cases/<int:case_id>/project/", programme.start, name="start_project"),
    path("office/projects/<int:project_id>/", programme.carry_on, name="office_project"),
    path("office/import/", sheets.import_sheets, name="import_sheets"),
    path("office/import/<int:sheet_id>/", sheets.import_sheet, name="import_sheet"),
    path("office/import/<int:sheet_id>/stop/", sheets.stop_sheet, name="stop_sheet"),
    path("office/import/<int:sheet_id>/resume/", sheets.resume_sheet, name="resume_sheet"),
    path("office/import/<int:sheet_id>/remove/", sheets.remove_sheet, name="remove_sheet"),
    path("office/import/<int:sheet_id>/refused.csv", sheets.refused_lines, name="refused_lines"),
    path("office/password/", people.password, name="password"),
    path("office/set-up/", set_up.set_up, name="set_up"),
    path("office/set-up/list/", set_up.load_list, name="load_list"),
    path("office/set-up/list/<str:kind>.csv", set_up.example_list, name="example_list"),
    path("office/accounts/", accounts.accounts, name="accounts"),
    path("office/accounts/<int:account_id>/", accounts.account, name="account"),
    path("office/accounts/<int:account_id>/password/", accounts.new_password, name="new_password"),
    path("office/accounts/<int:account_id>/off/", accounts.switch_off, name="switch_off"),
    path("office/accounts/<int:account_id>/on/", accounts.switch_on, name="switch_on"),
]

handler400 = "huiyin.web.errors.bad_request"
handler403 = "huiyin.web.errors.forbidden"
handler404 = "huiyin.web.errors.not_found"
handler500 = "huiyin.web.errors.broken"
