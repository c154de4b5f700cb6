"""Secrets and what looks like one: vendor keys, passwords, notations, harmless IDs.

Vendor formats are facts from the vendors' documentation, as shapes (`<w36>` is 36 letters or
digits, see `Draw.shape`); no value stands in this file.
"""

import base64
import json
from collections.abc import Mapping

from bench.scrub.draw import Draw
from bench.scrub.people import DOMAINS

VENDOR_KEYS = (
    "AKIA<t16>",
    "ASIA<t16>",
    "ghp_<w36>",
    "gho_<w36>",
    "github_pat_<w22>_<w59>",
    "ghs_<w36>",
    "glpat-<b20>",
    "gldt-<b20>",
    "xoxb-<n1><d11>-<n1><d11>-<w24>",
    "xoxp-<n1><d11>-<n1><d11>-<n1><d11>-<h32>",
    "xapp-1-A<U10>-<n1><d12>-<h64>",
    "sk_live_<w24>",
    "rk_live_<w24>",
    "sk_test_<w24>",
    "whsec_<w32>",
    "SK<h32>",
    "SG.<b22>.<b43>",
    "AIza<b35>",
    "GOCSPX-<b28>",
    "ya29.<b68>",
    "npm_<w36>",
    "pypi-AgEIcHlwaS5vcmc<b70>",
    "rubygems_<h48>",
    "dop_v1_<h64>",
    "doo_v1_<h64>",
    "shpat_<h32>",
    "shpss_<h32>",
    "sq0atp-<b22>",
    "sq0csp-<b43>",
    "key-<h32>",
    "<h32>-us1<n1>",
    "<n1><d9>:AA<b33>",
    "M<b23>.<b6>.<b27>",
    "sk-proj-<b74>T3BlbkFJ<b74>",
    "sk-ant-api03-<b93>AA",
    "hf_<w34>",
    "gsk_<w52>",
    "dapi<h32>",
    "hvs.<b90>",
    "<w14>.atlasv1.<b64>",
    "ATATT3xFfGF0<b170>=<H8>",
    "lin_api_<w40>",
    "ntn_<n1><d10><w35>",
    "figd_<b40>",
    "PMAK-<h24>-<h34>",
    "NRAK-<U27>",
    "glsa_<w32>_<h8>",
    "dckr_pat_<b27>",
    "HRKU-AA<b58>",
    "pscale_tkn_<b43>",
    "sbp_<h40>",
    "dp.pt.<w43>",
    "pul-<h40>",
    "dt0c01.<U24>.<U64>",
    "LTAI<w20>",
    "CFPAT-<b43>",
    "xkeysib-<h64>-<w16>",
    "pat<w14>.<h64>",
    "sntrys_<b60>",
    "EZAK<w54>",
    "rdme_<a70>",
    "tfp_<w44>",
    "AGE-SECRET-KEY-1<U58>",
    "sl.<b135>",
    "PRVT-<h32>",
    "ops_eyJ<b250>",
    "CCIPAT_<w22>_<h40>",
)

_WORDS = (
    "Summer",
    "Sommer",
    "dragon",
    "Hafen",
    "tiger",
    "Soleil",
    "Welcome",
    "Verano",
    "Inverno",
    "Kaffee",
    "correct",
    "Estate",
    "Blumen",
    "Zomer",
    "monkey",
    "Nordsee",
)
_PASSWORDS = (
    "{word}<n1><d3>!",
    "<w16>",
    "{word}#<d2>{word}",
    "<b20>",
    "{word}-{word}-<d2>",
    "<a4>-<a4>-<a4>",
    "<w6>$<w5>",
    "P{word}_<d4>",
    "<h32>",
    "<w24>",
    "<B40>=",
    "<h40>",
)


def password(draw: Draw) -> str:
    """Return a password as people or generators make them."""
    pattern = draw.pick(_PASSWORDS)
    while "{word}" in pattern:
        pattern = pattern.replace("{word}", draw.pick(_WORDS), 1)
    return draw.shape(pattern)


