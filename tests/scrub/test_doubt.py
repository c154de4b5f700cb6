import random
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalator.scrub import doubtful
from escalator.scrub.rule import unmarked
from tests.scrub.planted import QUIET

# Put together here so that no scanner takes this file for a leak.
LONE = "".join(random.Random(7).choices(string.ascii_letters + string.digits, k=32))

DOUBTFUL = [
    f"they sent me ‹{LONE}› by mail",
    f"‹{LONE}›",
    f'x("‹{LONE}›")',
    f"see ‹{LONE[:16]}-{LONE[16:]}›.",
    f"blob ‹{LONE}==› and ‹{LONE[::-1]}›",
]
HARMLESS = [
    "550e8400-e29b-41d4-a716-446655440000",
    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "507f1f77bcf86cd799439011ab",
    "2026-03-12T10:20:30.123456+01:00",
    "20260312T102030Z-20260312T112030Z",
    "17733108301231773310830123",
    "req_01HZX4Y5K6M7N8P9QRSTUV",
    "password=[SECRET-1] and [KEY-12]",
    "com.example.orders.OrderServiceImpl2.processOrder",
    "OrderServiceFactoryBeanPostProcessor12",
    "my-deployment-name-with-many-parts-v2",
    "/var/lib/app/releases/20260312/current/bin",
    "src/main/java/com/example/Orders2/Handler",
    "MAX_CONNECTIONS_PER_SERVER_INSTANCE_2",
    "https://docs.example.com/guides/getting-started",
    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    "a" * 40,
    "----------------------------------------",
    LONE * 20,
]


@pytest.mark.parametrize("example", DOUBTFUL)
def test_a_lone_random_token_is_doubtful(example: str) -> None:
    text, marked = unmarked(example)
    assert doubtful(text) == marked


@pytest.mark.parametrize("text", [*HARMLESS, *QUIET])
def test_what_a_diagnosis_needs_is_not_doubtful(text: str) -> None:
    assert doubtful(text) == ()


@given(st.text(max_size=200))
def test_spans_are_in_order_and_inside_the_text(text: str) -> None:
    place = 0
    for start, end in doubtful(text):
        assert place <= start < end <= len(text)
        place = end
