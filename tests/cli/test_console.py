"""How the command line speaks: text as it is, numbers to the right, data and talk kept apart."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.cli.console import complain, make_table, output, printable, talk, warn


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


NASTY = "a\x1b]0;owned\x07\x1b[31mb\x9b2J\r\x00\x7fc"
HARMLESS = "a\ufffd]0;owned\ufffd\ufffd[31mb\ufffd2J\ufffd\ufffd\ufffdc"


def test_console_table_lets_nothing_through_that_a_terminal_obeys(
    capsys: pytest.CaptureFixture[str],
) -> None:
    output().print(make_table([f"h{NASTY}"], [[f"c{NASTY}"]], title=f"[b]t{NASTY}"))
    said = capsys.readouterr().out
    assert all(f"{where}{HARMLESS}" in said for where in ("h", "c", "[b]t"))
    assert all(c == "\n" or c.isprintable() for c in said)


def test_console_printable_keeps_lines_and_tabs() -> None:
    assert printable("a\tb\nc \u202f\xe9\u4e2d") == "a\tb\nc \u202f\xe9\u4e2d"


@pytest.mark.parametrize("speak", [complain, warn])
def test_console_messages_let_nothing_through_that_a_terminal_obeys(
    speak: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    speak(NASTY)
    assert capsys.readouterr().err.endswith(f": {HARMLESS}\n")


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
