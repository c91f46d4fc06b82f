# Two commands for a newcomer: `make demo` does the main job, `make test` passes every test.
# Each makes its own `.venv` the first time; only Python 3.11 or newer is needed beforehand.

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip -qq --disable-pip-version-check
DEMO_CASE := docs/examples/nursing-home.json

.PHONY: demo test bench vsix reference clean

demo: $(VENV)/.core
	@echo '$$ hjemmel check --format compact policies'
	@$(BIN)/hjemmel check --format compact policies
	@echo
	@echo '$$ hjemmel explain --for person --language nb $(DEMO_CASE)'
	@$(BIN)/hjemmel explain --for person --language nb $(DEMO_CASE)

test: $(VENV)/.dev
	$(BIN)/python -m pytest

bench: $(VENV)/.core
	@$(BIN)/python -m tests.bench.bench

# The extension for Visual Studio Code: docs/editors/vscode packed with its client library, which npm fetches.
vsix: $(VENV)/.core
	@rm -rf build/vscode && mkdir -p build && cp -R docs/editors/vscode build/vscode
	@cd build/vscode && npm ci --omit=dev --no-audit --no-fund --silent
	@$(BIN)/python -m engine.lsp.vsix build/vscode build/hjemmel.vsix

# The pages and pictures that docs/reference has of the grammar and of the glossary.
reference: $(VENV)/.dev
	@$(BIN)/python -m engine.reference

clean:
	rm -rf $(VENV) build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache .hjemmel
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.core: $(VENV)/.made pyproject.toml constraints.txt
	@echo 'Installing what hjemmel needs into $(VENV) …' >&2
	@$(PIP) install --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.core
	@echo 'Installing what the tests need into $(VENV) …' >&2
	@$(PIP) install --constraint constraints.txt --editable '.[dev]'
	@touch $@

# The newest Python that starts, is 3.11 or newer and can make an environment; a name that only points nowhere is passed over.
$(VENV)/.made:
	@python=; for name in $(PYTHON) python3.14 python3.13 python3.12 python3.11 python3; do \
	  if $$name -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
	    python=$$name; break; \
	  fi; \
	done; \
	if [ -z "$$python" ]; then \
	  echo 'hjemmel needs Python 3.11 or newer with the venv module, and found none (tried python3.14 … python3).' >&2; \
	  echo 'Install one (on Debian and Ubuntu: apt install python3 python3-venv), or say which: make PYTHON=/path/to/python' >&2; \
	  exit 2; \
	fi; \
	echo "Making $(VENV) with $$($$python --version) …" >&2; \
	$$python -m venv --clear $(VENV)
	@touch $@
