"""What only looks like a number, an ID or a secret to hide: all of it must stay."""

from collections.abc import Mapping

from bench.scrub import secrets
from bench.scrub.draw import Make, one_of
from bench.scrub.model import Role
from bench.scrub.writer import Leaf


def _alike(kind: str, make: Make) -> Leaf:
    return Leaf(Role.ALIKE, kind, make)


ALIKE: Mapping[str, Leaf] = {
    "order": _alike(
        "number in shape",
        one_of(
            "<n1><d15>",
            "<n1><d3>-<d4>-<d4>-<d4>",
            "<n1><d10>",
            "<n1><d9>",
            "<n1><d2>-<d2>-<d4>",
            "<n1><d8>",
            "<n1><d11>",
            "<n1><d2>.<d3>.<d3>-<d2>",
        ),
    ),
    "part": _alike(
        "number in shape",
        one_of(
            "<u2><d6><u1>",
            "<d8><u1>",
            "<u5><d4><u1>",
            "<u1><d7><u1>",
            "DE<d20>",
            "<u2><d2> <d4> <d4>",
        ),
    ),
    "tracking": _alike(
        "number in shape", one_of("1Z<U6><d10>", "<n1><d11>", "JD<d18>", "<d4> <d4> <d4>")
    ),
    "trapid": _alike(
        "uuid, epoch, version",
        one_of("<d8>-<d4>-4<d3>-8<d3>-<d12>", "17<d8>", "17<d11>", "17<d8>.<d3>"),
    ),
    "trapversion": _alike(
        "uuid, epoch, version",
        one_of("6.1.1.0", "<n1>.<d1>.<d2>.<d3>", "10.15.<n1>.<d1>-b<d3>", "v<n1>.<n1>.<n1>.<n1>"),
    ),
    "ident": _alike("harmless id", secrets.ident),
    "ident_word": _alike(
        "harmless id",
        one_of(
            "created_at",
            "users_id",
            "strong",
            "accepted",
            "enabled",
            "ArrowLeft",
            "tenant_region",
            "cl100k_base",
            "front-desk",
            "order_items",
        ),
    ),
    "ident_number": _alike(
        "harmless id", one_of("<n1><d3>", "13", "<n1><d5>", "<n1><d1>", "17<d8>")
    ),
    "ident_path": _alike(
        "harmless id",
        one_of("/etc/ssl/private/<l6>.pem", "/etc/ssh/authorized_<l4>", ".ssh/authorized_keys"),
    ),
    "ident_url": _alike(
        "harmless id",
        one_of(
            "https://login.example.com/oauth2/token",
            "https://id.example.com/reset?step=1",
            "https://auth.example.com/v1/token",
            "/account/password/reset",
        ),
    ),
    "unset": _alike(
        "placeholder",
        one_of(
            "YOUR_API_KEY",
            "changeme",
            "<your-key-here>",
            "xxxxxxxxxxxx",
            "REPLACE_ME",
            "${API_KEY}",
            "%API_KEY%",
            "{{ api_key }}",
            "YOUR-TOKEN-HERE",
            "***",
        ),
    ),
    "unset_word": _alike("placeholder", one_of("password", "your-password", "secret")),
    "unset_upper": _alike("placeholder", one_of("API_TOKEN", "SERVICE_SECRET", "CI_JOB_TOKEN")),
    "stars": _alike("placeholder", one_of("********", "xxxxxx", "[REDACTED]", "•••••••")),
    "null": _alike("placeholder", one_of("null", "None", "undefined", "false")),
}
