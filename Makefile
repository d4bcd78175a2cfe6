# `make` alone lists what there is. Other Python: make run PYTHON=python3.12

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --prefer-binary
# An empty file, newer than the requirements when they are installed.
RUNTIME := .venv/.runtime
DEV := .venv/.dev
# An environment whose Python is gone (moved, upgraded) is made again, and then nothing is installed in it.
$(shell test -x $(BIN)/python || rm -f $(RUNTIME) $(DEV))

.DEFAULT_GOAL := help
.PHONY: help run test bench picture lint format clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s%s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run: $(RUNTIME) ## start the page on this machine; PORT and HOST move it (8501, 127.0.0.1)
	@exec $(BIN)/python app.py

test: lint ## every check and every test, with a headless browser
	@$(BIN)/python -m tests.chromium
	@$(BIN)/python -m pytest -m "not browser" -n auto --maxprocesses 6
	@$(BIN)/python -m pytest -m browser -n auto --maxprocesses 3 --dist loadfile

bench: $(DEV) ## measure speed, side by side
	@$(BIN)/python -m benchmarks

picture: $(DEV) ## make the README's picture anew
	@$(BIN)/python -m tests.browser.picture

lint: $(DEV) ## style, format and types, changing nothing
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: $(DEV) ## mend style and format where that is safe
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

clean: ## remove caches; the environment is only .venv: rm -r .venv
	@rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find . -path ./.venv -prune -o -type d -name __pycache__ -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "This needs Python 3.11 or newer, and \`$(PYTHON)\` is not: make run PYTHON=python3.12, for example."; exit 1; }
	@$(PYTHON) -m venv --clear .venv || { rm -rf .venv; \
		echo "No virtual environment could be made. On Debian and Ubuntu: apt install python3-venv"; exit 1; }

define install
	@echo "Installing $(1) into .venv (once; it takes a minute or two)"
	@$(PIP) -r $(1) || { echo "pip could not install $(1); its lines above say why. Every package has a ready-made" \
		"wheel for Python 3.11 to 3.13 on Linux, on Windows and on Macs with Apple silicon; elsewhere pip may" \
		"need a compiler, or find no version at all."; exit 1; }
endef

$(RUNTIME): requirements.txt | $(BIN)/python
	$(call install,requirements.txt)
	@touch $@

$(DEV): requirements-dev.txt requirements.txt | $(BIN)/python
	$(call install,requirements-dev.txt)
	@touch $(RUNTIME) $@
