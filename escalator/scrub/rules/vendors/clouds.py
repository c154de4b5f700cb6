"""Keys of clouds, their databases and the networks between them."""

from typing import Final

from escalator.scrub.rules.formats import (
    ALNUM,
    ANY_HEX,
    B64,
    DIGIT,
    HEX,
    LOWER,
    UPPER,
    URL64,
    Format,
    Run,
    n,
    named,
    uuid,
)

CLOUDS: Final[tuple[Format, ...]] = (
    *(
        Format(f"AWS {what}", (prefix, n("A-Z2-7", 16)), "docs.aws.amazon.com/IAM: identifiers, unique ID prefixes")
        for prefix, what in (("AKIA", "access key ID"), ("ASIA", "temporary key ID"), ("ABIA", "bearer token ID"), ("ACCA", "context ID"))
    ),
    Format("AWS secret access key", (n(B64, 40),), "docs.aws.amazon.com/IAM: access keys", ("aws",), ("secret", "key", "sk", "pass")),
    Format("AWS session token", (Run(B64 + "=%", 100),), "docs.aws.amazon.com/IAM: temporary credentials", ("aws_session", "sessiontoken", "security-token", "security_token")),
    Format("AWS Bedrock key", ("ABSK", Run(B64 + "=", 100)), "docs.aws.amazon.com/bedrock: API keys"),
    Format("AWS Bedrock short-term key", ("bedrock-api-key-", Run(B64 + "=", 40)), "docs.aws.amazon.com/bedrock: API keys"),
    Format("AWS AppSync key", ("da2-", n(LOWER, 26)), "docs.aws.amazon.com/appsync: API_KEY authorization"),
    Format("Amazon MWS token", ("amzn.mws.", *uuid()), "developer-docs.amazon.com: MWS authorization token"),
    Format("Amazon OAuth client secret", ("amzn1.oa2-cs.v1.", n(HEX, 64)), "developer.amazon.com/docs: Login with Amazon"),
    Format("Google API key", ("AIza", n(URL64, 35)), "cloud.google.com/docs/authentication/api-keys"),
    Format("Google OAuth client secret", ("GOCSPX-", n(URL64, 28)), "developers.google.com/identity/protocols/oauth2"),
    Format("Google OAuth access token", ("ya29.", Run(URL64 + ".", 20)), "developers.google.com/identity/protocols/oauth2"),
    Format("Google OAuth refresh token", ("1//0", Run(URL64, 30)), "developers.google.com/identity/protocols/oauth2"),
    Format("Google storage HMAC key", ("GOOG", Run(UPPER, 20, 61)), "cloud.google.com/storage/docs/authentication/hmackeys"),
    Format("Google storage HMAC secret", (n(B64, 40),), "cloud.google.com/storage/docs/authentication/hmackeys", ("google", "gcs", "hmac"), ("secret",)),
    Format("Firebase messaging key", ("AAAA", n(URL64, 7), ":", n(URL64, 140)), "firebase.google.com/docs/cloud-messaging: server key"),
    Format("Google reCAPTCHA secret", ("6L", n(URL64, 38)), "developers.google.com/recaptcha/docs/settings", ("captcha",), ("secret", "private", "key")),
    Format("Azure Entra client secret", (n(ALNUM + "_~.", 3), "8Q~", n(ALNUM + "_~.-", 34)), "learn.microsoft.com/purview: sit-defn-azure-ad-client-secret"),
    Format("Azure storage key", (n(B64, 86), "=="), "learn.microsoft.com/purview: sit-defn-azure-storage-account-key", ("account", "azure", "storage", "shared", "cosmos", "key")),
    *(
        Format(f"Azure {what} key", (n(B64, before), mark, Run(B64 + "=", 5, 11)), "github.com/microsoft/security-utilities: identifiable keys")
        for what, before, mark in (
            ("Cosmos DB", 76, "ACDb"), ("storage with mark", 76, "+ASt"), ("Batch", 76, "+ABa"), ("Redis", 33, "AzCa"), ("Service Bus", 33, "+ASb"),
            ("Event Hub", 33, "+AEh"), ("Relay", 33, "+ARm"), ("IoT", 33, "AIoT"), ("API Management", 76, "APIM"), ("container registry", 42, "+ACR"),
        )
    ),
    Format("Azure Functions key", (n(URL64, 44), "AzFu", Run(URL64 + "=", 7, 10)), "github.com/microsoft/security-utilities: identifiable keys"),
    Format("Azure Functions older key", (n(B64, 54), "=="), "learn.microsoft.com/purview: sit-defn-azure-function-master-api-key", ("azurewebsites", "functions", "function", "x-functions-key"), ("key", "code", "master")),
    Format("Azure Search key", (n(ALNUM, 42), "AzSe", n(ALNUM, 6)), "github.com/microsoft/security-utilities: identifiable keys"),
    Format("Azure OpenAI key", (n(ALNUM, 52), "JQQJ9", n(ALNUM, 27)), "github.com/microsoft/security-utilities: identifiable keys"),
    named("Azure Cognitive Services", n(HEX, 32), "learn.microsoft.com/azure/ai-services: authentication", "azure_openai", "azure-openai", "cognitive", "ocp-apim", "azure"),
    Format("Azure DevOps token", (n(ALNUM, 76), "AZDO", n(ALNUM, 4)), "learn.microsoft.com/purview: sit-defn-azure-devops-personal-access-token"),
    named("Azure DevOps older", n("a-z2-7", 52), "learn.microsoft.com/azure/devops: personal access tokens", "azure", "devops", "vsts", "ado", "system_accesstoken", what="token"),
    Format("Azure SAS signature", ("sig=", Run(ALNUM + "%+/=-", 43)), "learn.microsoft.com/rest/api/storageservices: service SAS"),
    *(
        Format(f"DigitalOcean {what}", (prefix, n(HEX, 64)), "docs.digitalocean.com/reference/api: tokens")
        for prefix, what in (("dop_v1_", "access token"), ("doo_v1_", "OAuth token"), ("dor_v1_", "refresh token"))
    ),
    Format("DigitalOcean Spaces key", ("DO00", n(UPPER, 16)), "docs.digitalocean.com/products/spaces: access keys"),
    Format("Alibaba Cloud access key ID", ("LTAI", Run(ALNUM, 12, 26)), "alibabacloud.com/help: AccessKey pair"),
    named("Alibaba Cloud", n(ALNUM, 30), "alibabacloud.com/help: AccessKey pair", "alibaba", "aliyun", "alicloud", "oss_", what="access key secret"),
    Format("Tencent Cloud secret ID", ("AKID", n(ALNUM, 32)), "cloud.tencent.com/document: CAM keys"),
    named("Tencent Cloud", n(ALNUM, 32), "cloud.tencent.com/document: CAM keys", "tencent", "qcloud", what="secret key"),
    named("IBM Cloud", n(URL64, 44), "cloud.ibm.com/docs/account: API keys", "ibm", "bluemix", "softlayer"),
    named("Linode", n(HEX, 64), "techdocs.akamai.com/linode-api: personal access tokens", what="token"),
    named("Vultr", n(UPPER, 36), "docs.vultr.com: API access"),
    named("Hetzner", n(ALNUM, 64), "docs.hetzner.cloud: authentication", "hetzner", "hcloud", what="token"),
    Format("Scaleway access key", ("SCW", n(UPPER, 17)), "scaleway.com/docs/iam: API keys"),
    named("Scaleway", uuid(), "scaleway.com/docs/iam: API keys", "scaleway", "scw_secret", what="secret key"),
    Format("Exoscale key", ("EXO", n(HEX, 24)), "community.exoscale.com/documentation/iam"),
    Format("UpCloud token", ("ucat_", n(UPPER, 26)), "developers.upcloud.com: authentication"),
    Format("Yandex Cloud API key", ("AQVN", n(URL64, 36)), "yandex.cloud/docs/iam: API key"),
    Format("Yandex Cloud IAM token", ("t1.", Run(URL64, 20), Run("=", 0, 2), ".", n(URL64, 86)), "yandex.cloud/docs/iam: IAM token"),
    Format("Yandex Cloud static key", ("YC", n(URL64, 38)), "yandex.cloud/docs/iam: static access key"),
    *(Format(f"Yandex OAuth token, version {version}", (f"y{version}_", Run(URL64, 50)), "yandex.cloud/docs/iam: OAuth token") for version in "0123"),
    Format("Cloudflare origin CA key", ("v1.0-", n(HEX, 24), "-", n(HEX, 146)), "developers.cloudflare.com: origin CA keys"),
    named("Cloudflare", n(HEX, 37), "developers.cloudflare.com/fundamentals/api", "cloudflare", "cf_", "cf-", "x-auth-key", what="global key"),
    named("Cloudflare", n(URL64, 40), "developers.cloudflare.com/fundamentals/api", "cloudflare", "cf_", "cf-", what="API token"),
    named("Fastly", n(URL64, 32), "fastly.com/documentation: API tokens", what="token"),
    Format("Akamai EdgeGrid token", ("akab-", n(LOWER, 16), "-", n(LOWER, 16)), "techdocs.akamai.com/developer: EdgeGrid credentials"),
    named("Akamai", n(B64 + "=", 44), "techdocs.akamai.com/developer: EdgeGrid credentials", "akamai", "edgerc", "client_secret", what="client secret"),
    named("Bunny.net", n(LOWER + "-", 72), "docs.bunny.net: API keys", "bunny"),
    Format("Fly.io token", ("FlyV1 ", Run(B64 + "_=,-", 40)), "fly.io/docs/security/tokens"),
    *(Format(f"Fly.io macaroon {mark}", (f"{mark}_", Run(B64 + "=", 100)), "fly.io/docs/security/tokens") for mark in ("fm1a", "fm1r", "fm2")),
    Format("Fly.io access token", ("fo1_", n(URL64, 43)), "fly.io/docs/security/tokens"),
    Format("Heroku API key", ("HRKU-", Run(URL64, 36)), "devcenter.heroku.com: platform API authentication"),
    named("Heroku", uuid(ANY_HEX), "devcenter.heroku.com: platform API authentication", what="older key"),
    Format("Netlify token", ("nfp_", n(ALNUM, 36)), "docs.netlify.com/api: personal access tokens"),
    named("Netlify", Run(URL64 + "=", 40, 46), "docs.netlify.com/api: personal access tokens", what="older token"),
    *(
        Format(f"Vercel {what}", (f"vc{letter}_", Run(ALNUM, 24, 60)), "vercel.com/docs: tokens")
        for letter, what in (("p", "personal token"), ("i", "integration token"), ("a", "app token"), ("r", "refresh token"), ("k", "gateway key"))
    ),
    named("Vercel", n(ALNUM, 24), "vercel.com/docs: tokens", "vercel", "now_token", what="older token"),
    Format("Render key", ("rnd_", n(ALNUM, 32)), "render.com/docs/api"),
    named("Railway", uuid(), "docs.railway.com: API tokens", what="token"),
    Format("Supabase token", ("sbp_", Run("v", 0, 1), Run("0", 0, 1), Run("_", 0, 1), n(HEX, 40)), "supabase.com/docs: access tokens"),
    Format("Supabase secret key", ("sb_secret_", Run(URL64, 30)), "supabase.com/docs: API keys"),
    Format("Neon API key", ("napi_", Run(ALNUM, 32)), "neon.com/docs/changelog/2025-01-31"),
    Format("Neon password", ("npg_", Run(ALNUM, 12, 32)), "neon.com/docs: connect from any application"),
    *(
        Format(f"PlanetScale {what}", (f"pscale_{short}_", Run(ALNUM + "_.=-", 32)), "planetscale.com/docs: passwords, service tokens")
        for short, what in (("pw", "password"), ("tkn", "token"), ("oauth", "OAuth token"), ("app_secret", "app secret"))
    ),
    Format("MongoDB Atlas service account secret", ("mdb_sa_sk_", Run(URL64, 20)), "mongodb.com/docs/atlas: service accounts"),
    named("MongoDB Atlas", uuid(), "mongodb.com/docs/atlas: API keys", "atlas", "mongodb"),
    named("Confluent", n(B64, 64), "docs.confluent.io/cloud: API keys", "confluent", "kafka", "sasl", what="API secret"),
    named("Confluent", n(UPPER, 16), "docs.confluent.io/cloud: API keys", "confluent", what="API key"),
    Format("Confluent marked secret", ("cflt", n(B64, 60)), "docs.confluent.io/cloud: API keys"),
    Format("Databricks token", ("dapi", n(HEX, 32), Run("-", 0, 1), Run(DIGIT, 0, 1)), "docs.databricks.com: personal access tokens"),
    Format("Databricks OAuth secret", ("dose", n(HEX, 32)), "docs.databricks.com: OAuth machine-to-machine"),
    Format("Aiven password", ("AVNS_", n(URL64, 19)), "aiven.io/docs: service credentials"),
    named("Aiven", n(B64 + "=", 372), "aiven.io/docs: personal tokens", what="token"),
    Format("CockroachDB Cloud key", ("CCDB1_", n(ALNUM, 22), "_", n(ALNUM, 40)), "cockroachlabs.com/docs/cockroachcloud: API access"),
    Format("ClickHouse Cloud secret", ("4b1d", n(ALNUM, 38)), "clickhouse.com/docs/cloud: API keys"),
    named("InfluxDB", (n(URL64, 86), "=="), "docs.influxdata.com: API tokens", "influx", what="token"),
    Format("Elastic Cloud key", ("essu_", Run(B64 + "=_-", 40)), "elastic.co/docs: Elastic Cloud API keys"),
    named("Elasticsearch", Run(B64 + "=", 60, 80), "elastic.co/docs: Elasticsearch API keys", "elastic", "apikey"),
    named("Upstash", Run(B64 + "=_-", 36, 120), "upstash.com/docs: REST token", what="token"),
    Format("Xata key", ("xau_", Run(ALNUM, 30)), "xata.io/docs: API keys"),
    Format("Pinecone key", ("pcsk_", Run(ALNUM + "_", 60)), "docs.pinecone.io: API keys"),
    named("Pinecone", uuid(), "docs.pinecone.io: API keys", what="older key"),
    *(
        Format(f"Tailscale {what} key", (f"tskey-{what}-", Run(ALNUM + "-", 20)), "tailscale.com/kb/1277: key prefixes")
        for what in ("auth", "api", "client", "scim", "webhook")
    ),
    Format("Tailscale older key", ("tskey-", Run(ALNUM, 12, 40), Run("-", 0, 1), Run(ALNUM, 0, 40)), "tailscale.com/kb: auth keys"),
    Format("Defined Networking key", ("dnkey-", n(LOWER + "=_-", 26), "-", n(LOWER + "=_-", 52)), "docs.defined.net: API keys"),
    Format("NetBird token", ("nbp_", n(ALNUM, 36)), "docs.netbird.io: API tokens"),
    named("ZeroTier", n(ALNUM, 32), "docs.zerotier.com: API tokens", what="token"),
    Format("ngrok authtoken", (Run("12", 1, 1), n(ALNUM, 26), "_", Run(ALNUM, 20, 22)), "ngrok.com/docs: authtokens", ("ngrok", "authtoken")),
    Format("ngrok API key", ("ngrok_api_", Run(ALNUM, 20)), "ngrok.com/docs/api: authentication"),
    Format("OpenShift token", ("sha256~", n(URL64, 43)), "docs.openshift.com: OAuth access tokens"),
    Format("Docker swarm token", ("SWMTKN-1-", n(LOWER, 50), "-", n(LOWER, 25)), "docs.docker.com/engine/swarm: join tokens"),
    Format("Docker swarm unlock key", ("SWMKEY-1-", n(B64, 43)), "docs.docker.com/engine/swarm: lock a swarm"),
    Format("Kubernetes bootstrap token", (n(LOWER, 6), ".", n(LOWER, 16)), "kubernetes.io/docs: bootstrap tokens", ("kubeadm", "--token", "bootstrap")),
    Format("Rancher token", ("token-", n(LOWER, 5), ":", n(LOWER, 54)), "ranchermanager.docs.rancher.com: API keys"),
    named("Cisco Meraki", n(HEX, 40), "developer.cisco.com/meraki: authorization", "meraki"),
    Format("Snowflake programmatic token", ("eyJraWQiOi", Run(URL64 + ".", 60)), "docs.snowflake.com: programmatic access tokens", ("snowflake",)),
)  # fmt: skip
