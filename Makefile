# Every target brings up the environment it needs; `make` alone lists them.
# PYTHON=… picks another interpreter (3.11 or newer).

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
FONTS := build/fonts
TIME ?= 60
FORMS := $(wildcard fixtures/*.txt fixtures/*.tsv fixtures/*.pdf fixtures/*.png fixtures/*.jpg fixtures/*.tif fixtures/*.docx fixtures/*.xlsx fixtures/*.html fixtures/*.ofd)

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help env demo docs test lint format accuracy layouts grids readers bench fuzz fixtures golden wheel-check lock clean

help: ## list the targets
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1|\2/p' $(MAKEFILE_LIST) | column -t -s '|' 2>/dev/null \
	  || sed -nE 's/^([a-z-]+):.*## (.*)/  make \1: \2/p' $(MAKEFILE_LIST)

env: $(STAMP) ## make .venv with the pinned versions and the package itself

$(STAMP): constraints.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11 …" >&2; exit 2; }
	@test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV) \
	  || { echo "no venv module: install it (Debian: python3.11-venv) and run make again" >&2; exit 2; }
	$(BIN)/pip install --quiet --require-hashes -r constraints.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	@touch $(STAMP)

demo: $(STAMP) ## convert the forms in fixtures/ and say where the report is
	@$(BIN)/zipingbiao convert $(FORMS) --out build/demo; status=$$?; \
	  [ $$status -le 1 ] || exit $$status; \
	  echo; echo "report: $(CURDIR)/build/demo/report.html"

docs: $(STAMP) ## build the site of docs/ into build/site
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet
	@echo "site: $(CURDIR)/build/site/index.html; with its search: $(BIN)/python -m http.server -d build/site"

test: $(STAMP) ## run all tests
	$(BIN)/python -m pytest

lint: $(STAMP) ## ruff (rules and format) and mypy --strict
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

format: $(STAMP) ## let ruff put imports and layout right
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

accuracy: $(STAMP) $(FONTS)/.installed ## score the fixtures, then misreadings and planted mistakes
	$(BIN)/python -m benchmarks.accuracy
	$(BIN)/python -m benchmarks.noise
	PYTHONPATH=fixtures $(BIN)/python -m benchmarks.planted --fonts $(FONTS)

layouts: $(STAMP) ## read forms of random layouts in memory and score them
	$(BIN)/python -m benchmarks.layouts

grids: $(STAMP) $(FONTS)/.installed ## find the cells of made-up scanned tables of any layout
	$(BIN)/python -m benchmarks.grids --fonts $(FONTS)/mplfonts/fonts

readers: $(STAMP) $(FONTS)/.installed ## compare the readers on the same forms, ruled and not
	PYTHONPATH=fixtures $(BIN)/python -m benchmarks.readers --fonts $(FONTS)

bench: $(STAMP) ## time the pipeline beside its peers, then a batch of 10,000 files
	$(BIN)/python -m benchmarks.speed
	$(BIN)/python -m benchmarks.batch
	$(BIN)/python -m benchmarks.report

fuzz: $(STAMP) ## fuzz every reader, TIME=60 seconds each; what escapes is kept in build/fuzz
	for target in numbers textdump family html docx xlsx pdf; do \
	  $(BIN)/python -m fuzz $$target --seconds $(TIME) || exit 1; done

fixtures: $(STAMP) $(FONTS)/.installed ## make the made-up forms and their truth again
	PYTHONPATH=fixtures $(BIN)/python -m generator --fonts $(FONTS) --out fixtures

# Only the generator needs a font; it is big, so it stays out of the environment.
$(FONTS)/.installed: fixtures/generator/fonts.txt | $(STAMP)
	$(BIN)/pip install --quiet --no-deps --require-hashes --target $(FONTS) --upgrade -r $<
	@touch $@

golden: $(STAMP) ## write tests/golden/, generated pages and pictures anew; read the diff before keeping it
	ZIPINGBIAO_GOLDEN=write $(BIN)/python -m pytest tests/test_golden.py tests/test_rules_page.py \
	  tests/test_dictionary_page.py tests/browser/test_walkthroughs.py

wheel-check: $(STAMP) ## build the wheel and use it in a clean environment outside the checkout
	.ci/wheel-check $(BIN)/python

lock: ## pin today's versions in constraints.txt
	$(PYTHON) -m venv build/lock
	build/lock/bin/pip install --quiet uv
	build/lock/bin/uv pip compile pyproject.toml --extra dev --extra ray --extra analysis --extra docs --universal --python-version 3.11 \
	  --upgrade --generate-hashes --no-emit-index-url --no-annotate --quiet \
	  --custom-compile-command "make lock" --output-file constraints.txt

clean: ## remove everything that make made
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
