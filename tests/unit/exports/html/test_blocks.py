"""Blocks: whole again when unpacked, the same bytes twice, made piece by piece."""

from __future__ import annotations

import base64
import gzip
import json
import struct
from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.html.blocks import (
    PIECE,
    directory,
    json_pieces,
    narrow,
    number_pieces,
    packed,
)


@given(st.lists(st.binary(max_size=300), max_size=20))
def test_blocks_packed_is_one_base64_of_one_gzip(pieces: list[bytes]) -> None:
    text = "".join(packed(pieces))
    assert gzip.decompress(base64.b64decode(text, validate=True)) == b"".join(pieces)


def test_blocks_packed_knows_no_time_of_day() -> None:
    data = base64.b64decode("".join(packed([b"moth"])))
    assert data[:4] == b"\x1f\x8b\x08\x00"
    assert data[4:8] == bytes(4)


def test_blocks_packed_takes_pieces_as_they_come() -> None:
    taken = []

    def pieces() -> list[bytes]:
        taken.append(1)
        return [bytes(range(256)) * 4096]

    stream = packed(piece for _ in range(4) for piece in pieces())
    next(stream)
    assert len(taken) < 4


@pytest.mark.parametrize("number", [0, 1, PIECE, PIECE + 1, 2 * PIECE + 7])
def test_blocks_json_is_whole_however_long(number: int) -> None:
    columns = {"a": range(number), "b": ["</script>\ud800", "\u2028\n"]}
    read = json.loads(b"".join(json_pieces(columns)))
    assert read == {"a": list(range(number)), "b": ["</script>\ufffd", "\u2028\n"]}


def test_blocks_json_of_nothing() -> None:
    assert b"".join(json_pieces({})) == b"{}"


@pytest.mark.parametrize(
    ("most", "kind"), [(0, "B"), (255, "B"), (256, "H"), (65_535, "H"), (65_536, "I")]
)
def test_blocks_narrow_takes_as_few_bytes_as_hold_the_greatest(most: int, kind: str) -> None:
    found = narrow(array("I", [0, most]))
    assert (found.typecode, found.tolist()) == (kind, [0, most])


def test_blocks_numbers_lie_where_the_directory_says() -> None:
    columns: dict[str, array[int] | array[float]] = {
        "small": array("B", [1, 2, 3]),
        "wide": array("d", [0.5]),
        "middle": array("H", [700]),
        "large": array("I", [70_000, 8]),
    }
    data = b"".join(number_pieces(columns))
    found = directory(columns)
    forms = {"Uint8": "B", "Uint16": "H", "Uint32": "I", "Float64": "d"}
    for name, (kind, at, length) in found.items():
        assert at % struct.calcsize(forms[kind]) == 0  # typed arrays refuse any other place
        assert list(struct.unpack_from(f"<{length}{forms[kind]}", data, at)) == list(columns[name])
    assert len(data) == sum(column.itemsize * len(column) for column in columns.values())
