# Two commands to know: `make run` and `make test`. Everything they do stands in tools/.
export PYTHONUTF8 := 1
BIN := .venv/bin
PYTHON := $(BIN)/python
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	--no-emit-index-url --no-emit-find-links $(ARGS) pyproject.toml
TEMPLATES = $(shell find templates -name '*.html')

.PHONY: run stop demo-reset test check fix bench states lock

run: ## show the system: http://127.0.0.1:8000 (PORT= and HOST= choose another address)
	@python3 tools/setup.py run
	@exec $(PYTHON) -m tools.run

stop: ## end what `make run` left in the background
	@$(PYTHON) -m tools.run stop

demo-reset: ## throw the demo area away; the next run makes it anew
	@$(PYTHON) -m tools.run demo-reset

test: ## everything, browsers included
	@python3 tools/setup.py test
	@$(PYTHON) -m tools.static
	@$(PYTHON) -m tools.localpg with $(PYTHON) -m tools.test $(ARGS)

check: ## everything that can be said without running it
	@python3 tools/setup.py check
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy .
	$(BIN)/djade --check --target-version 5.2 $(TEMPLATES)
	$(BIN)/djhtml --check --tabwidth 2 $(TEMPLATES)
	$(BIN)/lint-imports
	$(PYTHON) -m tools.static
	$(PYTHON) -m tools.localpg with $(PYTHON) manage.py makemigrations --check --dry-run
	$(PYTHON) -m tools.localpg with $(PYTHON) manage.py check --deploy --fail-level WARNING

fix: ## let the tools mend what they can
	@python3 tools/setup.py check
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/djade --target-version 5.2 $(TEMPLATES)
	$(BIN)/djhtml --tabwidth 2 $(TEMPLATES)

bench: ## performance.md's numbers beside their floors
	@python3 tools/setup.py check
	@$(PYTHON) -m tools.localpg with $(PYTHON) -m tools.bench $(ARGS)

states: ## draw the tables of states into docs/states.md
	$(PYTHON) -m tools.localpg with $(PYTHON) -m tools.states

lock: ## pin the packages of pyproject.toml anew, with hashes (ARGS=--upgrade: newest)
	$(COMPILE) --output-file requirements.txt
	$(COMPILE) --group dev --constraint requirements.txt --output-file requirements-dev.txt
