"""Rules for keys and tokens whose vendor gives them a recognisable form.

A format is written as its parts, from which come the pattern, the anchor and the tests' examples,
so that no real-looking key stands in this file.
"""

import re
from dataclasses import dataclass
from typing import Final, TypeAlias

from escalator.scrub.model import Kind
from escalator.scrub.rule import Match, Rule

ALNUM: Final = "A-Za-z0-9"
UPPER: Final = "A-Z0-9"
LOWER: Final = "a-z0-9"
HEX: Final = "0-9a-f"
DIGIT: Final = "0-9"
B64: Final = "A-Za-z0-9+/"
URL64: Final = r"A-Za-z0-9_\-"


@dataclass(frozen=True, slots=True)
class Run:
    """A run of characters of one class.

    letters: the inside of a character class.
    low, high: how many; `high` None means as many as there are.
    """

    letters: str
    low: int
    high: int | None = None

    @property
    def pattern(self) -> str:
        """Return the run as a pattern that never gives back what it took."""
        count = f"{{{self.low},}}+" if self.high is None else f"{{{self.low},{self.high}}}"
        return f"[{self.letters}]{count}"


Part: TypeAlias = str | Run


@dataclass(frozen=True, slots=True)
class Format:
    """How a vendor's key looks.

    name: vendor and thing.
    parts: literals and runs in order; one is a literal unless `words` are given.
    source: the vendor's documentation.
    words: where the form alone says too little, one of these stands up to 40 characters before
        the key on its line, in any case.
    near: words of which one follows within 20 characters of the first.
    """

    name: str
    parts: tuple[Part, ...]
    source: str
    words: tuple[str, ...] = ()
    near: tuple[str, ...] = ()

    @property
    def literal(self) -> str:
        """Return the longest literal part, by which the key is found."""
        return max((part for part in self.parts if isinstance(part, str)), key=len, default="")


def n(letters: str, count: int) -> Run:
    """Return a run of an exact length."""
    return Run(letters, count, count)


