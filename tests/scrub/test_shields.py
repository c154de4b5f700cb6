"""Shields: what a diagnosis needs stays, and a person's number beside it is hidden.

In a text, each sign between ‹ and › is judged.
"""

import re

import pytest

from escalator.scrub.shields import SHIELDS, is_shielded

KEPT = {
    "uuid": (
        "job ‹00000000-aaaa-9999-ffff-0123456789ab› done",
        "‹99999999-FFFF-0000-AAAA-AFAFAF090909›",
        "‹aaaaffff-0909-afaf-0909-afafAFAF0909›,‹ABCDEF00-AFAF-AFAF-AFAF-000000000000›",
        "‹00000000-0000-0000-0000-000000000000› ‹00000000-ffff-0000-0000-000000000000›",
    ),
    "iso timestamp": (
        "‹1999-01-01›",
        "x ‹2026-12-31T23:59:59.123456789+01:00› y",
        "‹2026-03-12 10:20:30,123›",
        "‹20260312T102030Z›",
        "‹20260312_102030›",
        "‹20260312-1020›",
        "‹2026-03-12_-10:20:30›",
        "‹2026-03-12 10-20›",
        "‹2026-03-12 10.20›",
        "‹2026-03-12T10:20-30›",
        "‹2026-03-12T10:20.3› ‹20260312T102030,123456789› ‹20260312T102030:1›",
        "‹2026-03-29T10:20:30 UTC› ‹2026-03-30 10:20 -0800› ‹2026-10-09T10:20GMT›",
        *(
            "‹2026/03/12›",
            "‹2026.03.12›",
            "‹2026-03-12:10:20›",
            "‹2026-03-12:1020›",
            "‹2026-09-01›",
        ),
        "‹2026-03-12-10.20.30.123456› ‹2026-03-12 10:20:30:123›",
    ),
    "syslog timestamp": (
        "‹Mar 12 10:20:30› host",
        "‹Mar  2 10:20:30.123456789› host",
        "‹March 12, 2026 10:20:30›",
        "‹Mar 12T10:20›",
        "‹Mar 12: 10:20›",
        "‹Mar 12:2026›",
        "‹Mar 12, /2026›",
        "‹Septembaz 1›",
        "‹Sep/1/1999› ‹September 12 2026› ‹Dec 31 23:59:59,123›",
        *(f"‹{month} 12 10:20›" for month in "Jan Feb Apr May Jun Jul Aug Oct Nov".split()),
    ),
    "clf timestamp": (
        "[‹12/Mar/2026:10:20:30 +0000›]",
        "‹1-Mar-1999 10:20:30.123456789›",
        "‹12 Septembaz 26›",
        "‹12 September 26› ‹12-Dec-2026 10:20›",
        *(f"‹12/{month}/2026›" for month in "Jan Feb Apr May Jun Jul Aug Sep Oct Nov".split()),
        "‹12/Mar/2026T10:20:30-0800›",
    ),
    "clock": (
        "at ‹0:00:00› ‹09:20:30› ‹9:59:59› ‹19:20:30› ‹20:00:00.1› ‹23:59:59,123456789›",
        "‹10:20:30:5›",
    ),
    "local date": ("‹12.03.2026 10:20› ‹3/2/1999› ‹31-12-2026, 9:20:30›", "on ‹1.1.2026›."),
    "epoch": (
        "‹1000000000› ‹1999999999›",
        "‹1773310830123› ‹1773310830123456› ‹1773310830123456789›",
        "‹1773310830.123456789› ‹1773310830.1›",
    ),
    "hex address": ("at ‹0x0A› ‹0x9fF0a› ‹0x0123456789abcdef›", "(‹0xAF›)"),
    "digest": (
        *(f"sum ‹{'0123456789abcdef' * 8}›"[: 5 + n] + "›" for n in (128, 96, 64, 56, 40, 32, 16)),
        *(f"sum ‹{'0123456789ABCDEF' * 8}›"[: 5 + n] + "›" for n in (64, 40, 32, 16)),
        "‹abcdef0123456789› ‹000000000000000F›",
        "‹0a9f000000000000› ‹000000000000000f› ‹0A9F000000000000› ‹000000000000000A›",
    ),
    "traceparent": (
        "‹00-0123456789abcdef0123456789abcdef-0123456789abcdef-01›",
        "‹9f-0123456789abcdef0123456789abcdef-0123456789abcdef-af›",
        "‹a0-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-f9›",
    ),
    "prefixed identifier": (
        "‹req_01HZX4Y5K6M7N8P9› ‹request-1000› ‹trace-4000001234567899› ‹span_a1b2›",
        "‹corr-0000› ‹correlation_9999› ‹job-1773› ‹run-1234› ‹build_1234› ‹task-AzZ9›",
        "‹evt_1234› ‹event_1234› ‹txn_za90› ‹order-4155550132› ‹ord_1234› ‹inv-1234› ‹sess_1234›",
        "‹job-Z_-›0 ‹correlation-" + "0_-A" * 16 + "›",
    ),
    "labelled identifier": (
        "order_id=‹4000001234567899›",
        'x "offset": ‹4111111111111111›, "seq" : "‹123›"',
        "pid: ‹22155501› tid=‹415-555-0132› 'port': '‹4155550132›' txid #‹4155550132›",
        "orderId=‹4000001234567899› requestID: ‹4155550132› x-trace-id: ‹4155550132›",
        "sessionid=‹4155550132› SESSIONID=‹4155550132› kid: ‹4155550132› connid=‹4155550132›",
        "validationid=‹4155550132› gridid=‹4155550132› totalBytes=‹4155550132›",
        "zAZazOffset=‹4155550132› aCount=‹4155550132› zSize=‹4155550132› aZxid=‹4155550132›",
        *(
            f"{label}=‹4155550132›"
            for label in (
                "filesize contentlength srcport dstport sourceport remoteport localport datetime "
                "starttime endtime uptime responsetime eventtime systemtime createtime filebytes"
            ).split()
        ),
        "id=‹" + "0123456789" * 4 + "1›",
        *(
            f"{label}=‹4155550132›"
            for label in (
                "ids uuid guid sequence lsn zxid nonce etag revision rev build thread bytes size "
                "length count duration elapsed took timestamp time ts epoch checksum crc hash xid"
            ).split()
        ),
    ),
    "product version": (
        "‹Zz/1.0› ‹AAZaz/1.0› ‹Chrome/142.0.0.0› ‹Safari/605.0› ‹Ab/1.2.0› ‹Firefox/1000.11111.0›",
    ),
    "file version": (
        *(
            f"‹app-6.1.1.0›.{ending}"
            for ending in (
                "jar war ear tar tgz gz zip rpm deb exe msi whl dll so apk x86 amd64 "
                "SNAPSHOT RELEASE"
            ).split()
        ),
        "‹ZzaAZ0-1.2›.jar ‹zA-1.2›.jar ‹a-1.2›.jar",
        "‹Lib_z9-1.2›.jar ‹A-1111.22222.3.4.5›-SNAPSHOT ‹kernel-5.14.0›.el9",
    ),
}

