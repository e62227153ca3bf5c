# Every target prepares what it needs; nothing has to be set up before.

PORT ?= 8000
HOST = 127.0.0.1
export PORT HOST PYTHON

python = .venv/bin/python
manage = $(python) manage.py
# A file of settings that somebody keeps here is for their site, not for tests. What Python has
# compiled is kept from one run to the next, whatever the machine's own setting: that is quicker.
test_environment = ENV_FILE= ENV=local PYTHONDONTWRITEBYTECODE=
production = $(test_environment) ENV=production DATABASE_URL=sqlite://:memory: EMAIL_URL=smtp://localhost \
	ALLOWED_HOSTS=fireside.example SECRET_KEY=$$($(python) -c 'import secrets; print(secrets.token_urlsafe(50))') \
	FIELD_KEYS=$$($(python) -c 'from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())')
# By worksteal, tests of one module mostly stay together, and share its rows.
pytest = $(python) -m pytest --quiet -n 2 --dist worksteal
# What a page shows and whom it lets in hardly depends on the engine, and takes half of the time.
chosen = not (page and postgresql)

help: ## list these targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' Makefile | expand -t 16

run: venv ## serve the site, with a demo, on http://127.0.0.1:8000 (PORT=8001 takes another port)
	@$(manage) prepare_database --verbosity 0
	@$(manage) collectstatic --no-input --verbosity 0
	@$(manage) load_demo --if-empty
	@$(manage) load_reference_data --verbosity 0
	@exec $(python) -m gunicorn --config bin/gunicorn_demo.py

dev: venv ## serve the site for work on it: debug pages, reloading when a file changes
	@DEBUG=1 $(manage) prepare_database --verbosity 0
	@DEBUG=1 $(manage) runserver $(HOST):$(PORT)

test: lint ## everything that must hold, on SQLite, and on PostgreSQL what is not a page
	$(test_environment) DATABASE_URL= $(python) bin/with-postgres $(pytest) -m "$(chosen)"

test-all: chosen =
test-all: test ## the same, with the pages on PostgreSQL too, as before each release

test-browser: venv-dev ## the pages in a real Chromium, with axe for accessibility
	$(test_environment) DATABASE_URL= $(python) -m pytest --quiet -n 2 --dist loadfile browser_tests

checks: venv-dev ## no migration is missing, and Django's own checks for production
	$(test_environment) DATABASE_URL= $(manage) makemigrations --check --dry-run
	@echo "manage.py check --deploy, as in production"
	@$(production) $(manage) check --deploy --fail-level WARNING

lint: venv-dev ## style, formatting, templates, the direction of imports
	$(python) -m ruff check --output-format concise .
	$(python) -m ruff format --check .
	find templates */templates -name '*.html' 2>/dev/null | xargs -r .venv/bin/djade --check --target-version 6.1
	.venv/bin/lint-imports --no-logo

format: venv-dev ## mend what lint would complain about, where a program can
	$(python) -m ruff check --fix .
	$(python) -m ruff format .
	find templates */templates -name '*.html' 2>/dev/null | xargs -r .venv/bin/djade --target-version 6.1

er: venv ## draw the tables in docs/data-model.md, from the models
	@$(test_environment) DATABASE_URL= $(manage) write_data_model

bench-scenes: ## how fast scene runs are saved and loaded, beside other stacks
	@bin/make-venv var/bench-venv benchmarks/requirements.txt
	var/bench-venv/bin/python -m benchmarks.scenes.run $(ARGS)

bench-league: ## whether the League slows down as its log grows
	@bin/make-venv var/bench-venv benchmarks/requirements.txt
	var/bench-venv/bin/python -m benchmarks.league.run $(ARGS)

bench-play: ## whether a scene slows down as it grows, and how many can read it at once
	@bin/make-venv var/bench-venv benchmarks/requirements.txt
	var/bench-venv/bin/python -m benchmarks.play.run $(ARGS)

bench-campaigns: ## whether the compendium is quick with 20,000 spells
	@bin/make-venv var/bench-venv benchmarks/requirements.txt
	var/bench-venv/bin/python -m benchmarks.campaigns.run $(ARGS)

bench-storyteller: ## how fast the book of a whole life is made, and in how much memory
	@bin/make-venv var/bench-venv benchmarks/requirements.txt
	var/bench-venv/bin/python -m benchmarks.storyteller.run $(ARGS)

venv:
	@bin/make-venv .venv requirements.txt

venv-dev:
	@bin/make-venv .venv requirements-dev.txt

.PHONY: help run dev test test-all test-browser checks lint format er bench-scenes bench-league bench-play bench-campaigns bench-storyteller venv venv-dev
