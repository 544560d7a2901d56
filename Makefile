# Each target builds what it needs. Limited to the make of macOS (3.81).

PYTHON_NEEDED := 3.11
VENV := .venv
STAMP := $(VENV)/.complete

# Without bytecode Textual starts 2.6 times slower.
unexport PYTHONDONTWRITEBYTECODE

# Homebrew's Pango is outside the default search path, and /bin/sh of macOS removes this variable from its
# environment: each command sets it.
ifeq ($(shell uname -s),Darwin)
BREW_LIB := $(shell brew --prefix 2>/dev/null)/lib
RUN := DYLD_FALLBACK_LIBRARY_PATH=$(BREW_LIB):/usr/local/lib:/usr/lib
endif
PY := $(RUN) $(VENV)/bin/python
# The tests of a file run in one process, which makes what they share once.
PYTEST := $(PY) -m pytest -q --numprocesses auto --dist loadfile --no-loadscope-reorder

.PHONY: help setup demo sample test test-deep test-random check lint types architecture i18n screenshot bench fresh-check release crash fuzz clean

help:
	@echo 'make setup       build .venv and install the libraries for PDFs'
	@echo 'make demo        open the worked sample'
	@echo 'make sample      write the worked sample into sessions/ and exports/'
	@echo 'make test        all tests; make test TESTS=tests/domain those of a folder or file'
	@echo 'make test-deep   all tests with many examples and all cases; takes an hour'
	@echo 'make test-random all tests in random order; make test-random SEED=5 repeats one'
	@echo 'make check       format, lint, types, import rules, all tests: what must pass before a change lands'
	@echo 'make browser     install the browser for the tests of the web workbook'
	@echo 'make i18n        collect texts into the catalogues, list those without a translation'
	@echo 'make screenshot  take the pictures of the screens'
	@echo 'make bench       compare exports, keys of the stage, lists and the desk with bare floors; make bench COUNTS="10 1000"'
	@echo 'make fresh-check run the commands of the README on bare Debian systems; as root'
	@echo 'make release     build and check both distributions; make release VERSION=0.2.0 also commits and tags'
	@echo 'make mutants     plant small bugs, print those that no test finds; make mutants CHOOSE="--sample 20 domain"'
	@echo 'make crash       let the disk fail and kill the program at each write, and at random moments of typing; hours; make crash KILLS=50 EVERY=20'
	@echo 'make fuzz        feed damaged files to each parser; make fuzz MINUTES=5 CHOOSE=answers'
	@echo 'make age         bundle the library that encrypts in the web workbook; needs npm; make age CHECK=1 compares'
	@echo 'make clean       remove everything that was built'

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

# Unchanged files are not written again.
sample: $(STAMP)
	@$(PY) -m tools.native_libraries pdf
	@$(PY) -m tools.sample

test: native
	$(PYTEST) $(TESTS)

test-deep: native
	$(PYTEST) --hypothesis-profile deep $(TESTS)

test-random: native
	$(PYTEST) --override-ini 'addopts=--import-mode=importlib -ra' $(if $(SEED),--randomly-seed=$(SEED)) $(TESTS)

check: lint types architecture native
	$(PYTEST) --deselect tests/test_architecture.py

lint: $(STAMP)
	$(VENV)/bin/ruff format --check
	$(VENV)/bin/ruff check

types: $(STAMP)
	$(VENV)/bin/mypy

architecture: $(STAMP)
	$(PY) -m pytest -q tests/test_architecture.py

# Stops with one sentence where each test would fail.
.PHONY: native
native: $(STAMP)
	@$(PY) -m tools.native_libraries pdf tests

# Optional: without a browser the tests of the web workbook are skipped.
.PHONY: browser
browser: $(STAMP)
	@$(PY) -m tools.native_libraries browser

i18n: $(STAMP)
	@$(PY) -m tools.catalogue

# The script is committed: only a new version of the library needs this.
.PHONY: age
age: $(STAMP)
	@$(PY) -m tools.vendor_age $(if $(CHECK),--check)

screenshot: native
	@$(PY) -m tools.screenshot

bench: $(STAMP)
	@$(PY) -m tools.native_libraries pdf
	@$(PY) -m tools.bench
	@$(PY) -m tools.bench_stage
	@$(PY) -m tools.bench_sessions $(COUNTS)

# make fresh-check CHOOSE='--systems trixie --users root --steps setup,demo'
fresh-check: $(STAMP)
	@$(PY) -m tools.fresh_check $(CHOOSE)

# Builds in fresh clones: only what is committed counts.
release: $(VENV)/.release
	@$(PY) -m tools.release $(VERSION)

.PHONY: mutants
mutants: $(VENV)/.mutants
	@$(PY) -m tools.mutants $(CHOOSE)

# Linux with a C compiler.
crash: $(STAMP)
	@$(PY) -m tools.crash saves --every $(or $(EVERY),1)
	@$(PY) -m tools.crash turns 20
	@$(PY) -m tools.crash keys $(or $(KILLS),500)

fuzz: $(STAMP)
	@$(PY) -m tools.fuzz --minutes $(or $(MINUTES),1) $(CHOOSE)

$(VENV)/.release $(VENV)/.mutants: $(VENV)/.%: $(STAMP)
	@$(PY) -m pip install --quiet --constraint constraints.txt --no-build-isolation --editable '.[$*]'
	@touch $@

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find coopcoach tests tools -name __pycache__ -prune -exec rm -rf {} +
	find coopcoach -name '*.mo' -exec rm -f {} +