NEAR_MISSES = {
    "uuid": (
        "550e8400-e29b-41d4-a716-‹4155550132›",
        *(f"{sign}550e8400-e29b-41d4-a716-‹446655440000›" for sign in "09AZaz"),
        *(f"550e8400-e29b-41d4-a716-‹446655440000›{sign}" for sign in "09AZaz"),
        "550e840g-e29b-41d4-a716-‹446655440000›",
    ),
    "iso timestamp": (
        "2026-03-12‹   ›10:20",
        "‹2026-03-121020›",
        "2026-03-12T10:20:30‹,› 1",
        "2026-03-12T10:20:30.1234567890‹Z›",
        "‹2126-03-12› ‹1826-03-12› ‹2026-13-12› ‹2026-00-12› ‹2026-03-32› ‹2026-03-00›",
        "‹20260312›7 1‹20260312›",
        "20260312‹T›1020304",
    ),
    "syslog timestamp": (
        "Mar ‹1234567› Max ‹12 10:20› Mar   ‹12›",
        "in ‹Mar› we ‹Mar 122026›",
        "Mar‹12› Mar12 ‹2026›",
        "aMar ‹12›",
        "Septembers ‹12›",
        "Mar 12   ‹2026› Mar 12 2026‹10:20›",
        "Mar 12 2026   ‹10:20›",
        "‹Mar 123›4",
    ),
    "clf timestamp": (
        "‹123›/Mar/2026",
        "‹12/Max/2026› ‹12/Mar/202›",
        "12/Mar/2026‹:10›",
        "x‹-Mar-26›",
        "Septembers ‹12›/Septembers/2026",
    ),
    "clock": (
        "‹24:20:30› ‹10:60:30› ‹10:20:60›",
        "::‹10:20:30› ‹10:20:301› ‹10:20:30›::1",
        "1.‹10:20:30›",
        "10:20:30‹.1234567890›",
    ),
    "local date": (
        "‹.03.2026› ‹12..2026› ‹123.12.2026› ‹12.123.2026›",
        "12.03.2026‹ 123:10› 12.03.2026‹ :10›",
        "‹12.03/2026› ‹12.03.1826›",
        "1-‹12-03-2026› 1.‹12.03.2026› ‹12.03.2026›1 ‹123.03.2026›",
    ),
    "epoch": (
        "‹2773310830› ‹177331083› ‹17733108301› ‹177331083012› ‹17733108301234› ‹177331083012345›",
        "1773310830‹.› x 1773310830‹.1234567890›",
        "+‹1773310830› 415-‹1773310830› 1.‹1773310830› ‹1773310830›1",
    ),
    "hex address": (
        *(f"{sign}‹0x12›" for sign in "09AZaz_"),
        *(f"‹0x12›{sign}" for sign in "GZgz_"),
        "‹0x0123456789abcdef0› ‹0xg1› ‹0x1› a‹0x12› ‹0x12›g",
    ),
    "digest": (
        "‹4111111111111111› " + "‹0123456789›" * 4,
        "‹4111111111111aA1› ‹411111111111111g› ‹411111111111111ab›",
        *(f"{sign}‹411111111111111a› ‹411111111111111a›{sign}" for sign in "09AZazg"),
    ),
    "traceparent": (
        "00-4bf92f3577b34da6a3ce929d0e0e4736-‹4111111111111111›-0g",
        "x‹00-›4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7‹-01›x",
    ),
    "prefixed identifier": (
        "‹job-123› ‹jobs-4155550132› ‹job4155550132› ‹order 4155550132› ‹preorder-4155550132›",
        "‹job_-4155550132›",
    ),
    "labelled identifier": (
        "Support: ‹415-555-0132› report: ‹4155550132› airport: ‹4155550132›",
        *(
            f"{word}: ‹4111111111111111›"
            for word in (
                "paid prepaid unpaid repaid postpaid overpaid said valid invalid void avoid bid "
                "mid did aid medicaid android grid solid liquid uploads starts fileids"
            ).split()
        ),
        "Account: ‹4111-1111-1111-1111› discount: ‹4111111111111111› Medicaid: ‹123456789›",
        "Aport: ‹4155550132› Zport: ‹4155550132› zport: ‹4155550132›",
        "contacts: ‹4155550132› clients: ‹4155550132› daytime: ‹415-555-0132›",
        "id ‹4155550132› id:  ‹4155550132› id: ‹12›",
        "id: ‹4155550132›@example.com id=‹4155550132›a",
    ),
    "product version": (
        "X/‹142.0.0.0› Chrome/‹11111.0› Chrome/‹1.222222.0› Chrome/‹1.2.3.4.0› Chrome/‹.0›",
        "aChrome/‹142.0.0.0› 1Chrome/‹142.0› Chrome/‹1..0› Chrome/‹142.0.0.0›1",
        "chrome/‹142.0.0.0› Chrome/‹142.0.0.1› Chrome/‹1.0.0.0.1› Chrome/‹1.2.0›:8",
    ),
    "file version": (
        "app-‹11111.1›.jar app-‹1.222222›.jar app-‹1›.jar app-‹.1›.jar app-‹1.2.3.4.5.6›.jar",
        "1app-‹6.1›.jar app-‹1..2›.jar",
        "app-‹6.1.1.0› app-‹6.1.1.0›.txt ‹6.1.1.0›.jar 1-‹6.1.1.0›.jar",
    ),
}


