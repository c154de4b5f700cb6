"""Keys of services for language, picture, speech and search models."""

from typing import Final

from escalator.scrub.rules.formats import (
    ALNUM,
    HEX,
    LOWER,
    URL64,
    Format,
    Run,
    n,
    named,
    uuid,
)

MODELS: Final[tuple[Format, ...]] = (
    Format("Anthropic key", ("sk-ant-", Run(URL64, 40)), "docs.anthropic.com: API keys"),
    *(
        Format(f"OpenAI {what} key", (f"sk-{short}-", Run(URL64, 40)), "platform.openai.com/docs: API keys")
        for short, what in (("proj", "project"), ("svcacct", "service"), ("admin", "admin"))
    ),
    Format("OpenAI marked key", ("sk-", Run(ALNUM, 20, 24), "T3BlbkFJ", Run(ALNUM, 20, 24)), "platform.openai.com/docs: API keys"),
    Format("OpenAI key", ("sk-", n(ALNUM, 48)), "platform.openai.com/docs: API keys"),
    Format("DeepSeek-style key", ("sk-", n(HEX, 32)), "api-docs.deepseek.com: authentication"),
    Format("OpenRouter key", ("sk-or-v1-", n(HEX, 64)), "openrouter.ai/docs: authentication"),
    Format("Hugging Face token", ("hf_", Run(ALNUM, 30, 40)), "huggingface.co/docs/hub/security-tokens"),
    Format("Hugging Face organisation token", ("api_org_", Run(ALNUM, 30, 40)), "huggingface.co/docs/hub/security-tokens"),
    Format("Replicate token", ("r8_", n(ALNUM, 37)), "replicate.com/docs: API tokens"),
    named("Cohere", n(ALNUM, 40), "docs.cohere.com: authentication", "cohere", "co_api"),
    Format("Groq key", ("gsk_", n(ALNUM, 52)), "console.groq.com/docs: API keys"),
    Format("Perplexity key", ("pplx-", Run(ALNUM, 40, 56)), "docs.perplexity.ai: API keys"),
    Format("xAI key", ("xai-", Run(ALNUM, 70, 84)), "docs.x.ai: API keys"),
    named("Mistral", n(ALNUM, 32), "docs.mistral.ai: API keys"),
    Format("Together key", ("tgp_v1_", Run(URL64, 40)), "docs.together.ai: API keys"),
    named("Together", n(HEX, 64), "docs.together.ai: API keys", "together", what="older key"),
    Format("Fireworks key", ("fw_", Run(ALNUM, 22, 40)), "docs.fireworks.ai: API keys"),
    Format("Cerebras key", ("csk-", n(LOWER, 48)), "inference-docs.cerebras.ai: API keys"),
    Format("NVIDIA key", ("nvapi-", Run(URL64, 60)), "docs.nvidia.com/nim: API keys"),
    Format("ElevenLabs key", ("sk_", n(HEX, 48)), "elevenlabs.io/docs: authentication"),
    named("ElevenLabs", n(HEX, 32), "elevenlabs.io/docs: authentication", "elevenlabs", "xi-api", "eleven", what="older key"),
    named("AssemblyAI", n(HEX, 32), "assemblyai.com/docs: authentication"),
    named("Deepgram", n(HEX, 40), "developers.deepgram.com: authentication"),
    *(
        Format(f"LangSmith {what} key", (f"lsv2_{short}_", n(HEX, 32), "_", n(HEX, 10)), "docs.langchain.com/langsmith: API keys")
        for short, what in (("pt", "personal"), ("sk", "service"))
    ),
    Format("Langfuse secret key", ("sk-lf-", *uuid()), "langfuse.com/docs: API authentication"),
    named("Weights & Biases", n(HEX, 40), "docs.wandb.ai: API keys", "wandb", "weights_and_biases"),
    Format("Weights & Biases marked key", ("wandb_v1_", Run(URL64, 40)), "docs.wandb.ai: API keys"),
    Format("Jina key", ("jina_", n(URL64, 60)), "jina.ai/api-dashboard: API keys"),
    Format("Voyage key", ("pa-", n(URL64, 43)), "docs.voyageai.com: API keys"),
    Format("Tavily key", ("tvly-", Run(URL64, 32, 60)), "docs.tavily.com: API keys"),
    Format("Firecrawl key", ("fc-", n(HEX, 32)), "docs.firecrawl.dev: authentication"),
    Format("Apify token", ("apify_api_", n(ALNUM, 36)), "docs.apify.com: API tokens"),
    Format("LlamaCloud key", ("llx-", n(ALNUM, 48)), "docs.cloud.llamaindex.ai: API keys"),
    Format("E2B key", ("e2b_", n(HEX, 40)), "e2b.dev/docs: API keys"),
    Format("RunPod key", ("rpa_", Run(ALNUM, 40, 50)), "docs.runpod.io: API keys"),
    Format("Browserbase key", ("bb_live_", n(URL64, 27)), "docs.browserbase.com: API keys"),
    Format("Helicone key", ("sk-helicone-", Run(LOWER + "-", 20)), "docs.helicone.ai: API keys"),
    Format("Modal token", (Run("a", 1, 1), Run("ks", 1, 1), "-", n(ALNUM, 22)), "modal.com/docs: tokens", ("modal",)),
    Format("Anyscale secret", ("esecret_", n(LOWER, 26)), "docs.anyscale.com: API keys"),
    Format("Private AI key", (n(LOWER, 32),), "docs.private-ai.com: authentication", ("private_ai", "private-ai", "privateai")),
    named("Stability AI", n(ALNUM, 48), "platform.stability.ai/docs", "stability"),
    named("Clarifai", n(HEX, 32), "docs.clarifai.com: personal access tokens", what="token"),
    named("Algolia", n(LOWER, 32), "algolia.com/doc: API keys", what="key"),
    named("Meilisearch", n(HEX, 64), "meilisearch.com/docs: API keys", "meili"),
    named("Typesense", n(ALNUM, 32), "typesense.org/docs: API keys", "typesense"),
)  # fmt: skip
