# make demo   a graph of the example papers in out/
# make test   the entire test suite
# make lint   ruff, mypy, import-linter
# make bench   every figure of speed and size, with peers side by side; PAPERS=... for papers of yours
# make test-oldest   the suite with the oldest supported dependencies, on Python 3.11
# Needs Python 3.11 or newer with venv; everything else comes from the package index.

PYTHON ?= python3
VENV ?= .venv
OLDEST := .venv-oldest
OUT ?= out
PAPERS ?= examples/papers.jsonl
BENCH := out-bench
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
INSTALL := $(PIP) install $(if $(CONSTRAINTS),--constraint $(CONSTRAINTS))

.PHONY: demo test bench test-oldest lint clean

demo: $(VENV)/demo.done
	$(BIN)/paperkg build examples/papers.jsonl --out $(OUT)

test: $(VENV)/test.done
	$(BIN)/python -m pytest --numprocesses auto --dist loadgroup $(PYTEST_ARGS)

bench: $(VENV)/bench.done
	$(BIN)/python benchmarks/start_up.py
	$(BIN)/python benchmarks/extraction.py $(PAPERS)
	$(BIN)/paperkg build $(PAPERS) --out $(BENCH)
	$(BIN)/python benchmarks/library.py $(BENCH)
	$(BIN)/python benchmarks/queries.py $(BENCH) --memory
	$(BIN)/python benchmarks/page.py $(BENCH)

test-oldest:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || \
	  { echo 'the oldest dependencies need Python 3.11: make test-oldest PYTHON=python3.11'; exit 1; }
	$(PYTHON) .ci/oldest.py > $(OLDEST).txt
	$(MAKE) test VENV=$(OLDEST) CONSTRAINTS=$(OLDEST).txt \
	  PYTEST_ARGS='-m "not browser and not seeds and not slow"'

lint: $(VENV)/lint.done
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

clean:
	rm -rf $(VENV) $(OLDEST) $(OLDEST).txt $(OUT) $(BENCH) dist

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo 'paperkg needs Python 3.11 or newer; name one: make demo PYTHON=python3.12'; exit 1; }
	@echo 'installing into $(VENV), once'
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --upgrade 'pip>=25.1'

$(VENV)/demo.done: $(BIN)/python pyproject.toml
	$(INSTALL) --editable .
	touch $@

$(VENV)/test.done: $(VENV)/demo.done
	$(INSTALL) --group test
	touch $@

$(VENV)/bench.done: $(VENV)/demo.done
	$(INSTALL) --group bench
	touch $@

$(VENV)/lint.done: $(VENV)/test.done
	$(INSTALL) --group lint
	touch $@