def _marked(text: str) -> tuple[str, list[int]]:
    """Return a text without its marks, and the places of the signs that stood within them."""
    places = []
    plain = ""
    is_within = False
    for sign in text:
        if sign in "‹›":
            is_within = sign == "‹"
            continue
        places += [len(plain)] if is_within else []
        plain += sign
    return plain, places


def _shown(text: str, places: list[int]) -> str:
    return "".join(sign if place in places else "." for place, sign in enumerate(text))


@pytest.mark.parametrize("name", KEPT)
def test_every_sign_of_what_must_survive_is_shielded(name: str) -> None:
    for marked in KEPT[name]:
        text, places = _marked(marked)
        bare = [place for place in places if not is_shielded(text, place, place + 1)]
        assert not bare, f"{text}\n{_shown(text, bare)}"


@pytest.mark.parametrize("name", NEAR_MISSES)
def test_what_only_looks_like_it_is_not_shielded(name: str) -> None:
    for marked in NEAR_MISSES[name]:
        text, places = _marked(marked)
        held = [place for place in places if is_shielded(text, place, place + 1)]
        assert not held, f"{text}\n{_shown(text, held)}"


def test_every_shield_has_examples_and_near_misses() -> None:
    names = [name for name, _, _ in SHIELDS]
    assert names == list(KEPT) == list(NEAR_MISSES)


