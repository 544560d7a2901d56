# Every target builds what it needs; a second run does only what has changed since.
# Kept to what the make of macOS (3.81) understands.

PYTHON_NEEDED := 3.11
VENV := .venv
STAMP := $(VENV)/.complete

# Set to nothing: Textual starts 2.6 times slower when its bytecode is thrown away.
unexport PYTHONDONTWRITEBYTECODE

# Homebrew's Pango lies outside the default search path, and macOS strips this variable
# from everything that passes through /bin/sh: it has to stand in front of each command.
ifeq ($(shell uname -s),Darwin)
BREW_LIB := $(shell brew --prefix 2>/dev/null)/lib
RUN := DYLD_FALLBACK_LIBRARY_PATH=$(BREW_LIB):/usr/local/lib:/usr/lib
endif
PY := $(RUN) $(VENV)/bin/python
# A worker that is done takes over from one that is not: a few tests of the screens are long.
PYTEST := $(PY) -m pytest -q --numprocesses auto --dist worksteal

.PHONY: help setup demo sample test check lint types architecture i18n screenshot bench fresh-check clean

help:
	@echo 'make setup       the environment in .venv, and the libraries that PDFs need'
	@echo 'make demo        the worked sample'
	@echo 'make sample      write the worked sample into sessions/ and exports/'
	@echo 'make test        all tests; make test TESTS=tests/domain those of a folder or file'
	@echo 'make check       format, lint, types, import rules, all tests: what has to hold before a change lands'
	@echo 'make browser     the browser with which the web workbook is tested'
	@echo 'make i18n        collect the texts of the program into the catalogues'
	@echo 'make screenshot  pictures of the screens'
	@echo 'make bench       what an export costs beside a bare render of the same pages'
	@echo 'make fresh-check the commands of the README on bare Debian systems, as root'
	@echo 'make clean       remove what can be made again'

setup: $(STAMP)
	@$(PY) -m tools.native_libraries tests browser || true
	@$(PY) -m tools.native_libraries pdf
	@echo 'Ready. Next: make demo'

$(STAMP): pyproject.toml constraints.txt hatch_build.py tools/find_python.sh tools/build_venv.py tools/system_packages.py
	@python=$$(sh tools/find_python.sh $(PYTHON_NEEDED)) && "$$python" -m tools.build_venv $(VENV)
	@touch $@

demo: $(STAMP)
	@$(PY) -m tools.native_libraries pdf || true
	@$(PY) -m coopcoach demo

# Made by the program itself; with the same content a second run changes nothing.
sample: $(STAMP)
	@$(PY) -m tools.native_libraries pdf
	@$(PY) -m tools.sample

test: native
	$(PYTEST) $(TESTS)

check: lint types architecture native
	$(PYTEST) --deselect tests/test_architecture.py

lint: $(STAMP)
	$(VENV)/bin/ruff format --check
	$(VENV)/bin/ruff check

types: $(STAMP)
	$(VENV)/bin/mypy

architecture: $(STAMP)
	$(PY) -m pytest -q tests/test_architecture.py

# Without them the tests fail one by one; better to stop with the sentence that says what to install.
.PHONY: native
native: $(STAMP)
	@$(PY) -m tools.native_libraries pdf tests

# Not asked for by the tests: without a browser those of the web workbook are left out, and say so.
.PHONY: browser
browser: $(STAMP)
	@$(PY) -m tools.native_libraries browser

i18n: $(STAMP)
	@$(PY) -m tools.catalogue

screenshot: native
	@$(PY) -m tools.screenshot

bench: $(STAMP)
	@$(PY) -m tools.native_libraries pdf
	@$(PY) -m tools.bench

# make fresh-check CHOOSE='--systems trixie --users root --steps setup,demo'
fresh-check: $(STAMP)
	@$(PY) -m tools.fresh_check $(CHOOSE)

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find coopcoach tests tools -name __pycache__ -prune -exec rm -rf {} +
	find coopcoach -name '*.mo' -exec rm -f {} +
