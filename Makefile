# make demo   a graph of the example papers in out/
# make test   the entire test suite
# make lint   ruff, mypy, import-linter
# Needs Python 3.11 or newer with venv; everything else comes from the package index.

PYTHON ?= python3
VENV ?= .venv
OUT ?= out
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check

.PHONY: demo test lint clean

demo: $(VENV)/demo.done
	$(BIN)/paperkg build examples/papers.jsonl --out $(OUT)

test: $(VENV)/test.done
	$(BIN)/python -m pytest --numprocesses auto $(PYTEST_ARGS)

lint: $(VENV)/lint.done
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

clean:
	rm -rf $(VENV) $(OUT) dist

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo 'paperkg needs Python 3.11 or newer; name one: make demo PYTHON=python3.12'; exit 1; }
	@echo 'installing into $(VENV), once'
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --upgrade 'pip>=25.1'

$(VENV)/demo.done: $(BIN)/python pyproject.toml
	$(PIP) install --editable .
	touch $@

$(VENV)/test.done: $(VENV)/demo.done
	$(PIP) install --group test
	touch $@

$(VENV)/lint.done: $(VENV)/test.done
	$(PIP) install --group lint
	touch $@
