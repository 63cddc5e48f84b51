"""How the command line speaks: text as it is, numbers to the right, data and talk kept apart."""

from __future__ import annotations

import pytest

from kg.cli.console import complain, make_table, output, talk, warn


def lines_of(table: object, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """A table as it is printed."""
    output().print(table)
    return capsys.readouterr().out.splitlines()


def test_console_table_puts_numbers_to_the_right(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [("one", 7, "7"), ("a", 12.5, "x")]
    assert lines_of(make_table(("name", "number", "text"), rows), capsys)[3:5] == [
        "│ one  │      7 │ 7    │",
        "│ a    │   12.5 │ x    │",
    ]


def test_console_table_leaves_cells_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    table = make_table(["[b]"], [["[red]a[/red] :100:"], [None], ["\\[x]"]])
    assert lines_of(table, capsys) == [
        "┏━━━━━━━━━━━━━━━━━━━━┓",
        "┃ [b]                ┃",
        "┡━━━━━━━━━━━━━━━━━━━━┩",
        "│ [red]a[/red] :100: │",
        "│                    │",
        "│ \\[x]               │",
        "└────────────────────┘",
    ]


def test_console_table_folds_long_cells_and_loses_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lines = lines_of(make_table(["long"], [["m" * 500]]), capsys)
    assert max(map(len, lines)) == 160
    assert sum(line.count("m") for line in lines) == 500


def test_console_table_of_nothing_is_a_heading(capsys: pytest.CaptureFixture[str]) -> None:
    assert "name" in lines_of(make_table(["name"], [], title="none"), capsys)[2]


@pytest.mark.parametrize(("speak", "word"), [(complain, "error"), (warn, "warning")])
def test_console_messages_go_to_standard_error_on_one_line(
    speak: object, word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    message = "x.jsonl:100: [bold]not[/bold] good " + "long " * 60 + "end"
    assert callable(speak)
    speak(message)
    assert capsys.readouterr() == ("", f"{word}: {message}\n")


def test_console_talk_is_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    talk().print(":moth: 7")
    assert capsys.readouterr() == ("", ":moth: 7\n")
