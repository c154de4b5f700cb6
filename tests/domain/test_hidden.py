from escalator.domain.hidden import (
    Hidden,
    count_hidden,
    describe_hidden,
    hidden_in,
    packet_text,
)
from escalator.domain.model import GapException
from escalator.domain.packet import from_json, to_json
from tests.domain.packets import make_packet

LOG = "[IP-2.1] [EMAIL-1] [IP-2.1] [IP-2.2] [WORKER-1] [EMAIL-0] [EMAIL-1]"


def test_each_hidden_value_is_named_once_in_the_order_of_the_text() -> None:
    assert hidden_in(LOG) == (Hidden("IP", "2.1"), Hidden("EMAIL", "1"), Hidden("IP", "2.2"))


def test_a_hidden_value_has_a_name_and_a_word() -> None:
    (one,) = hidden_in("wallet [WALLET-3]")
    assert (one.name, one.words) == ("WALLET-3", "crypto wallet")


def test_a_kind_of_a_teams_own_is_called_by_its_name() -> None:
    text = "[OWN_BADGE_NUMBER-1] [OWN_BADGE_NUMBER-2] [IP-1]"
    assert describe_hidden(text) == "1 IP address, 2 badge numbers"


def test_values_are_counted_by_kind_in_a_settled_order() -> None:
    assert list(count_hidden(LOG).items()) == [("EMAIL", 1), ("IP", 2)]
    assert describe_hidden(LOG) == "1 e-mail address, 2 IP addresses"
    assert describe_hidden("nothing [here-1]") == ""


def test_a_packet_is_read_for_what_is_hidden_wherever_a_person_wrote() -> None:
    packet = make_packet(
        answers={
            "ask": "Ask [NAME-1]",
            "affected_count": 3,
            "at_stake": ("[HOST-1]",),
            "logs": ({"text": "[IP-1]", "source": "[EMAIL-1]"},),
        },
        not_available={"steps": "[NAME-2] is away"},
        priority_rationale="[PHONE-1] calls",
        exceptions=(GapException(("logs",), "[USER-1] is away"),),
    )
    found = {one.name for one in hidden_in(packet_text(packet))}
    assert found == {
        "NAME-1",
        "HOST-1",
        "IP-1",
        "EMAIL-1",
        "NAME-2",
        "PHONE-1",
        "USER-1",
    }


def test_a_packets_json_counts_what_is_hidden_and_is_read_by_its_texts() -> None:
    packet = make_packet(answers={"ask": "Ask [NAME-1] and [NAME-2] at [IP-1]"})
    value = to_json(packet)
    assert value["hidden"] == {"NAME": 2, "IP": 1}
    assert from_json(value | {"hidden": {"CARD": 9}}) == packet
    assert from_json({name: value[name] for name in value if name != "hidden"}) == packet


def test_a_packet_with_nothing_hidden_says_nothing_of_it() -> None:
    assert "hidden" not in to_json(make_packet(answers={"ask": "Find out why"}))
