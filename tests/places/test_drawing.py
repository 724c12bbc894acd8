"""Small drawings inside the text."""

from huiyin.places.drawing import bar_drawing, spark_drawing


def test_a_bar_never_leaves_its_cell() -> None:
    assert 'width="100%"' in bar_drawing(1.7)
    assert 'width="0%"' in bar_drawing(-1)


def test_a_line_over_time_begins_at_zero() -> None:
    assert 'points="0,40 100,2"' in spark_drawing([0, 5])
    assert 'points="0,40 100,21"' in spark_drawing([0, 5], top=10)
    assert spark_drawing([3]) == ""
