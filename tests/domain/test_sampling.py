"""Who is drawn, and who reviews: reproducible by anybody, fair to all."""

import subprocess

from hypothesis import given
from hypothesis import strategies as st

from escalator.domain.sampling import Drawn, draw, place_of, spread

SEED = "5f2c9a0b1d3e4c77"
REFERENCES = st.sets(st.integers(1, 400).map("E-{}".format), max_size=40)
PEOPLE = st.sets(st.integers(1, 9), max_size=6)


def test_a_shell_puts_packets_in_the_same_order() -> None:
    said = subprocess.run(
        ["sh", "-c", f"printf '%s %s' {SEED} E-1042 | sha256sum"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.split()[0] == place_of(SEED, "E-1042")


def test_a_draw_is_known_and_stays() -> None:
    """A golden of one draw: another order of candidates, machine or version changes nothing."""
    packets = [f"E-{number}" for number in range(1001, 1021)]
    picks = draw(SEED, packets, ["E-1003"], size=3)
    assert [(one.reference, one.why.value) for one in picks] == KNOWN
    assert draw(SEED, packets[::-1], ["E-1003"], size=3) == picks


@given(accepted=REFERENCES, late=REFERENCES, size=st.integers(1, 9))
def test_all_late_bounces_and_at_most_so_many_others_are_drawn_once(
    accepted: set[str], late: set[str], size: int
) -> None:
    picks = draw(SEED, accepted, late, size=size)
    references = [one.reference for one in picks]
    assert len(references) == len(set(references))
    bounced = {one.reference for one in picks if one.why is Drawn.LATE_BOUNCE}
    others = {one.reference for one in picks if one.why is Drawn.ACCEPTED}
    assert bounced == late
    assert others <= accepted - late
    assert len(others) == min(size, len(accepted - late))


@given(accepted=REFERENCES, size=st.integers(1, 9), more=st.integers(401, 500).map("E-{}".format))
def test_one_more_candidate_takes_at_most_one_place(
    accepted: set[str], size: int, more: str
) -> None:
    before = {one.reference for one in draw(SEED, accepted, (), size=size)}
    after = {one.reference for one in draw(SEED, {*accepted, more}, (), size=size)}
    assert after - before <= {more}
    assert len(before - after) <= 1


@given(wanted=st.dictionaries(st.integers(1, 90).map("E-{}".format), PEOPLE, max_size=30))
def test_a_packet_goes_to_somebody_who_may_review_it_if_there_is_anyone(
    wanted: dict[str, set[int]],
) -> None:
    given_to = spread(SEED, wanted, {})
    assert given_to.keys() == {one for one, people in wanted.items() if people}
    assert all(who in wanted[one] for one, who in given_to.items())


@given(packets=REFERENCES, people=PEOPLE.filter(bool), load=st.integers(0, 5))
def test_nobody_gets_two_more_than_another_who_may_do_the_same(
    packets: set[str], people: set[int], load: int
) -> None:
    given_to = spread(SEED, dict.fromkeys(packets, people), dict.fromkeys(people, load))
    counts = [list(given_to.values()).count(one) for one in people]
    assert max(counts) - min(counts) <= 1


def test_whoever_was_given_less_lately_comes_first() -> None:
    given_to = spread(SEED, {"E-1": {1, 2}, "E-2": {1, 2}}, {1: 4, 2: 2})
    assert set(given_to.values()) == {2}


KNOWN = [
    ("E-1003", "late_bounce"),
    ("E-1017", "accepted"),
    ("E-1005", "accepted"),
    ("E-1007", "accepted"),
]
