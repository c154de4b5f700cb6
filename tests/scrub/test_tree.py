import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalator.scrub import Kind, ScrubError, scrub_tree
from escalator.scrub.model import JSON, Finding, TreeFinding
from tests.scrub.planted import new_hasher, new_vault


def scrub(value: JSON) -> JSON:
    return scrub_tree(value, hasher=new_hasher(), vault=new_vault())[0]


BY_KEY = [
    ({"Authorization": "Bearer abc123"}, {"Authorization": "Bearer [TOKEN-1]"}),
    ({"authorization": "opaque-1"}, {"authorization": "[TOKEN-1]"}),
    ({"COOKIE": "a=1x; b=2y"}, {"COOKIE": "a=[COOKIE-1]; b=[COOKIE-2]"}),
    ({"set-cookie": "a=1x; Path=/; Secure"}, {"set-cookie": "a=[COOKIE-1]; Path=/; Secure"}),
    ({"password": "open sesame"}, {"password": "[SECRET-1]"}),
    ({"password": 12345678}, {"password": "[SECRET-1]"}),
    ({"clientSecret": "x1"}, {"clientSecret": "[SECRET-1]"}),
    (
        {"api_keys": ["ab12cd34ef56", "ab12cd34ef57"]},
        {"api_keys": ["ab12cd34ef56", "ab12cd34ef57"]},
    ),
    ({"access_token": "abcdefghijklmnopqrst"}, {"access_token": "[SECRET-1]"}),
    (
        {"tokens": 4096, "max_tokens": 12, "token_type": "bearer"},
        {"tokens": 4096, "max_tokens": 12, "token_type": "bearer"},
    ),
    (
        {"password": None, "secret": True, "token": ""},
        {"password": None, "secret": True, "token": ""},
    ),
    (
        {"headers": [{"name": "X-Api-Key", "value": "a8s7d6f5g4"}]},
        {"headers": [{"name": "X-Api-Key", "value": "[SECRET-1]"}]},
    ),
    (
        {"cookies": [{"name": "lang", "value": "en", "path": "/"}]},
        {"cookies": [{"name": "lang", "value": "[COOKIE-1]", "path": "/"}]},
    ),
    (
        {"headers": [{"name": "authorization", "value": "Basic dXNlcjpw"}]},
        {"headers": [{"name": "authorization", "value": "Basic [TOKEN-1]"}]},
    ),
    (
        {"who": {"jane@example.com": 1, "JANE@example.com": 2}},
        {"who": {"[EMAIL-1]": 1, "[EMAIL-1] (2)": 2}},
    ),
    ({"msg": "from 203.0.113.7"}, {"msg": "from [IP-1.1]"}),
    ({"card": 4111111111111111}, {"card": "[CARD-1]"}),
    (
        {"etag": "9f86d081884c7d65", "status": 200, "time": 1773310830.5},
        {"etag": "9f86d081884c7d65", "status": 200, "time": 1773310830.5},
    ),
]


@pytest.mark.parametrize(("given_", "expected"), BY_KEY, ids=[str(row[0])[:50] for row in BY_KEY])
def test_values_are_judged_by_their_key(given_: JSON, expected: JSON) -> None:
    assert scrub(given_) == expected


def test_the_same_value_has_one_placeholder_in_the_whole_tree() -> None:
    tree: JSON = {"a": {"password": "hunter2x"}, "b": ["tried hunter2x", {"Password": "hunter2x"}]}
    assert scrub(tree) == {
        "a": {"password": "[SECRET-1]"},
        "b": ["tried [SECRET-1]", {"Password": "[SECRET-1]"}],
    }


def test_findings_carry_their_path() -> None:
    found = scrub_tree({"a": [0, {"b": "x 203.0.113.7"}]}, hasher=new_hasher(), vault=new_vault())[
        1
    ]
    assert found == (TreeFinding(("a", 1, "b"), Finding(Kind.IP, 2, 13, "[IP-1.1]")),)


HAR: JSON = {
    "log": {
        "entries": [
            {
                "startedDateTime": "2026-03-12T10:20:30.123Z",
                "time": 88.2,
                "request": {
                    "method": "POST",
                    "url": "https://api.example.com/login?tenant=acme&access_token=ab12cd34ef56",
                    "headers": [
                        {"name": "cookie", "value": "sid=ab12; theme=dark"},
                        {"name": "x-request-id", "value": "550e8400-e29b-41d4-a716-446655440000"},
                    ],
                    "queryString": [{"name": "access_token", "value": "ab12cd34ef56"}],
                    "postData": {
                        "mimeType": "application/json",
                        "text": '{"user":"jdoe77","password":"hunter2x"}',
                    },
                },
                "response": {
                    "status": 401,
                    "headers": [{"name": "etag", "value": 'W/"5d8c72a5edda8d6a"'}],
                    "content": {
                        "mimeType": "image/png",
                        "encoding": "base64",
                        "text": "iVBORw0KGgo=",
                    },
                },
            }
        ]
    }
}


def test_a_har_keeps_what_is_worth_reading() -> None:
    shown = json.dumps(scrub(HAR))
    for kept in (
        "2026-03-12T10:20:30.123Z",
        "88.2",
        "tenant=acme",
        "550e8400",
        "5d8c72a5edda8d6a",
        "401",
    ):
        assert kept in shown
    for hidden in ("ab12", "dark", "jdoe77", "hunter2x", "iVBOR"):
        assert hidden not in shown


def test_an_encoded_body_is_scrubbed_inside() -> None:
    body = base64.b64encode(b"hello jane@example.com").decode()
    tree = {"mimeType": "text/plain", "encoding": "base64", "text": body}
    clean = scrub(tree)
    assert isinstance(clean, dict)
    assert base64.b64decode(str(clean["text"])) == b"hello [EMAIL-1]"


def test_an_encoded_body_without_findings_is_unchanged() -> None:
    tree = {
        "mimeType": "text/plain",
        "encoding": "base64",
        "text": base64.b64encode(b"fine").decode(),
    }
    assert scrub(tree) == tree


def test_an_encoded_body_that_is_no_text_is_dropped() -> None:
    tree = {
        "mimeType": "text/plain",
        "encoding": "base64",
        "text": base64.b64encode(b"\xff\xfe\xfd").decode(),
    }
    assert scrub(tree) == {**tree, "text": ""}


def test_a_tree_too_deep_is_refused() -> None:
    tree: JSON = "jane@example.com"
    for _ in range(250):
        tree = [tree]
    with pytest.raises(ScrubError):
        scrub(tree)


KEYS = (
    "password a name value cookie cookies text token authorization headers jane@example.com".split()
)
VALUES = (
    "jane@example.com",
    "Bearer ab12cd34ef",
    "Custom word",
    "a=1x; b=2y==; Path=/",
    "authorization",
    "cookie",
    "ab12cd34ef56gh78",
)
leaves = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(max_size=20), st.sampled_from(VALUES)
)
trees = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    ),
    max_leaves=12,
)


@given(trees)
def test_scrubbing_a_tree_twice_changes_nothing(tree: JSON) -> None:
    once = scrub(tree)
    assert scrub(once) == once
    assert "jane@example.com" not in json.dumps(once)