@pytest.mark.parametrize("example", [example for _, _, examples in SHIELDS for example in examples])
def test_a_shield_covers_the_digits_of_its_own_examples(example: str) -> None:
    text = f"x {example} y"
    digits = [match.span() for match in re.finditer(r"\d", text)]
    assert all(is_shielded(text, *span) for span in digits)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("at 10:20:30 call 4155550132 x", "4155550132"),
        ("2026-03-12 10:20:30 4111111111111111", "4111111111111111"),
        ("2026-03-12abc", "abc"),
        ("abc2026-03-12", "abc"),
        ("id: 4111 1111 1111 1111", "4111 1111 1111 1111"),
        ("550e8400-e29b-41d4-a716-446655440000 4111111111111111", "4111111111111111"),
        ("Mar 12 10:20:30\n4111111111111111", "4111111111111111"),
        ("4111111111111111\nMar 12 10:20:30", "4111111111111111"),
    ],
)
def test_a_shield_beside_a_value_does_not_cover_it(text: str, value: str) -> None:
    start = text.index(value)
    assert not is_shielded(text, start, start + len(value))


@pytest.mark.parametrize("value", ["2026", "12 call 4155550132", "on 2026-03-12 call"])
def test_a_timestamp_shields_whatever_overlaps_it(value: str) -> None:
    text = "on 2026-03-12 call 4155550132"
    start = text.index(value)
    assert is_shielded(text, start, start + len(value))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("order-4155550132", True),
        ("4155550132", True),
        ("order", True),
        ("my order-4155550132", False),
        ("4155550132 now", False),
        ("my order-4155550132 now", False),
    ],
)
def test_an_identifier_shields_only_what_lies_within_it(value: str, expected: bool) -> None:
    text = "see my order-4155550132 now"
    start = text.index(value)
    assert is_shielded(text, start, start + len(value)) is expected


def test_lines_before_and_after_make_no_difference() -> None:
    text = "0\n00:00\n2026-03-12 order-4155550132\n1\n2"
    start = text.index("4155550132")
    assert is_shielded(text, start, start + 10)
    assert is_shielded(text, start - 8, start - 7)
