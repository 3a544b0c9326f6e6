# chat, test, check: nothing else to learn.
# uv is fetched into .uv/ when it is not on PATH; what uv.lock says is installed into .venv/. Once: a second run needs no network.

PYTHON ?= python3
UV := $(shell command -v uv || echo .uv/bin/uv)
RUN := .venv/bin/python -m
export UV_PROJECT_ENVIRONMENT := .venv

.PHONY: help chat test check

help:
	@echo "make chat     ask questions on a page of your own, at http://127.0.0.1:7860"
	@echo "make test     run the tests"
	@echo "make check    check style and types"

chat: .venv/.installed
	@$(RUN) bot chat

# Two at a time at least, four at most: a worker holds an embedder, a browser and a server of its own.
test: .venv/.installed
	@$(RUN) pytest --numprocesses auto --maxprocesses 4 --dist loadfile

check: .venv/.installed
	@$(RUN) ruff check .
	@$(RUN) ruff format --check .
	@$(RUN) mypy

.venv/.installed: uv.lock pyproject.toml
	@[ -x "$(UV)" ] || $(MAKE) --no-print-directory .uv/bin/uv
	@echo "Installing what uv.lock says into .venv/ (once; a few minutes on a slow line)."
	@"$(UV)" sync --locked
	@touch $@

.uv/bin/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Kamerantwoord needs Python 3.11 or newer, and $(PYTHON) is $$($(PYTHON) --version 2>/dev/null || echo 'not there')." >&2; \
	  echo "Install one, or name the one you have: make chat PYTHON=python3.12" >&2; exit 1; }
	@echo "uv is not installed here: getting it into .uv/ (once)."
	@{ $(PYTHON) -m venv .uv >/dev/null 2>&1 && .uv/bin/python -m pip install --quiet --disable-pip-version-check uv; } \
	  || { rm -rf .uv; $(PYTHON) -m pip install --quiet --disable-pip-version-check --target .uv uv; } \
	  || { rm -rf .uv; echo "uv could not be fetched. Check the network, or install uv yourself, and run make again." >&2; exit 1; }
