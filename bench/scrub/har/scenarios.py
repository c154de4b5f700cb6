"""What the browser does while it is recorded, as a table; slots are planted values."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One request of a page's script and the answer it is given.

    url: path and query. sends: headers of the request. body: what is posted.
    gets: headers of the answer. answer: its body, JSON.
    """

    url: str
    method: str = "GET"
    sends: Mapping[str, str] = field(default_factory=dict)
    body: str = ""
    gets: Mapping[str, str] = field(default_factory=dict)
    answer: str = '{"ok": true, "id": "{uuid}"}'


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One recording.

    pages: pages of the demo that are opened, the first one before signing in.
    cookies, headers: planted before the first page.
    exchanges: what the page's script then asks for.
    signs_in: with the demo's own account, through the form.
    """

    name: str
    exchanges: tuple[Exchange, ...]
    pages: tuple[str, ...] = ("/sign-in",)
    cookies: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    signs_in: bool = False


_JSON = {"content-type": "application/json"}
_FORM = {"content-type": "application/x-www-form-urlencoded"}

SCENARIOS = (
    Scenario(
        name="sign-in of the demo",
        signs_in=True,
        pages=("/sign-in", "/", "/queue"),
        exchanges=(Exchange(url="/made-up/me", answer='{"user":{"email":"{me.mail}"}}'),),
    ),
    Scenario(
        name="bearer token",
        headers={"authorization": "Bearer {bearer}"},
        exchanges=(
            Exchange(url="/made-up/items?page=2&sort=created_at"),
            Exchange(url="/made-up/items/{num}", gets={"etag": '"{md}"', "x-request-id": "{uuid}"}),
        ),
    ),
    Scenario(
        name="session cookies",
        cookies={"PHPSESSID": "{cookie}", "theme": "dark", "remember_token": "{cookie}"},
        exchanges=(
            Exchange(
                url="/made-up/login",
                method="POST",
                sends=_FORM,
                body="username={me.login}&password={plain}&keep=1",
                gets={"set-cookie": "auth={cookie}; Path=/; HttpOnly; SameSite=Lax"},
            ),
            Exchange(url="/made-up/profile", answer='{"name":"{me.full}","phone":"{me.phone}"}'),
        ),
    ),
    Scenario(
        name="keys in the query",
        pages=("/sign-in?access_token={plain}&lang=en",),
        exchanges=(
            Exchange(url="/made-up/maps?api_key={plain}&zoom=12&size=640x480"),
            Exchange(url="/made-up/file?sig={plain}&se=2026-11-01&sp=r&sv=2022-11-02"),
            Exchange(url="/made-up/hook?token={plain}&event=push"),
        ),
    ),
    Scenario(
        name="OAuth code for token",
        exchanges=(
            Exchange(
                url="/made-up/oauth/token",
                method="POST",
                sends=_FORM,
                body="grant_type=authorization_code&code={plain}&client_id=web-shop"
                "&client_secret={plain}&redirect_uri=https%3A%2F%2Fshop.example.com%2Fcb",
                answer='{"access_token":"{jwt}","token_type":"Bearer","expires_in":3600,'
                '"refresh_token":"{plain}","scope":"orders:read"}',
            ),
            Exchange(url="/made-up/callback?code={plain}&state={plain}"),
        ),
    ),
    Scenario(
        name="JSON sign-up",
        exchanges=(
            Exchange(
                url="/made-up/users",
                method="POST",
                sends=_JSON,
                body='{"firstName":"{me.first}","email":"{me.mail}","password":"{plain}",'
                '"passwordConfirm":"{plain}","plan":"basic","seats":5}',
                answer='{"id":{num},"email":"{me.mail}","createdAt":"{iso}","apiKey":"{plain}"}',
            ),
        ),
    ),
    Scenario(
        name="payment",
        headers={"x-api-key": "{plain}"},
        exchanges=(
            Exchange(
                url="/made-up/payments",
                method="POST",
                sends={**_JSON, "idempotency-key": "{uuid}"},
                body='{"amount":1299,"currency":"EUR","card":{"number":"{card}","cvc":"123"},'
                '"iban":"{iban}"}',
                answer='{"status":"declined","code":51,"trace":"{uuid}"}',
            ),
        ),
    ),
    Scenario(
        name="GraphQL",
        headers={"Authorization": "Basic {basic}"},
        exchanges=(
            Exchange(
                url="/made-up/graphql",
                method="POST",
                sends=_JSON,
                body='{"operationName":"Login","query":"mutation Login($user:String!,'
                '$password:String!){login(user:$user,password:$password){ token }}",'
                '"variables":{"user":"{me.login}","password":"{plain}"}}',
                answer='{"data":{"login":{"token":"{plain}","user":{"email":"{me.mail}"}}}}',
            ),
        ),
    ),
    Scenario(
        name="forgery tokens",
        headers={"x-csrf-token": "{plain}", "x-xsrf-token": "{plain}"},
        cookies={"XSRF-TOKEN": "{cookie}"},
        exchanges=(
            Exchange(
                url="/made-up/orders/{num}",
                method="PUT",
                sends=_JSON,
                body='{"csrf_token":"{plain}","quantity":3,"note":"call {me.phone}"}',
            ),
        ),
    ),
    Scenario(
        name="cloud upload",
        exchanges=(
            Exchange(
                url="/made-up/bucket/{uuid}.csv?X-Amz-Algorithm=AWS4-HMAC-SHA256"
                "&X-Amz-Credential={plain}&X-Amz-Signature={plain}&X-Amz-Expires=900",
                method="PUT",
                sends={"content-type": "text/csv", "x-amz-security-token": "{plain}"},
                body="name,mail\n{me.full},{me.mail}\n",
                gets={"x-amz-request-id": "{md}", "etag": '"{md}"'},
            ),
        ),
    ),
    Scenario(
        name="vendor keys in settings",
        cookies={"connect.sid": "{cookie}"},
        exchanges=(
            Exchange(
                url="/made-up/settings",
                answer='{"slack":"{vendor}","stripe":{"secretKey":"{vendor}"},"smtp":'
                '{"host":"mail.example.com","port":587,"pass":"{plain}"},"version":"{version}"}',
            ),
        ),
    ),
    Scenario(
        name="single sign-on",
        pages=("/sign-in?next=%2Fqueue",),
        exchanges=(
            Exchange(
                url="/made-up/saml/acs",
                method="POST",
                sends=_FORM,
                body="SAMLResponse={plain}&RelayState=%2Fqueue",
                gets={"set-cookie": "MSISAuth={cookie}; Path=/; Secure"},
            ),
            Exchange(url="/made-up/session?id_token={jwt}&session_state={md}"),
        ),
    ),
    Scenario(
        name="addresses of people",
        exchanges=(
            Exchange(
                url="/made-up/customers?email={me.mail}",
                sends={"x-forwarded-for": "{ip}", "traceparent": "00-{md}-{short}{short}-01"},
                answer='{"items":[{"name":"{me.full}","email":"{me.mail}","ip":"{ip}"},'
                '{"name":"{other.full}","email":"{other.mail}","mac":"{mac}"}],"total":{num}}',
            ),
        ),
    ),
    Scenario(
        name="mobile device",
        headers={"x-device-token": "{plain}", "x-app-version": "{version}"},
        exchanges=(
            Exchange(
                url="/made-up/push/register",
                method="POST",
                sends=_JSON,
                body='{"deviceToken":"{plain}","platform":"ios","build":{num},'
                '"location":"{latlon}"}',
                gets={"server-timing": "db;dur={ms}", "retry-after": "30"},
            ),
        ),
    ),
)
