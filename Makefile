# One file of commands. `make help` lists them.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

BIN := .venv/bin
RUNTIME := .venv/.runtime-ready
DEVELOPMENT := .venv/.development-ready
# One more than there are processors, since tests wait for other processes; four at most, for their memory.
WORKERS ?= $(shell n=$$(nproc 2>/dev/null || echo 2); echo $$((n < 4 ? n + 1 : 4)))

.PHONY: help demo demo-close setup test check pytest format catalogues definitions docs \
	bench-ledger bench-exchange bench-web bench-effects bench-figures bench-forecast bench-operations fuzz clean

help: ## List these commands
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(RUNTIME): pyproject.toml uv.lock scripts/environment.sh
	@scripts/environment.sh runtime
	@touch $@

$(DEVELOPMENT): pyproject.toml uv.lock scripts/environment.sh
	@scripts/environment.sh development
	@touch $(RUNTIME) $@

demo: $(RUNTIME) ## Two nodes with the public record, reviewed and open in the browser: nothing else needs to be prepared
	@$(BIN)/ambos demo --open

demo-close: $(RUNTIME) ## End what the demonstration left open
	@$(BIN)/ambos demo --close

setup: $(DEVELOPMENT) ## Create .venv with everything that developers need
	@scripts/postgresql.sh
	@scripts/java.sh
	@scripts/chromium.sh

test: setup check pytest ## Install what is missing, then run the linters and every test

check: $(DEVELOPMENT) ## Linters, types and import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

pytest: $(DEVELOPMENT) ## Every test (WORKERS=3)
	@scripts/scratch.sh $(BIN)/pytest -n $(WORKERS) --dist worksteal

format: $(DEVELOPMENT) ## Put the code into its one layout
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

catalogues: $(RUNTIME) ## Compile the sentences of both languages (.po to .mo)
	$(BIN)/python -m ambos.i18n.compile

definitions: $(RUNTIME) ## Make the texts that DuckDB runs of the expressions of indicators
	$(BIN)/python -m ambos.analysis.studies.definitions.compile

docs: $(RUNTIME) ## Write the generated reference pages anew
	$(BIN)/ambos kind reference

bench-ledger: $(DEVELOPMENT) ## Measure the ledger beside its peers (SIZES=10k,100k,1M WRITE=docs/performance.md)
	@scripts/postgresql.sh
	$(BIN)/python -m benchmarks.ledger $(if $(SIZES),--sizes $(SIZES)) $(if $(WRITE),--write $(WRITE))

bench-exchange: $(DEVELOPMENT) ## Measure records over the border beside a bare stream (SIZES=10k,100k,1M WRITE=docs/performance.md)
	$(BIN)/python -m benchmarks.exchange $(if $(SIZES),--sizes $(SIZES)) $(if $(WRITE),--write $(WRITE))

bench-web: $(DEVELOPMENT) ## Measure the site with fifty people at once, beside a plain Django page (SIZES=10k,100k WRITE=docs/performance.md)
	$(BIN)/python -m benchmarks.web $(if $(SIZES),--sizes $(SIZES)) $(if $(WRITE),--write $(WRITE))

bench-effects: $(DEVELOPMENT) ## Set every published effect beside ours (WRITE=docs/performance.md)
	$(BIN)/python -m benchmarks.effects $(if $(WRITE),--write $(WRITE))

bench-forecast: $(DEVELOPMENT) ## Judge the forecasts on a competition and official series (WRITE=docs/performance.md)
	$(BIN)/python -m benchmarks.forecast $(if $(WRITE),--write $(WRITE))

bench-figures: $(DEVELOPMENT) ## Measure import and figures of many rows beside pandas (ROWS=5M WRITE=docs/performance.md)
	$(BIN)/python -m benchmarks.figures $(if $(ROWS),--rows $(ROWS)) $(if $(WRITE),--write $(WRITE))

bench-operations: $(DEVELOPMENT) ## Measure boards and exposure (REQUESTS=100k,1M READINGS=1M,10M WRITE=docs/performance.md)
	$(BIN)/python -m benchmarks.operations $(if $(REQUESTS),--requests $(REQUESTS)) \
		$(if $(READINGS),--readings $(READINGS)) $(if $(WRITE),--write $(WRITE))

fuzz: $(DEVELOPMENT) ## Hostile bytes for every parser behind the border (MINUTES=60 TARGET=section,note KEEP=tests/vectors/corpus)
	$(BIN)/python -m pip install --quiet "atheris>=3"
	$(BIN)/python -m benchmarks.fuzz $(if $(MINUTES),--minutes $(MINUTES)) $(if $(TARGET),--target $(TARGET)) \
		$(if $(KEEP),--keep $(KEEP))

clean: ## Remove the environment, caches and the demo's nodes
	rm -rf .venv demo build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +
