# The project's habits, one word each. `make` alone lists them.
# Another interpreter: make setup PYTHON=python3.13

.DEFAULT_GOAL := help
.PHONY: help setup run test check lint verify bench view notebooks docs lock clean

BIN := .venv/bin
export PYTHON

help: ## list these targets
	@echo "make TARGET, where TARGET is one of"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  \1	\2/p' $(MAKEFILE_LIST)

setup: ## make .venv with the pinned packages and the comity command
	@sh scripts/setup.sh

run: setup ## set up, run the flagship sweep and write its report (runs/flagship)
	$(BIN)/comity sweep experiment=flagship output=runs/flagship
	$(BIN)/comity report runs/flagship

test: setup ## set up, compile the law and run all tests but the slow ones (needs Chromium)
	$(BIN)/python -m model.ensemble
	$(BIN)/python -m pytest -q -n auto

lint: setup ## format, lint, layers and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy

check: lint ## lint and the quick tests, under a minute
	$(BIN)/python -m pytest -q -m quick

verify: setup ## the slow tests: statistical, reference
	$(BIN)/python -m pytest -q -n auto -m "slow or statistical"

bench: setup ## measure the speed and write docs/performance.md (a quarter of an hour)
	$(BIN)/python -m benchmarks

view: setup ## open the page in the browser
	$(BIN)/comity view

notebooks: setup ## run the three notebooks and write each with its results (runs/notebooks)
	$(BIN)/python -m analysis.notebooks runs/notebooks

docs: setup ## regenerate the pages that are made from the files, and the figure of the README
	$(BIN)/comity docs
	$(BIN)/python scripts/coverage_page.py
	$(BIN)/comity sweep experiment=flagship output=runs/flagship
	$(BIN)/comity compare runs/flagship --figures runs/flagship/figures
	cp runs/flagship/figures/forest.svg docs/flagship.svg

# Without UPGRADE=1 the locked versions stay where they still fit. Neither file names an address.
UV_COMPILE := .venv-lock/bin/uv pip compile -q --universal --python-version 3.12 --generate-hashes \
	--no-annotate --custom-compile-command "make lock" $(if $(UPGRADE),--upgrade)

lock: ## recompute the lock files from pyproject.toml (UPGRADE=1 for the newest versions)
	@[ -x .venv-lock/bin/uv ] || { python=$$(sh scripts/find_python.sh) && \
		"$$python" -m venv .venv-lock && \
		.venv-lock/bin/python -m pip install -qq --disable-pip-version-check uv==0.13.9; }
	$(UV_COMPILE) --group build --extra dev pyproject.toml -o requirements.lock
	$(UV_COMPILE) --group build -c requirements.lock -o requirements-build.lock

clean: ## remove the environment and all caches, never results
	rm -rf .venv .venv-lock build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
