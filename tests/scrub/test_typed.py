import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalator.scrub import MemoryVault, scrub_text, scrub_tree
from escalator.scrub.jsontext import Escapes, holders, outside
from escalator.scrub.model import JSON
from escalator.scrub.own import NO_OWN_RULES
from escalator.scrub.tree import leaves_of
from escalator.scrub.typed import key_claims
from tests.scrub.planted import new_hasher, new_vault


def scrub(text: str) -> str:
    return scrub_text(text, hasher=new_hasher(), vault=new_vault()).text


def dumped(value: JSON) -> str:
    return json.dumps(value, indent=2)


BY_KEY = [
    ("a line of a log", 'INFO got {"password": "open sesame"} ok', '{"password": "[SECRET-1]"} ok'),
    ("layout stays", '{\n\t"token" :  "abcdefghijklmnopqrst"\n}', '\t"token" :  "[SECRET-1]"\n'),
    ("keys in any case", '{"AUTHORIZATION":"opaque-1"}', '{"AUTHORIZATION":"[TOKEN-1]"}'),
    ("scheme stays", '{"authorization":"Bearer abc123"}', '"Bearer [TOKEN-1]"'),
    ("list under its key", '{"cookie": ["a=1x; b=2y"]}', '["a=[COOKIE-1]; b=[COOKIE-2]"]'),
    (
        "cookie of one word",
        '{"cookies":[{"name":"x","value":"true","path":"/"}]}',
        '"value":"[COOKIE-1]","path":"/"',
    ),
    (
        "value before its name",
        '{"headers":[{"value":"abc1","name":"x-api-key"}]}',
        '{"value":"[SECRET-1]","name":"x-api-key"}',
    ),
    (
        "query parameter of OAuth",
        '{"queryString":[{"name":"code","value":"a8s7d6f5g4"},{"name":"page","value":"2"}]}',
        '{"name":"code","value":"[SECRET-1]"},{"name":"page","value":"2"}',
    ),
    (
        "JSON in a string",
        r'{"text":"{\"user\":1,\"client_secret\":\"a b\"}"}',
        r"\"client_secret\":\"[SECRET-1]\"}",
    ),
    (
        "JSON in a string in a string",
        json.dumps({"a": json.dumps({"b": json.dumps({"secret": "open sesame"})})}),
        "[SECRET-1]",
    ),
    ("escaped letters", r'{"a":"mail jane\u0040example.com"}', '{"a":"mail [EMAIL-1]"}'),
    (
        "escaped slashes",
        r'{"a":"https:\/\/jdoe7:hunter2@a.example\/"}',
        ":[SECRET-1]",
    ),
    ("an escape stays whole", r'{"a":"x\njane@example.com"}', r'{"a":"x\n[EMAIL-1]"}'),
    (
        "a login in a body",
        json.dumps({"text": json.dumps({"query": "{ me }", "username": "cjansen41"})}),
        r"\"username\": \"[USER-1]\"",
    ),
    ("quote in a secret", r'{"password":"a\"b c","x":1}', '{"password":"[SECRET-1]","x":1}'),
    (
        "cut off",
        '{"a": [{"secret": "open sesame", "b": "cut he',
        '[{"secret": "[SECRET-1]", "b": "cut he',
    ),
    ("broken", '{"a": , {"secret": "open sesame"}', '{"secret": "[SECRET-1]"}'),
    ("number", '{"pin": 4711, "port": 4711}', '{"pin": [SECRET-1], "port": 4711}'),
]


@pytest.mark.parametrize(
    ("text", "part"), [row[1:] for row in BY_KEY], ids=[row[0] for row in BY_KEY]
)
def test_keys_of_json_in_a_text_count(text: str, part: str) -> None:
    once = scrub(text)
    assert part in once
    assert scrub(once) == once


def har(*entries: JSON) -> str:
    return dumped({"log": {"version": "1.2", "entries": list(entries)}})


REQUEST: JSON = {
    "startedDateTime": "2026-03-12T10:20:30.123Z",
    "time": 88.25,
    "_initiator": {
        "type": "script",
        "stack": {"callFrames": [{"functionName": "load", "lineNumber": 3}]},
    },
    "request": {
        "method": "POST",
        "url": "https://api.example.com/x?tenant=acme&code=a8s7d6f5g4&page=2#top",
        "headers": [
            {"name": ":authority", "value": "api.example.com"},
            {"name": "cookie", "value": "sid=ab12; theme=dark; list=x,y"},
            {"name": "x-csrf-token", "value": "qwer"},
            {"name": "x-request-id", "value": "550e8400-e29b-41d4-a716-446655440000"},
            {
                "name": "referer",
                "value": "https://www.example.com/?access_token=f6g7h8j9k0&lang=en",
            },
        ],
        "cookies": [{"name": "sid", "value": "ab12", "httpOnly": True}],
        "postData": {
            "mimeType": "application/x-www-form-urlencoded",
            "text": "user_id=17&password=open%20sesame&lang=en",
            "params": [{"name": "password", "value": "open%20sesame"}],
        },
    },
    "response": {
        "status": 200,
        "headers": [
            {"name": "set-cookie", "value": "sid=zx98; Path=/; Secure\nb=yv76; HttpOnly"},
            {"name": "etag", "value": 'W/"5d8c72a5edda8d6a"'},
            {
                "name": "traceparent",
                "value": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            },
        ],
        "cookies": [{"name": "sid", "value": "zx98", "path": "/"}],
        "content": {
            "size": 31,
            "mimeType": "application/json",
            "text": '{"token_type":"bearer","id_token":"w1e2r3t4z5","n":1}',
        },
    },
    "_webSocketMessages": [
        {"type": "send", "time": 1773310830.1, "opcode": 1, "data": '{"auth":"s1d2f3g4h5"}'}
    ],
}


def test_a_har_as_text_loses_its_secrets_and_keeps_the_rest() -> None:
    shown = scrub(har(REQUEST))
    for hidden in (
        "ab12",
        "dark",
        "x,y",
        "a8s7d6f5g4",
        "qwer",
        "f6g7h8j9k0",
        "open%20sesame",
        "zx98",
        "yv76",
        "w1e2r3t4z5",
        "s1d2f3g4h5",
    ):
        assert hidden not in shown
    for kept in (
        "2026-03-12T10:20:30.123Z",
        "88.25",
        "https://api.example.com/x?tenant=acme&code=",
        "&page=2#top",
        "functionName",
        "theme=",
        "550e8400-e29b-41d4-a716-446655440000",
        "&lang=en",
        "user_id=17&password=",
        "; Path=/; Secure\\nb=",
        "5d8c72a5edda8d6a",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        r"\"token_type\":\"bearer\"",
        "application/json",
        "1773310830.1",
    ):
        assert kept in shown
    assert json.loads(shown)["log"]["entries"][0]["response"]["status"] == 200


BODIES = [
    ("a picture", "image/png", b"\x89PNG\xff\xfe", True),
    ("a font", "font/woff2", b"wOF2\xff\xfe", True),
    ("no text", "application/octet-stream", b"\xff\xfe\xfd", True),
    ("text with a secret", "application/json", b'{"secret": "open sesame"}', True),
    ("harmless text", "text/plain", b"all is well here", False),
]


@pytest.mark.parametrize(
    ("mime_type", "body", "is_hidden"), [row[1:] for row in BODIES], ids=[row[0] for row in BODIES]
)
def test_an_encoded_body_goes_whole_or_stays(mime_type: str, body: bytes, is_hidden: bool) -> None:
    encoded = base64.b64encode(body).decode()
    text = dumped({"content": {"mimeType": mime_type, "encoding": "base64", "text": encoded}})
    once = scrub(text)
    assert (encoded not in once) is is_hidden
    assert scrub(once) == once


def test_a_binary_frame_of_a_websocket_is_dropped() -> None:
    frame = base64.b64encode(b"\xff\xfe\xfd\x00\x01\x02").decode()
    assert frame not in scrub(dumped([{"type": "receive", "opcode": 2, "data": frame}]))


KEYS = (
    "password a name value cookie cookies headers queryString code token authorization pin "
    "x-api-key params key".split()
)
VALUES = (
    "Bearer ab12cd34ef",
    "two words",
    "a=1x; b=2y==; Path=/",
    "authorization",
    "cookie",
    "ab12cd34ef56gh78",
    'quo"te\\\n',
    "true",
    "",
    "${X}",
    "/run/x",
    "für dich",
    "4711",
)
trees = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.sampled_from(VALUES)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(KEYS), inner, max_size=4)
    ),
    max_leaves=15,
)


@given(st.dictionaries(st.sampled_from(KEYS), trees, min_size=1, max_size=4), st.booleans())
def test_the_keys_of_a_tree_and_of_its_text_say_the_same(
    tree: dict[str, JSON], ascii_: bool
) -> None:
    text = json.dumps(tree, ensure_ascii=ascii_)
    from_tree = sorted(
        (claim.kind, leaf.text[claim.start : claim.end])
        for leaf in leaves_of(tree)
        for claim in leaf.claims
    )
    from_text = sorted(
        (claim.kind, Escapes(text[claim.start : claim.end]).plain)
        for claim in key_claims(text, NO_OWN_RULES, [])
    )
    assert from_text == from_tree


@given(st.dictionaries(st.sampled_from(KEYS), trees, min_size=1, max_size=4))
def test_a_secret_of_a_tree_survives_neither_as_tree_nor_as_text(tree: dict[str, JSON]) -> None:
    planted: JSON = [
        tree,
        {"password": "Zk4-planted-81"},
        {"cookies": [{"name": "a", "value": "Zk5-planted-81"}]},
    ]
    as_tree = json.dumps(scrub_tree(planted, hasher=new_hasher(), vault=MemoryVault())[0])
    as_text = scrub(json.dumps(planted))
    assert "planted" not in as_tree + as_text


@given(st.text(alphabet='{}[]:,"\\u0041 namevalue1', max_size=80))
def test_whatever_is_no_json_is_read_without_harm(text: str) -> None:
    for holder in holders(text):
        for _, start, end in holder.members:
            assert 0 <= start <= end <= len(text)


@given(st.text(max_size=30), st.booleans())
def test_escapes_are_undone_as_json_does_it(text: str, ascii_: bool) -> None:
    written = json.dumps(text, ensure_ascii=ascii_)[1:-1]
    plain = Escapes(written).plain
    assert plain.encode("utf-16", "surrogatepass") == text.encode("utf-16", "surrogatepass")


@given(st.text(alphabet='ab\\\n"é\u2028', max_size=12), st.data())
def test_the_way_back_from_plain_to_written_text_is_exact(text: str, data: st.DataObject) -> None:
    written = json.dumps(text)[1:-1]
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    low, high = Escapes(written).back(start, end)
    assert json.loads(f'"{written[low:high]}"') == text[start:end]


def test_a_part_is_trimmed_to_whole_escapes() -> None:
    text = r"a\\n\nb\u00e9c"
    assert outside(text, 5, len(text)) == (6, len(text))
    assert outside(text, 3, len(text)) == (3, len(text))
    assert outside(text, 0, 11) == (0, 7)
