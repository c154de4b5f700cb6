# Every target is one command of tools/, which needs nothing but Python 3.11 or later.
# PYTHON chooses the interpreter, ARGS is handed on: make test ARGS="tests/domain -k priority"

PYTHON ?= python3
ARGS ?=
TOOLS = $(PYTHON) -m tools

.DEFAULT_GOAL := help
.PHONY: help run test check format golden bench bench-scrub fuzz mutants lock clean

help: ## Say what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Serve the demo on http://127.0.0.1:8000; what you change in it is kept in var/
	@$(TOOLS) run $(ARGS)

test: ## Run every test: SQLite, PostgreSQL and Chromium, installing what is missing
	@$(TOOLS) test $(ARGS)

check: ## Check format, lint, types and templates
	@$(TOOLS) check

format: ## Format the Python files
	@$(TOOLS) format

golden: ## Write the texts in tests/golden/ anew; read the diff before you commit it
	@$(TOOLS) golden $(ARGS)

bench: ## Measure pages with 100,000 packets
	@$(TOOLS) bench $(ARGS)

bench-scrub: ## Measure what the scrubber hides and keeps; ARGS="--show leaked" prints what it missed
	@$(TOOLS) bench-scrub $(ARGS)

fuzz: ## Scrub made-up messes, ARGS="--minutes 10"; a seed in the output gives one again
	@$(TOOLS) fuzz $(ARGS)

mutants: ## Change the rules line by line and show what no test notices; ARGS="escalator.scrub.checks*"
	@$(TOOLS) mutants $(ARGS)

lock: ## Pin the newest versions that pyproject.toml allows, with their hashes
	@$(TOOLS) lock $(ARGS)

clean: ## Remove environments, caches and reports; var/ is yours and stays
	@$(TOOLS) clean