FORMATS: Final[tuple[Format, ...]] = (
    # Clouds
    *(
        Format(f"AWS {what}", (prefix, n("A-Z2-7", 16)), "docs.aws.amazon.com/IAM: identifiers, unique ID prefixes")
        for prefix, what in (("AKIA", "access key ID"), ("ASIA", "temporary key ID"), ("ABIA", "bearer token ID"), ("ACCA", "context ID"))
    ),
    Format("AWS secret access key", (n(B64, 40),), "docs.aws.amazon.com/IAM: access keys", ("aws",), ("secret", "key")),
    Format("AWS Bedrock key", ("ABSK", Run(B64 + "=", 100)), "docs.aws.amazon.com/bedrock: API keys"),
    Format("Google API key", ("AIza", n(URL64, 35)), "cloud.google.com/docs/authentication/api-keys"),
    Format("Google OAuth client secret", ("GOCSPX-", n(URL64, 28)), "developers.google.com/identity/protocols/oauth2"),
    Format("Google OAuth access token", ("ya29.", Run(URL64 + ".", 20)), "developers.google.com/identity/protocols/oauth2"),
    Format("Google OAuth refresh token", ("1//0", Run(URL64, 30)), "developers.google.com/identity/protocols/oauth2"),
    Format("Azure Entra client secret", (n(ALNUM + "_~.", 3), "8Q~", n(ALNUM + "_~.-", 34)), "learn.microsoft.com: common secrets, Entra client secret"),
    Format("Azure storage key", (n(B64, 86), "=="), "learn.microsoft.com/azure/storage: account keys", ("account", "azure", "storage", "shared")),
    Format("Azure DevOps token", (n(ALNUM, 76), "AZDO", n(ALNUM, 4)), "learn.microsoft.com/azure/devops: personal access tokens"),
    Format("Azure SAS signature", ("sig=", Run(ALNUM + "%+/=-", 43)), "learn.microsoft.com/azure/storage: SAS"),
    Format("DigitalOcean access token", ("dop_v1_", n(HEX, 64)), "docs.digitalocean.com/reference/api: tokens"),
    Format("DigitalOcean OAuth token", ("doo_v1_", n(HEX, 64)), "docs.digitalocean.com/reference/api: tokens"),
    Format("DigitalOcean refresh token", ("dor_v1_", n(HEX, 64)), "docs.digitalocean.com/reference/api: tokens"),
    Format("Alibaba Cloud access key ID", ("LTAI", Run(ALNUM, 12, 26)), "alibabacloud.com/help: AccessKey pair"),
    Format("Tencent Cloud secret ID", ("AKID", n(ALNUM, 32)), "cloud.tencent.com/document: CAM keys"),
    Format("Yandex Cloud API key", ("AQVN", n(URL64, 36)), "yandex.cloud/docs/iam: API key"),
    Format("Cloudflare origin CA key", ("v1.0-", n(HEX, 24), "-", n(HEX, 146)), "developers.cloudflare.com: origin CA keys"),
    Format("Cloudflare API key", (n(HEX, 37),), "developers.cloudflare.com/fundamentals/api", ("cloudflare", "cf_api", "cf-api")),
    Format("Fly.io token", ("FlyV1 ", Run(B64 + "_=,-", 40)), "fly.io/docs/security/tokens"),
    Format("Heroku API key", ("HRKU-", Run(URL64, 36)), "devcenter.heroku.com: authentication"),
    Format("Netlify token", ("nfp_", n(ALNUM, 36)), "docs.netlify.com/api: tokens"),
    Format("Vercel token", ("vc", Run("apirk", 1, 1), "_", n(ALNUM, 40)), "vercel.com/docs: tokens"),
    # Code hosts, packages, CI
    *(
        Format(f"GitHub {what}", (prefix, n(ALNUM, 36)), "docs.github.com: about authentication, token formats")
        for prefix, what in (
            ("ghp_", "personal token"), ("gho_", "OAuth token"), ("ghu_", "user token"), ("ghs_", "server token"), ("ghr_", "refresh token"),
        )
    ),
    Format("GitHub fine-grained token", ("github_pat_", n(ALNUM, 22), "_", n(ALNUM, 59)), "docs.github.com: token formats"),
    *(
        Format(f"GitLab {what}", (prefix, Run(URL64 + ".", 20, 300)), "docs.gitlab.com/security/tokens: token prefixes")
        for prefix, what in (
            ("glpat-", "personal token"), ("gldt-", "deploy token"), ("glrt-", "runner token"), ("glptt-", "trigger token"),
            ("glft-", "feed token"), ("glcbt-", "job token"), ("gloas-", "OAuth secret"), ("glsoat-", "SCIM token"),
            ("glagent-", "agent token"), ("glimt-", "incoming mail token"), ("glffct-", "feature flag token"), ("GR1348941", "runner registration"),
        )
    ),
    Format("Bitbucket app password", ("ATBB", n(ALNUM, 32)), "support.atlassian.com/bitbucket: app passwords"),
    Format("Atlassian API token", ("ATATT3", Run(URL64 + "=", 100)), "support.atlassian.com: API tokens"),
    Format("Atlassian access token", ("ATCTT3", Run(URL64 + "=", 50)), "support.atlassian.com: API tokens"),
    Format("npm token", ("npm_", n(ALNUM, 36)), "docs.npmjs.com: about access tokens"),
    Format("PyPI token", ("pypi-", Run(URL64, 70)), "pypi.org/help: API tokens"),
    Format("RubyGems key", ("rubygems_", n(HEX, 48)), "guides.rubygems.org: API key scopes"),
    Format("crates.io token", ("cio", n(ALNUM, 32)), "crates.io: API tokens"),
    Format("NuGet key", ("oy2", n(LOWER, 43)), "learn.microsoft.com/nuget: API keys"),
    Format("Docker Hub token", ("dckr_pat_", n(URL64, 27)), "docs.docker.com: personal access tokens"),
    Format("Docker Hub organisation token", ("dckr_oat_", n(URL64, 32)), "docs.docker.com: organization access tokens"),
    Format("CircleCI token", ("CCIPAT_", n(ALNUM, 22), "_", n(HEX, 40)), "circleci.com/docs: API tokens"),
    Format("Buildkite token", ("bkua_", n(HEX, 40)), "buildkite.com/docs/apis: access tokens"),
    Format("JFrog reference token", ("cmVmd", n(ALNUM, 59)), "jfrog.com/help: reference tokens"),
    Format("JFrog API key", ("AKCp", n(ALNUM, 69)), "jfrog.com/help: API key"),
    Format("SonarQube token", ("sq", Run("upa", 1, 1), "_", n(HEX, 40)), "docs.sonarsource.com: user tokens"),
    Format("Sourcegraph token", ("sgp_", Run(ALNUM + "_", 40)), "sourcegraph.com/docs: access tokens"),
    Format("Terraform Cloud token", (n(ALNUM, 14), ".atlasv1.", Run(URL64, 60)), "developer.hashicorp.com/terraform: API tokens"),
    Format("Pulumi token", ("pul-", n(HEX, 40)), "pulumi.com/docs: access tokens"),
    # Chat and mail
    *(
        Format(f"Slack {what}", (prefix, Run(ALNUM + "-", 20)), "api.slack.com/authentication/token-types")
        for prefix, what in (
            ("xoxb-", "bot token"), ("xoxp-", "user token"), ("xoxa-", "workspace token"), ("xoxr-", "refresh token"),
            ("xoxs-", "session token"), ("xoxc-", "client token"), ("xoxe-", "configuration refresh token"), ("xapp-", "app token"),
        )
    ),
    Format("Slack configuration token", ("xoxe.xox", Run("bp", 1, 1), "-", Run(ALNUM + "-", 20)), "api.slack.com/authentication/rotation"),
    Format("Slack session cookie", ("xoxd-", Run(ALNUM + "%+/=-", 20)), "api.slack.com/authentication"),
    Format("Slack webhook", ("hooks.slack.com/", Run("a-z", 7, 9), "/", Run(ALNUM + "/", 30)), "api.slack.com/messaging/webhooks"),
    Format("Microsoft Teams webhook", (".webhook.office.com/webhookb2/", Run(ALNUM + "@/-", 60)), "learn.microsoft.com/microsoftteams: webhooks"),
    Format("Discord webhook", ("/api/webhooks/", Run(DIGIT, 17, 20), "/", Run(URL64, 60)), "discord.com/developers/docs: webhook"),
    Format("Discord bot token", (Run("MNO", 1, 1), Run(URL64, 23, 27), ".", n(URL64, 6), ".", Run(URL64, 27, 40)), "discord.com/developers/docs: reference", ("discord", "bot", "token")),
    Format("Telegram bot token", (Run(DIGIT, 8, 10), ":AA", n(URL64, 33)), "core.telegram.org/bots/api: authorizing"),
    Format("SendGrid key", ("SG.", n(URL64, 22), ".", n(URL64, 43)), "docs.sendgrid.com: API keys"),
    Format("Mailgun key", ("key-", n(HEX, 32)), "documentation.mailgun.com: authentication"),
    Format("Mailgun signing key", (n(HEX, 32), "-", n(HEX, 8), "-", n(HEX, 8)), "documentation.mailgun.com: API keys", ("mailgun", "mg_", "mg-")),
    Format("Mailchimp key", (n(HEX, 32), "-us", Run(DIGIT, 1, 2)), "mailchimp.com/developer: API keys"),
    Format("Brevo key", ("xkeysib-", n(HEX, 64), "-", n(ALNUM, 16)), "developers.brevo.com: authentication"),
    Format("Resend key", ("re_", n(ALNUM, 8), "_", n(ALNUM, 24)), "resend.com/docs: API keys"),
    Format("Postmark token", (n(HEX, 8), "-", n(HEX, 4), "-", n(HEX, 4), "-", n(HEX, 4), "-", n(HEX, 12)), "postmarkapp.com/developer: authentication", ("postmark",), ("token",)),
    Format("Twilio key SID", ("SK", n(HEX, 32)), "twilio.com/docs/iam/api-keys"),
    Format("Twilio auth token", (n(HEX, 32),), "twilio.com/docs/iam: auth token", ("twilio",), ("token", "secret")),
    # Payment and shops
    *(
        Format(f"Stripe {prefix[:2]} {mode} key", (f"{prefix}{mode}_", Run(ALNUM, 16)), "docs.stripe.com/keys")
        for prefix in ("sk_", "rk_")
        for mode in ("live", "test")
    ),
    Format("Stripe webhook secret", ("whsec_", Run(B64 + "=", 24)), "docs.stripe.com/webhooks/signature; standardwebhooks.com"),
    Format("Square access token", ("EAAA", n(URL64, 60)), "developer.squareup.com/docs: access tokens"),
    Format("Square personal token", ("sq0atp-", n(URL64, 22)), "developer.squareup.com/docs: access tokens"),
    Format("Square client secret", ("sq0csp-", n(URL64, 43)), "developer.squareup.com/docs: OAuth"),
    *(
        Format(f"Shopify {what}", (prefix, n("0-9a-fA-F", 32)), "shopify.dev/docs/apps/build/authentication")
        for prefix, what in (("shpat_", "access token"), ("shpca_", "custom app token"), ("shppa_", "private app token"), ("shpss_", "shared secret"))
    ),
    Format("PayPal Braintree token", ("access_token$production$", n(LOWER, 16), "$", n(HEX, 32)), "developer.paypal.com/braintree: access token"),
    Format("Plaid access token", ("access-production-", n(HEX, 8), "-", n(HEX, 4), "-", n(HEX, 4), "-", n(HEX, 4), "-", n(HEX, 12)), "plaid.com/docs: tokens"),
    Format("Razorpay key", ("rzp_live_", n(ALNUM, 14)), "razorpay.com/docs: API keys"),
    Format("Flutterwave key", ("FLWSECK", Run(ALNUM + "_-", 20)), "developer.flutterwave.com: API keys"),
    Format("Adyen key", ("AQE", Run(ALNUM + "+/=*^", 90)), "docs.adyen.com: API credentials"),
    # AI
    Format("Anthropic key", ("sk-ant-", Run(URL64, 40)), "docs.anthropic.com: API keys"),
    Format("OpenAI project key", ("sk-proj-", Run(URL64, 40)), "platform.openai.com/docs: API keys"),
    Format("OpenAI service key", ("sk-svcacct-", Run(URL64, 40)), "platform.openai.com/docs: API keys"),
    Format("OpenAI admin key", ("sk-admin-", Run(URL64, 40)), "platform.openai.com/docs: API keys"),
    Format("OpenAI key", ("sk-", n(ALNUM, 48)), "platform.openai.com/docs: API keys"),
    Format("DeepSeek-style key", ("sk-", n(HEX, 32)), "api-docs.deepseek.com: authentication"),
    Format("OpenRouter key", ("sk-or-v1-", n(HEX, 64)), "openrouter.ai/docs: authentication"),
    Format("Hugging Face token", ("hf_", n("A-Za-z", 34)), "huggingface.co/docs/hub/security-tokens"),
    Format("Replicate token", ("r8_", n(ALNUM, 37)), "replicate.com/docs: API tokens"),
    Format("Groq key", ("gsk_", n(ALNUM, 52)), "console.groq.com/docs: API keys"),
    Format("Perplexity key", ("pplx-", Run(ALNUM, 40, 56)), "docs.perplexity.ai: API keys"),
    Format("xAI key", ("xai-", n(ALNUM, 80)), "docs.x.ai: API keys"),
    # Monitoring
    Format("Datadog key", (n(HEX, 32),), "docs.datadoghq.com/account_management/api-app-keys", ("datadog", "dd_", "dd-"), ("key",)),
    Format("Datadog application key", (n(HEX, 40),), "docs.datadoghq.com/account_management/api-app-keys", ("datadog", "dd_", "dd-"), ("key",)),
    Format("New Relic user key", ("NRAK-", n(UPPER, 27)), "docs.newrelic.com: New Relic API keys"),
    Format("New Relic license key", (n(HEX, 36), "NRAL"), "docs.newrelic.com: New Relic API keys"),
    Format("New Relic browser key", ("NRJS-", n(HEX, 19)), "docs.newrelic.com: New Relic API keys"),
    Format("New Relic insights key", ("NRI", Run("IQ", 1, 1), "-", Run(URL64, 32, 32)), "docs.newrelic.com: New Relic API keys"),
    Format("Sentry DSN", ("https://", n(HEX, 32), Run(":@" + HEX, 1, 34), "o", Run(DIGIT, 1, 20), ".ingest.", Run("a-z.", 9, 20), "/", Run(DIGIT, 1, 20)), "docs.sentry.io: DSN explainer"),
    Format("Sentry token", ("sntrys_", Run(ALNUM + "_=/+-", 60)), "docs.sentry.io: auth tokens"),
    Format("Sentry user token", ("sntryu_", n(HEX, 64)), "docs.sentry.io: auth tokens"),
    Format("Grafana Cloud token", ("glc_", Run(B64 + "=", 32)), "grafana.com/docs: access policies"),
    Format("Grafana service account token", ("glsa_", n(ALNUM, 32), "_", n("0-9A-Fa-f", 8)), "grafana.com/docs: service accounts"),
    Format("Dynatrace token", ("dt0", Run("a-z", 1, 1), n(DIGIT, 2), ".", n(UPPER, 24), ".", n(UPPER, 64)), "docs.dynatrace.com: access tokens"),
    Format("Honeycomb key", ("hc", Run("abi", 1, 1), "lk_", n(LOWER, 58)), "docs.honeycomb.io: API keys"),
    Format("PagerDuty key", ("u+", n(URL64, 18)), "support.pagerduty.com: API access keys", ("pagerduty", "token=")),
    # Identity, secrets, databases, work
    Format("Okta token", ("00", n(URL64, 40)), "developer.okta.com: create an API token", ("okta", "ssws")),
    Format("HashiCorp Vault service token", ("hvs.", Run(URL64, 24)), "developer.hashicorp.com/vault: tokens"),
    Format("HashiCorp Vault batch token", ("hvb.", Run(URL64, 24)), "developer.hashicorp.com/vault: tokens"),
    Format("HashiCorp Vault recovery token", ("hvr.", Run(URL64, 24)), "developer.hashicorp.com/vault: tokens"),
    Format("Doppler token", ("dp.", Run("a-z", 2, 6), ".", Run(ALNUM + "_.", 40)), "docs.doppler.com: token formats"),
    Format("1Password service account token", ("ops_ey", Run(B64 + "=_-", 100)), "developer.1password.com: service accounts"),
    Format("age secret key", ("AGE-SECRET-KEY-1", n("QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L", 58)), "age-encryption.org/v1"),
    Format("Databricks token", ("dapi", n(HEX, 32)), "docs.databricks.com: personal access tokens"),
    Format("PlanetScale password", ("pscale_pw_", Run(ALNUM + "_.-", 32)), "planetscale.com/docs: passwords"),
    Format("PlanetScale token", ("pscale_tkn_", Run(ALNUM + "_.-", 32)), "planetscale.com/docs: service tokens"),
    Format("Supabase token", ("sbp_", n(HEX, 40)), "supabase.com/docs: access tokens"),
    Format("Supabase secret key", ("sb_secret_", Run(URL64, 30)), "supabase.com/docs: API keys"),
    Format("Postman key", ("PMAK-", n(HEX, 24), "-", n(HEX, 34)), "learning.postman.com: API keys"),
    Format("Linear key", ("lin_api_", n(ALNUM, 40)), "linear.app/developers: API keys"),
    Format("Notion token", ("ntn_", Run(ALNUM, 40, 50)), "developers.notion.com: authentication"),
    Format("Notion older token", ("secret_", n(ALNUM, 43)), "developers.notion.com: authentication"),
    Format("Figma token", ("figd_", Run(URL64, 38, 60)), "figma.com/developers: access tokens"),
    Format("Airtable token", ("pat", n(ALNUM, 14), ".", n(HEX, 64)), "airtable.com/developers: personal access tokens"),
    Format("Asana token", ("2/", Run(DIGIT, 10, 20), "/", Run(DIGIT, 10, 20), ":", n(HEX, 32)), "developers.asana.com: personal access token"),
    Format("HubSpot token", ("pat-", Run(LOWER, 2, 4), "-", n(HEX, 8), "-", n(HEX, 4), "-", n(HEX, 4), "-", n(HEX, 4), "-", n(HEX, 12)), "developers.hubspot.com: private apps"),
    Format("Intercom token", ("dG9r", Run(B64 + "=", 56, 60)), "developers.intercom.com: authentication"),
    Format("Zendesk secret", (n(HEX, 64),), "developer.zendesk.com: OAuth", ("zendesk",), ("secret", "token", "key")),
    Format("Typeform token", ("tfp_", Run(URL64 + ".", 40)), "typeform.com/developers: personal access token"),
    Format("Contentful token", ("CFPAT-", n(URL64, 43)), "contentful.com/developers: management tokens"),
    Format("LaunchDarkly SDK key", ("sdk-", n(HEX, 8), "-", n(HEX, 4), "-", n(HEX, 4), "-", n(HEX, 4), "-", n(HEX, 12)), "docs.launchdarkly.com: keys"),
    Format("LaunchDarkly API token", ("api-", n(HEX, 8), "-", n(HEX, 4), "-", n(HEX, 4), "-", n(HEX, 4), "-", n(HEX, 12)), "docs.launchdarkly.com: access tokens"),
    Format("Mapbox secret token", ("sk.eyJ", Run(URL64 + ".", 60)), "docs.mapbox.com: access tokens"),
    Format("Facebook token", ("EAA", Run(ALNUM, 80)), "developers.facebook.com: access tokens"),
    Format("Tailscale key", ("tskey-", Run("a-z", 3, 12), "-", Run(ALNUM + "-", 20)), "tailscale.com/kb: auth keys"),
    Format("ngrok key", ("2", n(ALNUM, 26), "_", Run(ALNUM, 20, 22)), "ngrok.com/docs: credentials", ("ngrok", "authtoken")),
    Format("Algolia admin key", (n(HEX, 32),), "algolia.com/doc: API keys", ("algolia",), ("key",)),
    Format("Snyk token", (n(HEX, 8), "-", n(HEX, 4), "-", n(HEX, 4), "-", n(HEX, 4), "-", n(HEX, 12)), "docs.snyk.io: API token", ("snyk",), ("token", "key")),
    Format("Duffel token", ("duffel_live_", Run(URL64, 40)), "duffel.com/docs: access tokens"),
)  # fmt: skip


