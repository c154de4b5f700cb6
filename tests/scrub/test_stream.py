"""Long texts in pieces: the same result as at once, whatever the cuts fall into."""

import io
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from escalator.scrub import MemoryVault
from escalator.scrub.command import scrub_bytes, scrub_stream
from escalator.scrub.engine import Scrubbing
from escalator.scrub.stream import PIECE, scrub_pieces
from tests.scrub.planted import PLANTS, QUIET, new_hasher, new_vault

ARMOUR = "PRIVATE" + " KEY-----"
KEY = f"-----BEGIN {ARMOUR}\n" + "MIIexample0exampleBase64Line00exam\n" * 20 + f"-----END {ARMOUR}"

plants = st.sampled_from(list(PLANTS)).flatmap(
    lambda kind: st.tuples(st.sampled_from(PLANTS[kind][1]), PLANTS[kind][0]).map(
        lambda plant: plant[0].format(plant[1])
    )
)
lines = st.one_of(st.sampled_from(QUIET), plants, st.just(KEY))


def scrubbing(vault: MemoryVault | None = None) -> Scrubbing:
    return Scrubbing(hasher=new_hasher(), vault=vault or new_vault())


class Pipe(io.BytesIO):
    """A stream that can be read but once."""

    def seekable(self) -> bool:
        return False


@given(st.lists(lines, max_size=40), st.integers(1, 3000))
@settings(max_examples=60)
def test_pieces_of_a_text_are_scrubbed_as_the_whole_is(written: list[str], part: int) -> None:
    text = "\n".join(written)
    vault = new_vault()
    whole = scrubbing(vault).texts((text,))[0].text
    parts = [text[start : start + part] for start in range(0, len(text), part)]
    shown = scrub_pieces(parts, scrubbing(MemoryVault(vault.rows())), piece=600, overlap=1500)
    assert "".join(shown) == whole


@given(st.lists(lines, max_size=40))
@settings(max_examples=30)
def test_what_has_no_lines_is_cut_between_words(written: list[str]) -> None:
    text = " ".join(written).replace("\n", " ")
    shown = list(scrub_pieces((text,), scrubbing(), piece=900, overlap=1500))
    whole = "".join(shown)
    assert scrubbing().texts((whole,))[0].text == whole
    assert all(len(one) < 4000 for one in shown)


def test_a_value_first_recognised_late_in_a_file_is_hidden_at_its_beginning() -> None:
    content = b"jdoe77 was here\n" + b"quiet line of a log\n" * 200_000 + b"login user=jdoe77 ok\n"
    whole = len(content) - 1
    assert next(scrub_stream(io.BytesIO(content), whole=whole)).startswith(b"[USER-1] was here\n")
    assert next(scrub_stream(Pipe(content), whole=whole)).startswith(b"jdoe77 was here\n")


@pytest.mark.parametrize("stream", [io.BytesIO, Pipe])
def test_a_long_input_keeps_every_byte_that_is_not_hidden(stream: type[io.BytesIO]) -> None:
    chance = random.Random(7)
    line = "took {} ms, caf\u00e9 \U0001f600 at 10.0.0.{}"
    text = "\n".join(
        line.format(chance.randint(1, 999), chance.randint(1, 9)) for _ in range(70_000)
    )
    content = text.encode() + b" \xff\xfe end"
    assert len(content) > PIECE
    assert b"".join(scrub_stream(stream(content), whole=100)) == content


def test_one_line_of_ten_megabytes_is_scrubbed() -> None:
    text = "batch 17 took 88 ms, depth 4; " * 330_000 + "mail jane@example.com"
    shown = b"".join(scrub_stream(Pipe(text.encode())))
    assert len(text) > 9_900_000
    assert shown == text.replace("jane@example.com", "[EMAIL-1]").encode()


@given(st.binary(max_size=60), st.sampled_from([b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b""]))
def test_no_bytes_are_too_broken_to_be_scrubbed(content: bytes, mark: bytes) -> None:
    out = scrub_bytes(mark + content)
    assert out.startswith(mark)
    assert scrub_bytes(out) == out
