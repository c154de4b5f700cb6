"""Keys of code hosts, packages, builds, deployments and vaults."""

from typing import Final

from escalator.scrub.rules.formats import (
    ALNUM,
    ANY_HEX,
    B64,
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

CODE: Final[tuple[Format, ...]] = (
    *(
        Format(f"GitHub {what}", (prefix, Run(ALNUM, 36, 255)), "docs.github.com: about authentication, token formats")
        for prefix, what in (
            ("ghp_", "personal token"), ("gho_", "OAuth token"), ("ghu_", "user token"), ("ghs_", "server token"), ("ghr_", "refresh token"),
        )
    ),
    Format("GitHub fine-grained token", ("github_pat_", n(ALNUM, 22), "_", n(ALNUM, 59)), "docs.github.com: token formats"),
    Format("GitHub older app token", ("v1.", n(HEX, 40)), "github.blog: behind GitHub's new authentication token formats"),
    named("GitHub", n(HEX, 40), "github.blog: behind GitHub's new authentication token formats", "github", "gh_", what="older token"),
    *(
        Format(f"GitLab {what}", (prefix, Run(URL64 + ".", 20, 300)), "docs.gitlab.com/security/tokens: token prefixes")
        for prefix, what in (
            ("glpat-", "personal token"), ("gldt-", "deploy token"), ("glrt-", "runner token"), ("glrtr-", "runner registration token"),
            ("glptt-", "trigger token"), ("glft-", "feed token"), ("glcbt-", "job token"), ("gloas-", "OAuth secret"), ("glsoat-", "SCIM token"),
            ("glagent-", "agent token"), ("glimt-", "incoming mail token"), ("glffct-", "feature flag token"), ("glwt-", "workspace token"),
            ("GR1348941", "older runner registration"),
        )
    ),
    Format("GitLab session cookie", ("_gitlab_session=", n(HEX, 32)), "docs.gitlab.com/administration: session storage"),
    Format("Bitbucket app password", ("ATBB", n(ALNUM, 32)), "support.atlassian.com/bitbucket: app passwords"),
    named("Bitbucket", n(URL64 + "=", 64), "support.atlassian.com/bitbucket: OAuth consumers", what="client secret"),
    Format("Atlassian API token", ("ATATT3", Run(URL64 + "=", 100)), "support.atlassian.com: API tokens"),
    Format("Atlassian access token", ("ATCTT3", Run(URL64 + "=", 50)), "support.atlassian.com: API tokens"),
    Format("Atlassian OAuth secret", ("ATOA", Run(URL64 + "=", 50)), "developer.atlassian.com: OAuth 2.0 apps"),
    named("Atlassian", n(ALNUM, 24), "support.atlassian.com: API tokens", "atlassian", "confluence", "jira", what="older token"),
    named("Gitea", n(HEX, 40), "docs.gitea.com: API usage", "gitea", "forgejo", "codeberg", what="token"),
    Format("npm token", ("npm_", n(ALNUM, 36)), "npm documentation: about access tokens"),
    named("npm", uuid(), "npm documentation: about access tokens", "_authtoken", "npm_token", "npm", what="older token"),
    Format("PyPI token", ("pypi-", Run(URL64, 70)), "PyPI help: API tokens"),
    Format("RubyGems key", ("rubygems_", n(HEX, 48)), "RubyGems guides: API key scopes"),
    Format("crates.io token", ("cio", n(ALNUM, 32)), "The Cargo Book: publishing, API tokens"),
    Format("NuGet key", ("oy2", n(LOWER, 43)), "learn.microsoft.com/nuget: API keys"),
    Format("Packagist token", ("packagist_", Run("a-z", 3, 3), "_", n(HEX, 68)), "packagist.com/docs: API tokens"),
    Format("Clojars token", ("CLOJARS_", n(LOWER, 60)), "github.com/clojars/clojars-web: deploy tokens"),
    Format("Docker Hub token", ("dckr_pat_", n(URL64, 27)), "docs.docker.com: personal access tokens"),
    Format("Docker Hub organisation token", ("dckr_oat_", Run(URL64, 32)), "docs.docker.com: organization access tokens"),
    named("Docker Hub", uuid(), "docs.docker.com: personal access tokens", "dockerhub", "docker_hub", "docker", what="older token"),
    Format("JFrog reference token", ("cmVmd", n(ALNUM, 59)), "jfrog.com/help: reference tokens"),
    Format("JFrog API key", ("AKCp", Run(ALNUM, 60, 90)), "jfrog.com/help: API key"),
    named("JFrog", Run(ALNUM, 64, 73), "jfrog.com/help: identity tokens", "jfrog", "artifactory", "bintray", "xray", what="token"),
    Format("Sourcegraph token", ("sgp_", Run(ALNUM + "_", 40)), "sourcegraph.com/docs: access tokens"),
    Format("Sourcegraph licence key", ("slk_", n(HEX, 64)), "sourcegraph.com/docs: access tokens"),
    named("Sourcegraph", n(HEX, 40), "sourcegraph.com/docs: access tokens", what="older token"),
    named("Codecov", Run(ANY_HEX + "-", 32, 36), "docs.codecov.com: upload token", what="token"),
    named("Code Climate", n(HEX, 64), "docs.codeclimate.com: test reporter", "codeclimate", "cc_test_reporter", "cc_test", what="reporter id"),
    named("Coveralls", n(ALNUM, 32), "docs.coveralls.io: repo token", what="repo token"),
    named("Codacy", n(ALNUM, 20), "docs.codacy.com: API tokens", what="token"),
    *(
        Format(f"SonarQube {what} token", (f"sq{letter}_", n(HEX, 40)), "docs.sonarsource.com: user tokens")
        for letter, what in (("u", "user"), ("p", "project"), ("a", "analysis"))
    ),
    named("Sonar", n(HEX, 40), "docs.sonarsource.com: user tokens", "sonar", what="older token"),
    named("Snyk", uuid(), "docs.snyk.io: API token", what="token"),
    Format("Snyk service token", ("snyk_", Run("a-z", 3, 3), ".", Run(ALNUM + "_.-", 40)), "docs.snyk.io: service accounts"),
    Format("Socket key", ("sktsec_", Run(ALNUM + "_-", 30)), "docs.socket.dev: API tokens"),
    Format("Endor Labs key", ("endr+", n(URL64, 16)), "docs.endorlabs.com: API keys"),
    Format("StackHawk key", ("hawk.", n(URL64, 20), ".", n(URL64, 20)), "docs.stackhawk.com: API keys"),
    Format("CircleCI token", ("CCIPAT_", n(ALNUM, 22), "_", n(HEX, 40)), "circleci.com/docs: API tokens"),
    Format("CircleCI project token", ("CCIPRJ_", n(ALNUM, 22), "_", n(HEX, 40)), "circleci.com/docs: API tokens"),
    named("CircleCI", n(HEX, 40), "circleci.com/docs: API tokens", "circle", what="older token"),
    *(
        Format(f"Buildkite {what}", (prefix, Run(ALNUM, 36, 120)), "buildkite.com/docs/platform/security/tokens")
        for prefix, what in (("bkua_", "user token"), ("bkct_", "cluster token"), ("bkaj_", "job token"), ("bkaa_", "agent session token"), ("bkpi_", "integration token"))
    ),
    named("Travis CI", n(URL64, 22), "docs.travis-ci.com: API tokens", "travis", what="token"),
    named("Jenkins", Run(HEX, 32, 34), "jenkins.io/doc: authenticating scripted clients", "jenkins", "hudson", what="token"),
    named("Drone CI", n(ALNUM, 32), "docs.drone.io: API tokens", "drone", what="token"),
    named("Bitrise", n(URL64, 86), "docs.bitrise.io: personal access tokens", what="token"),
    named("AppVeyor", ("v2.", n(LOWER, 20)), "appveyor.com/docs/api", what="token"),
    *(
        Format(f"Harness {what} token", (f"{letter}at.", n(URL64, 22), ".", n(ALNUM, 24), ".", n(ALNUM, 20)), "developer.harness.io: API keys")
        for letter, what in (("p", "personal"), ("s", "service"))
    ),
    Format("Octopus Deploy key", ("API-", Run(UPPER, 26, 40)), "octopus.com/docs: API keys"),
    Format("Terraform Cloud token", (n(ALNUM, 14), ".atlasv1.", Run(URL64, 60)), "developer.hashicorp.com/terraform: API tokens"),
    Format("Pulumi token", ("pul-", n(HEX, 40)), "pulumi.com/docs: access tokens"),
    Format("Infracost key", ("ico-", n(ALNUM, 32)), "infracost.io/docs: API keys"),
    *(
        Format(f"Prefect {what} key", (prefix, n(ALNUM, 36)), "docs.prefect.io: API keys")
        for prefix, what in (("pnu_", "user"), ("pnb_", "service"))
    ),
    Format("Scalingo token", ("tk-us-", n(URL64, 48)), "developers.scalingo.com: tokens"),
    *(
        Format(f"HashiCorp Vault {what} token", (prefix, Run(URL64, 20)), "developer.hashicorp.com/vault: token prefixes")
        for prefix, what in (("hvs.", "service"), ("hvb.", "batch"), ("hvr.", "recovery"))
    ),
    Format("HashiCorp Vault older token", (Run("sbr", 1, 1), ".", n(ALNUM, 24)), "developer.hashicorp.com/vault: token prefixes", ("vault", "token")),
    named("HashiCorp Vault", n(B64, 43), "developer.hashicorp.com/vault: unseal keys", "unseal", "vault", what="unseal key"),
    named("Consul or Nomad", uuid(), "developer.hashicorp.com/consul: ACL tokens", "consul", "nomad", "secretid", what="token"),
    Format("HCP Boundary token", ("at_", n(ALNUM, 10), "_", Run(ALNUM, 40)), "developer.hashicorp.com/boundary: tokens"),
    *(
        Format(f"Doppler {what} token", (f"dp.{short}.", Run(ALNUM + "_.", 40)), "docs.doppler.com: auth token formats")
        for short, what in (
            ("pt", "personal"), ("ct", "CLI"), ("st", "service"), ("sa", "service account"), ("scim", "SCIM"), ("audit", "audit"), ("said", "identity"),
        )
    ),
    Format("Infisical token", ("st.", n(HEX, 24), ".", n(HEX, 32), ".", n(HEX, 32)), "infisical.com/docs: service tokens"),
    Format("1Password service account token", ("ops_ey", Run(B64 + "=_-", 100)), "developer.1password.com: service accounts"),
    Format("1Password secret key", ("A3-", n(UPPER, 6), "-", Run(UPPER, 5, 11), Run("-", 0, 1), n(UPPER, 5), "-", n(UPPER, 5), "-", n(UPPER, 5), Run("-", 0, 1), Run(UPPER, 0, 5)), "support.1password.com: Secret Key"),
    Format("Bitwarden access token", ("0.", *uuid(), ".", n(ALNUM, 30), ":", n(B64, 22), "=="), "bitwarden.com/help: access tokens", ("bitwarden", "bws", "access")),
    Format("age secret key", ("AGE-SECRET-KEY-1", Run(UPPER, 40, 80)), "age-encryption.org/v1"),
    Format("age plugin key", ("AGE-PLUGIN-", Run("A-Z0-9", 1, 20), "-1", Run("QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L", 20)), "age-encryption.org/v1"),
    Format("Postman key", ("PMAK-", n(HEX, 24), "-", n(HEX, 34)), "learning.postman.com: API keys"),
    Format("Postman collection key", ("PMAT-", n(UPPER, 26)), "learning.postman.com: collection access keys"),
    named("RapidAPI", n(URL64, 50), "docs.rapidapi.com: keys", "rapidapi"),
    Format("GitBook token", ("gb_api_", Run(ALNUM, 40)), "gitbook.com/docs: API authentication"),
    Format("ReadMe key", ("rdme_", n(LOWER, 70)), "docs.readme.com: API keys"),
    Format("Portainer token", ("ptr_", n(B64 + "=_-", 44)), "docs.portainer.io: API access"),
    Format("n8n key", ("n8n_api_", Run(ALNUM, 40)), "docs.n8n.io: API authentication"),
    named("Cloudsmith", n(HEX, 40), "help.cloudsmith.io: API keys"),
    Format("Ansible vault", ("$ANSIBLE_VAULT;", Run("0-9.", 3, 4), ";AES256"), "docs.ansible.com: vault format"),
    named("Rails", n(HEX, 32), "guides.rubyonrails.org: custom credentials", "rails_master", "master", what="master key"),
    Format("Laravel key", ("base64:", n(B64, 43), "="), "laravel.com/docs: encryption, APP_KEY"),
    Format("Django secret key", ("django-insecure-", Run(ALNUM + "!@#$%^&*(\\-_=+)", 30)), "docs.djangoproject.com: SECRET_KEY"),
    Format("Sidekiq secret", (n(HEX, 8), ":", n(HEX, 8)), "github.com/sidekiq/sidekiq/wiki: Commercial support", ("sidekiq", "bundle_enterprise", "bundle_gems", "contribsys")),
    Format("SettleMint token", ("sm_", Run("a-z", 3, 3), "_", n(ALNUM, 16)), "console.settlemint.com/documentation: access tokens"),
    Format("Google bound API key", ("AQ.", Run(URL64, 40)), "cloud.google.com/docs/authentication/api-keys", ("google", "gemini", "vertex")),
)  # fmt: skip
