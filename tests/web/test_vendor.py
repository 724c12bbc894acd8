"""What comes from npm is copied, and what is missing is named."""

from pathlib import Path

from huiyin.web.vendor import FILES, copy


def test_files_are_copied_and_scripts_lose_their_map(tmp_path: Path) -> None:
    for source in FILES.values():
        (tmp_path / "npm" / source).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "npm" / source).write_text("one();\n//# sourceMappingURL=one.js.map\n")
    assert copy(tmp_path / "npm", tmp_path / "here") == []
    assert (tmp_path / "here" / "leaflet.js").read_text() == "one();\n"
    assert {path.relative_to(tmp_path / "here").as_posix() for path in (tmp_path / "here").rglob("*.*")} == set(FILES)


def test_what_npm_has_not_fetched_is_named(tmp_path: Path) -> None:
    assert copy(tmp_path / "npm", tmp_path / "here") == list(FILES)