def _letters(part: Part) -> str:
    """Return the letters that would make a part longer than it may be."""
    return part.letters if isinstance(part, Run) else ALNUM


def _before(form: Format) -> str:
    """Return what must stand before the key: no letter that would be part of it, or its words."""
    if form.words:
        near = f"[\\w .-]{{0,20}}(?:{'|'.join(form.near)})" if form.near else ""
        words = "|".join(map(re.escape, form.words))
        return f"(?i:(?:{words}){near})[^\\n\\r]{{0,40}}?(?<![A-Za-z0-9_+/.-])"
    first = form.parts[0]
    if isinstance(first, str) and not first[0].isalnum():
        return ""
    return f"(?:(?<![{_letters(first)}])|(?<=%3[Dd])|(?<=%20)|(?<=\\\\[ntr]))"


def _varies(match: Match) -> bool:
    """Refuse runs of one or two characters: a filled-in form, not a key."""
    return len(set(match["v"][-12:])) > 2


def _rule(form: Format) -> Rule:
    """Return the rule for a format: its parts, not glued to more of the same letters."""
    body = "".join(
        re.escape(part) if isinstance(part, str) else part.pattern for part in form.parts
    )
    return Rule(
        name=form.name,
        kind=Kind.KEY,
        pattern=f"{_before(form)}(?P<v>{body})(?![{_letters(form.parts[-1])}])",
        anchors=form.words or (form.literal,),
        is_cased=not form.words,
        before=0 if form.words else 120,
        after=2000,
        check=_varies,
        source=form.source,
    )


VENDORS: Final[tuple[Rule, ...]] = tuple(_rule(form) for form in FORMATS)
