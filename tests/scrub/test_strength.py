import pytest

from escalator.scrub.keynames import Demand, demand
from escalator.scrub.strength import is_secret

KEYS = [
    ("password", Demand.NOTHING),
    ("PASSWORD", Demand.NOTHING),
    ("db.password", Demand.NOTHING),
    ("userPassword", Demand.NOTHING),
    ("client_secret", Demand.NOTHING),
    ("clientSecret", Demand.NOTHING),
    ("AWS_SECRET_ACCESS_KEY", Demand.NOTHING),
    ("private_key", Demand.NOTHING),
    ("AccountKey", Demand.NOTHING),
    ("PASSWORD_PROD", Demand.NOTHING),
    ("secret2", Demand.NOTHING),
    ("contraseña", Demand.NOTHING),
    ("credentials", Demand.NOTHING),
    ("pass", Demand.NO_NUMBER),
    ("smtp_pass", Demand.NO_NUMBER),
    ("pin", Demand.CODE),
    ("otp", Demand.CODE),
    ("cvv", Demand.CODE),
    ("verification code", Demand.CODE),
    ("token", Demand.STRONG),
    ("access_token", Demand.STRONG),
    ("X-Api-Key", Demand.STRONG),
    ("apikey", Demand.STRONG),
    ("JSESSIONID", Demand.STRONG),
    ("sig", Demand.STRONG),
    ("token_2", Demand.STRONG),
    ("csrf", Demand.STRONG),
    ("keyboard", None),
    ("tokenUrl", None),
    ("token_type", None),
    ("max_tokens", None),
    ("primary_key", None),
    ("key", None),
    ("secret_name", None),
    ("password_file", None),
    ("passwordless", None),
    ("tokenizer", None),
    ("secretary", None),
    ("author", None),
    ("config", None),
    ("design", None),
    ("spin", None),
    ("zipcode", None),
    ("error_code", None),
    ("sessions", None),
    ("next_page_token", None),
    ("token_count", None),
    ("no-password", None),
    ("Kennwort", Demand.NOTHING),
    ("mot de passe", Demand.NOTHING),
    ("hasło", Demand.NOTHING),
    ("пароль", Demand.NOTHING),
    ("密码", Demand.NOTHING),
    ("bindpw", Demand.NOTHING),
    ("pre_shared_key", Demand.NOTHING),
    ("seed_phrase", Demand.NOTHING),
    ("SECRET_KEY_BASE", Demand.NOTHING),
    ("storepass", Demand.NO_NUMBER),
    ("user[password]", Demand.NOTHING),
    ("encryptionKey", Demand.STRONG),
    ("SAMLResponse", Demand.STRONG),
    ("existingSecret", None),
    ("passwordPolicy", None),
    ("cache_key", None),
    ("monkey", None),
    ("compass", None),
    ("[SECRET-1]", None),
    ("", None),
]


@pytest.mark.parametrize(("key", "expected"), KEYS, ids=[row[0] for row in KEYS])
def test_what_a_key_asks_of_its_value(key: str, expected: Demand | None) -> None:
    assert demand(key) is expected


@pytest.mark.parametrize(
    "value",
    [
        "null",
        "true",
        "None",
        "****",
        "xxxx",
        "${DB_PASSWORD}",
        "$PASSWORD",
        "<token>",
        "{{token}}",
        "%PASSWORD%",
        "[REDACTED]",
        "[SECRET-1]",
        "your_password",
        "REPLACE_ME",
        "${DB_PASSWORD:-}",
        "${DB_PASSWORD:null}",
        "${env:DB_PASSWORD}",
        "{{ .Values.password }}",
        "!vault |",
        "op://vault/item/password",
        "your-api-key",
        "required",
        "incorrect",
        "expired",
        "required.",
        "expired!",
        "none;",
        "getenv('X')",
        "self.password",
        "process.env.TOKEN",
        "os.environ['X']",
        "...",
        "",
    ],
)
@pytest.mark.parametrize("asked", list(Demand))
def test_stand_ins_are_no_secrets(value: str, asked: Demand) -> None:
    assert not is_secret(value, asked)


