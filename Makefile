# The commands of this project. Each makes .venv first where it is missing or older than the requirements.
PYTHON ?= python3
PIP_FLAGS ?= --disable-pip-version-check --quiet
VENV := .venv
RUN := $(VENV)/bin/python

.PHONY: run index eval test check format benchmark clean

run: $(VENV)/.installed  ## open the chat; the index is made on first start
	$(RUN) app.py

index: $(VENV)/.installed  ## bring the index in line with corpus/reports/
	$(RUN) -m index

eval: $(VENV)/.installed index  ## ask the known questions, print the table
	$(RUN) -m eval

test: $(VENV)/.installed-dev  ## the whole test suite
	$(RUN) -m pytest

check: $(VENV)/.installed-dev  ## format, lint, types, direction of imports
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy
	$(RUN) -m pytest tests/test_imports.py

format: $(VENV)/.installed-dev
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

benchmark: $(VENV)/.installed index  ## how long the steps of an answer take; see benchmarks/
	$(RUN) -m benchmarks

clean:  ## the environment and the index go, the reports stay
	rm -rf $(VENV) index/storage

$(VENV)/.installed: requirements.txt constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed: make PYTHON=python3.11")'
	test -x $(RUN) || $(PYTHON) -m venv $(VENV)
	@echo "必要なパッケージをインストールしています（数分かかります） / installing packages, this takes minutes"
	$(RUN) -m pip install $(PIP_FLAGS) -r requirements.txt
	touch $@

$(VENV)/.installed-dev: requirements-dev.txt $(VENV)/.installed
	$(RUN) -m pip install $(PIP_FLAGS) -r requirements-dev.txt
	touch $@
