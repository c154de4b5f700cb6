"""Keys of payment, shops, shipping and exchanges of crypto money."""

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

MONEY_KEYS: Final[tuple[Format, ...]] = (
    *(
        Format(f"Stripe {prefix[:2]} {mode} key", (f"{prefix}{mode}_", Run(ALNUM, 10)), "docs.stripe.com/keys")
        for prefix in ("sk_", "rk_")
        for mode in ("live", "test", "prod")
    ),
    Format("Stripe organisation key", ("sk_org_", Run(ALNUM + "_", 20)), "docs.stripe.com/keys"),
    Format("Stripe webhook secret", ("whsec_", Run(B64 + "=", 24)), "docs.stripe.com/webhooks/signature; standardwebhooks.com"),
    Format("Square access token", ("EAAA", Run(URL64, 56)), "developer.squareup.com/docs: access tokens"),
    Format("Square personal token", ("sq0atp-", n(URL64, 22)), "developer.squareup.com/docs: access tokens"),
    Format("Square client secret", ("sq0csp-", n(URL64, 43)), "developer.squareup.com/docs: OAuth"),
    *(
        Format(f"Shopify {what}", (prefix, n(ANY_HEX, 32)), "shopify.dev/docs/apps/build/authentication")
        for prefix, what in (
            ("shpat_", "access token"), ("shpca_", "custom app token"), ("shppa_", "private app token"), ("shpss_", "shared secret"),
            ("shptka_", "theme token"), ("shpua_", "user token"),
        )
    ),
    Format("PayPal Braintree token", ("access_token$", Run("a-z", 7, 10), "$", n(LOWER, 16), "$", n(HEX, 32)), "developer.paypal.com/braintree: access token"),
    named("PayPal", ("E", n(URL64, 79)), "developer.paypal.com/api/rest: authentication", what="client secret"),
    named("Braintree", n(HEX, 32), "developer.paypal.com/braintree: API credentials", what="private key"),
    *(
        Format(f"Plaid {mode} token", (f"access-{mode}-", *uuid()), "plaid.com/docs: tokens")
        for mode in ("production", "development", "sandbox")
    ),
    named("Plaid", n(LOWER, 30), "plaid.com/docs: API keys", what="secret"),
    *(
        Format(f"Razorpay {mode} key", (f"rzp_{mode}_", n(ALNUM, 14)), "razorpay.com/docs: API keys")
        for mode in ("live", "test")
    ),
    Format("Flutterwave key", ("FLWSECK", Run(ALNUM + "_-", 20)), "developer.flutterwave.com: API keys"),
    Format("Flutterwave public key", ("FLWPUBK", Run(ALNUM + "_-", 20)), "developer.flutterwave.com: API keys"),
    Format("Adyen key", ("AQE", Run(ALNUM + "+/=*^", 90)), "docs.adyen.com: API credentials"),
    Format("Mollie or Chargebee live key", ("live_", Run(ALNUM, 30, 64)), "docs.mollie.com: authentication; apidocs.chargebee.com; docs.lob.com"),
    Format("Mollie or Chargebee test key", ("test_", Run(ALNUM, 30, 64)), "docs.mollie.com: authentication; apidocs.chargebee.com; docs.lob.com"),
    *(
        Format(f"GoCardless {mode} token", (f"{mode}_", n(URL64 + "=", 40)), "developer.gocardless.com: authentication", ("gocardless",))
        for mode in ("live", "sandbox")
    ),
    *(
        Format(f"EasyPost {what} key", (prefix, n(ALNUM, 54)), "docs.easypost.com: authentication")
        for prefix, what in (("EZAK", "API"), ("EZTK", "test"))
    ),
    *(
        Format(f"Shippo {mode} token", (f"shippo_{mode}_", n(HEX, 40)), "docs.goshippo.com: authentication")
        for mode in ("live", "test")
    ),
    Format("Paddle key", ("pdl_", Run("a-z", 4, 4), "_apikey_", Run(LOWER + "_", 40), Run(ALNUM + "_", 0, 80)), "developer.paddle.com: API keys"),
    named("Recurly", n(HEX, 32), "recurly.com/developers: authentication"),
    Format("WooCommerce key", ("ck_", n(HEX, 40)), "woocommerce.github.io: REST API keys"),
    Format("WooCommerce secret", ("cs_", n(HEX, 40)), "woocommerce.github.io: REST API keys"),
    named("Etsy", n(LOWER, 24), "developers.etsy.com: authentication"),
    named("Squarespace", uuid(), "developers.squarespace.com: API keys"),
    named("BigCommerce", n(LOWER, 31), "developer.bigcommerce.com: API accounts", what="token"),
    *(
        Format(f"Duffel {mode} token", (f"duffel_{mode}_", Run(URL64 + "=", 40)), "duffel.com/docs: access tokens")
        for mode in ("live", "test")
    ),
    named("Wise", uuid(), "docs.wise.com: API tokens", "transferwise", "wise_"),
    named("Checkout.com", uuid(), "checkout.com/docs: API keys", "checkout", "sk_sbox"),
    Format("Checkout.com secret key", ("sk_sbox_", Run(LOWER + "*#=$-", 24)), "checkout.com/docs: API keys"),
    named("Finicity", n(HEX, 32), "developer.mastercard.com: open finance", what="app key"),
    named("Finicity", n(ALNUM, 20), "developer.mastercard.com: open finance", what="partner secret"),
    named("Finnhub", n(ALNUM, 20), "finnhub.io/docs/api: authentication"),
    named("FreshBooks", n(HEX, 64), "freshbooks.com/api: authentication", what="secret"),
    named("QuickBooks", n(ALNUM, 40), "developer.intuit.com: OAuth 2.0", "quickbooks", "intuit", what="secret"),
    named("Coinbase", n(URL64, 64), "docs.cdp.coinbase.com: API keys"),
    Format("Coinbase key name", ("organizations/", *uuid(), "/apiKeys/", *uuid()), "docs.cdp.coinbase.com: API keys"),
    named("Kraken", Run(B64 + "=", 80, 90), "docs.kraken.com: authentication"),
    named("Binance", n(ALNUM, 64), "developers.binance.com: API keys"),
    named("KuCoin", uuid(), "kucoin.com/docs: API keys", what="secret"),
    named("KuCoin", n(HEX, 24), "kucoin.com/docs: API keys", what="key"),
    named("Bittrex", n(ALNUM, 32), "bittrex.github.io: authentication"),
    named("Bybit", n(ALNUM, 36), "bybit-exchange.github.io/docs: authentication", what="secret"),
    named("Bitfinex", n(ALNUM, 43), "docs.bitfinex.com: authentication"),
    named("Gemini", ("account-", n(ALNUM, 20)), "docs.gemini.com: API keys"),
    named("Etherscan", n(UPPER, 34), "docs.etherscan.io: API keys", "etherscan", "bscscan", "polygonscan"),
    named("Infura", n(HEX, 32), "docs.metamask.io: Infura API keys", "infura"),
    named("Alchemy", n(URL64, 32), "alchemy.com/docs: API keys"),
    Format("Alchemy or Infura URL", ("/v", Run("23", 1, 1), "/", n(URL64, 32)), "docs.metamask.io: Infura endpoints; alchemy.com/docs", ("infura.io", "alchemy.com", "alchemyapi.io")),
    Format("Ethereum private key", ("0x", n(ANY_HEX, 64)), "ethereum.org/developers: accounts", ("private", "priv_key", "privkey", "wallet_key", "mnemonic", "deployer")),
    named("Alpaca", n(ALNUM, 40), "docs.alpaca.markets: authentication", "alpaca", "apca", what="secret"),
    Format("Alpaca key", ("PK", n(UPPER, 18)), "docs.alpaca.markets: authentication", ("alpaca", "apca")),
)  # fmt: skip