@pytest.mark.parametrize(
    ("value", "asked", "expected"),
    [
        ("hunter2", Demand.NOTHING, True),
        ("summer", Demand.NOTHING, True),
        ("/run/secrets/db", Demand.NOTHING, False),
        ("/8aXk29LmQ0+Rt7Yv3ZpW/dKe", Demand.NOTHING, True),
        ("${DB_PASSWORD:hunter2}", Demand.NOTHING, True),
        ("mysecretpassword", Demand.NOTHING, True),
        ("{noop}hunter2", Demand.NOTHING, True),
        ("<hunter2", Demand.NOTHING, True),
        ("oauth2-proxy", Demand.STRONG, False),
        ("14", Demand.NO_NUMBER, False),
        ("0.93", Demand.NO_NUMBER, False),
        ("x14", Demand.NO_NUMBER, True),
        ("4711", Demand.CODE, True),
        ("123", Demand.CODE, True),
        ("12", Demand.CODE, False),
        ("1234567890", Demand.CODE, True),
        ("12345678901", Demand.CODE, False),
        ("[SECRET-1]12345678", Demand.CODE, True),
        ("ab", Demand.NOTHING, True),
        ("q", Demand.NOTHING, False),
        ("[SECRET-1]-[SECRET-2]", Demand.NOTHING, False),
        (".expired", Demand.NOTHING, True),
        ("expireds", Demand.NOTHING, True),
        ("expiredX", Demand.NOTHING, True),
        ("ab", Demand.CODE, False),
        ("abc", Demand.CODE, False),
        ("a8s7d6f5g4", Demand.STRONG, True),
        ("550e8400-e29b-41d4-a716-446655440000", Demand.STRONG, True),
        ("12345678", Demand.STRONG, False),
        ("a1b2", Demand.STRONG, False),
        ("a1b2c", Demand.STRONG, False),
        ("a1b2c3", Demand.STRONG, True),
        ("a.b:2=!", Demand.STRONG, False),
        ("a.b:2=!?", Demand.STRONG, True),
        ("4711081547", Demand.STRONG, True),
        ("471108154", Demand.STRONG, False),
        ("1773310830", Demand.STRONG, False),
        ("a1b2 c3d4", Demand.STRONG, False),
        ("qwrtzpsdfghjklyxcvbn", Demand.STRONG, True),
        ("qwrtzpsdfghjklyxcvb", Demand.STRONG, False),
        ("aabbccddeeff1122", Demand.STRONG, True),
        ("a1a1b2!?", Demand.STRONG, True),
        ("a1a1b2!!", Demand.STRONG, False),
        ("a1b1a1b1a1b1", Demand.STRONG, False),
        ("a1b2" * 64 + "!?" * 40, Demand.STRONG, False),
        ("http://host/8aXk29LmQ0Rt7Yv3ZpW", Demand.NOTHING, False),
        ("https://host/8aXk29LmQ0Rt7Yv3ZpW", Demand.NOTHING, False),
        ("file:/8aXk29LmQ0Rt7Yv3ZpW", Demand.NOTHING, False),
        ("/8aXk29LmQ0Rt7Yv3ZpW/x", Demand.NOTHING, True),
        (r"c:\x\8aXk29LmQ0Rt7Yv3ZpW", Demand.NOTHING, True),
        (r"c:\x\8aXk29Lm", Demand.NOTHING, False),
        ("com.example.TokenStore", Demand.STRONG, False),
        ("https://example.com/token", Demand.STRONG, False),
        ("validation failed here", Demand.STRONG, False),
        ("aaaaaaaaaaaa1", Demand.STRONG, False),
    ],
)
def test_how_strong_a_value_must_be(value: str, asked: Demand, expected: bool) -> None:
    assert is_secret(value, asked) is expected


def test_words_after_a_colon_are_a_sentence_unless_quoted() -> None:
    assert not is_secret("tomorrow", Demand.NOTHING, is_prose=True)
    assert is_secret("tomorrow", Demand.NOTHING, is_prose=True, is_quoted=True)
    assert is_secret("t0morrow", Demand.NOTHING, is_prose=True)


def test_a_call_in_quotes_is_a_call_only_where_it_ends_like_one() -> None:
    assert not is_secret("Qx7(1", Demand.NOTHING)
    assert is_secret("Qx7(1", Demand.NOTHING, is_quoted=True)
    assert not is_secret("read(1)", Demand.NOTHING, is_quoted=True)