def vendor_key(draw: Draw) -> str:
    """Return a key in a vendor's own format."""
    return draw.shape(draw.pick(VENDOR_KEYS))


def opaque(draw: Draw) -> str:
    """Return a session or bearer token without a format of its own."""
    return draw.shape(draw.pick(("<b43>", "<h64>", "<w32>", "<B86>==", "<a26>", "<b120>")))


def jwt(draw: Draw) -> str:
    """Return a JSON web token whose payload names somebody."""
    kid = {"kid": draw.shape("<b12>")} if draw.chance(0.5) else {}
    header = {"alg": draw.any(("RS256", "HS256", "ES256")), "typ": "JWT", **kid}
    mail = draw.shape(f"<l5>.<l7>@{draw.pick(DOMAINS)}")
    payload = {
        "sub": draw.shape("<n1><d8>"),
        "email": mail,
        "exp": draw.number(1_700_000_000, 1_800_000_000),
    }
    return ".".join((_encode(header), _encode(payload), draw.shape("<b43>")))


def _encode(part: Mapping[str, object]) -> str:
    raw = json.dumps(part, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def private_key(draw: Draw) -> str:
    """Return a PEM block, marks included."""
    kind = draw.pick(("RSA PRIVATE", "OPENSSH PRIVATE", "PRIVATE", "EC PRIVATE"))
    lines = [draw.shape("<B64>") for _ in range(draw.number(3, 12))]
    last = draw.shape("<B30>==")
    return "\n".join([f"-----BEGIN {kind} KEY-----", *lines, last, f"-----END {kind} KEY-----"])


KEYED = (
    "password={password}",
    'password: "{password}"',
    '"password": "{password}",',
    "DB_PASSWORD={password}",
    "export API_KEY='{opaque}'",
    "  client_secret: {opaque}",
    'client_secret = "{opaque}"',
    "<password>{password}</password>",
    '<add key="ApiKey" value="{opaque}" />',
    "--password {password}",
    "--token={opaque}",
    "mysql -u root -p{password} shop",
    "curl -u admin:{password} https://intranet.example.com/status",
    "$env:ACCESS_TOKEN = '{opaque}'",
    "SET SMTP_PASS={password}",
    "'secret' => '{opaque}',",
    ":secret_key_base: {opaque}",
    "spring.datasource.password={password}",
    "ENV REDIS_PASSWORD {password}",
    "jwtSecret: '{opaque}'",
    "aws_secret_access_key = {aws_secret}",
    "AWS_SECRET_ACCESS_KEY={aws_secret}",
    "AccountKey={account_key};EndpointSuffix=core.windows.net",
    "GET /v1/orders?api_key={opaque}&page=2",
    "https://api.example.com/hook?access_token={opaque}",
    "PGPASSWORD={password} psql -h db01 shop",
    "ansible_ssh_pass: {password}",
    '{"user":"svc","passwd":"{password}"}',
    "machine files.example.com login deploy password {password}",
    "requirepass {password}",
    "x-api-key: {opaque}",
    "X-Auth-Token: {opaque}",
    "passphrase = {password}",
    "encryption_key: {opaque}",
    "const apiSecret = '{opaque}';",
    'String dbPassword = "{password}";',
    "wifi PSK: {password}",
    "snmp community string = {password}",
    "refresh_token={opaque}",
    "private_token: {opaque}",
    "otp_secret={totp}",
    "sig={account_key}&se=2026-11-01",
)
"""Key, separator and value in the notations of settings, shells, code and URLs."""

WEBHOOKS = (
    "https://hooks.slack.com/services/{slack_hook}",
    "https://discord.com/api/webhooks/{discord_hook}",
    "https://{short}.webhook.office.com/webhookb2/{office_hook}",
    "https://discordapp.com/api/webhooks/{discord_hook}",
)
"""Addresses that let anybody in who knows them; the host alone is no secret."""

HEADERS = (
    "Authorization: Bearer {bearer}",
    "authorization: Basic {basic}",
    "Proxy-Authorization: Basic {basic}",
    "-H 'Authorization: token {bearer}'",
    "Authorization: ApiKey {bearer}",
    '"Authorization": "Bearer {bearer}"',
)

COOKIES = (
    "Cookie: sessionid={cookie}; theme={preference}",
    "Set-Cookie: PHPSESSID={cookie}; path=/; HttpOnly",
    "cookie: JSESSIONID={cookie}",
    "set-cookie: connect.sid={cookie}; Max-Age=86400; Secure",
    "Cookie: _app_session={cookie}; lang={preference}",
    "Set-Cookie: auth={cookie}; SameSite=Lax",
)

CONNECTIONS = (
    "postgres://{service}:{url_secret}@db01:5432/shop",
    "mysql://{service}:{url_secret}@10.0.4.12/crm",
    "mongodb+srv://{service}:{url_secret}@cluster0.example.net/app",
    "redis://:{url_secret}@cache:6379/0",
    "amqp://{service}:{url_secret}@mq.example.com:5672/%2f",
    "https://{service}:{url_secret}@git.example.com/team/app.git",
    "ftp://{service}:{url_secret}@files.example.com/in",
    "Server=db01;Database=crm;User Id=sa;Password={conn_secret};Encrypt=True",
    "jdbc:postgresql://db01/shop?user=app&password={conn_secret}",
    "Data Source=tcp:sql01,1433;Initial Catalog=hr;UID=app;PWD={conn_secret}",
)

SERVICES = ("app", "shop", "deploy", "readonly", "svc_backup", "root")

HARMLESS_IDS = (
    "keyboard=qwertz-{ident}",
    '"tokenUrl": "{ident_url}"',
    '"author_id": "{ident}",',
    'etag: "{ident}"',
    "primary_key: {ident_word}",
    "sort_key={ident_word}",
    "max_tokens={ident_number}",
    '"token_count": {ident_number},',
    "password_policy = {ident_word}",
    "passwordResetUrl: {ident_url}",
    "foreign_key={ident_word}",
    '"keyCode": {ident_number},',
    "partitionKey: {ident}",
    "authorized_keys_file={ident_path}",
    "session_timeout={ident_number}",
    "tokenizer: {ident_word}",
    "ssl_certificate_key {ident_path};",
    "cookie_consent={ident_word}",
    "request_id={ident}",
    "secretary: {ident_word}",
    "git checkout {ident}",
    "compass={ident_number}",
    '"cacheKey": "{ident}"',
    "key={ident_word}",
    "secretName: {ident_word}",
    "monkey_patch={ident_word}",
    "sha256:{ident}",
    "token_endpoint={ident_url}",
    "author_ref: {ident}",
    "password_changed_at={ident_number}",
    "trace_id={ident}",
    "bypass_cache={ident_word}",
    '"x-amz-request-id": "{ident}"',
    "KeyError: '{ident_word}'",
)

PLACEHOLDERS = (
    "password=<{unset_word}>",
    "api_key={unset}",
    "token=$" + "{unset_upper}",
    "secret: {stars}",
    "password: {null}",
    '"apiKey": "{unset}"',
    "API_KEY=os.environ['{unset_upper}']",
    "Authorization: Bearer {unset}",
    "client_secret = {unset}",
    "PASSWORD={stars}",
    "postgres://user:{stars}@db01/shop",
    "access_token: {null}",
    "--token $" + "{unset_upper}",
    "password = get_secret('{ident_word}')",
)


def ident(draw: Draw) -> str:
    """Return an identifier as databases and version control give them out."""
    return draw.shape(draw.pick(("<h40>", "<h32>", "<w22>", "<h24>", "01<U24>", "<h12>", "<h64>")))
