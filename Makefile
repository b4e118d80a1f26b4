# Everything a person runs. Needs GNU make and Python 3.11 or later; `make` alone lists the commands.

PYTHON ?= python3
PORT ?= 8000

VENV := .venv
PY := $(VENV)/bin/python
# A copy of the lock that was installed last: pip runs again only when the lock differs.
RUN := $(VENV)/installed-requirements.txt
DEV := $(VENV)/installed-requirements-dev.txt
STATIC := $(shell find static commitments activities -path '*static*' -type f 2>/dev/null)

# What a production server would say, for the checks; the local .env does not count.
AS_PRODUCTION := PLEDGETRACKER_ENV_FILE= DEBUG= DATABASE_URL=sqlite://:memory: ALLOWED_HOSTS=example.org \
	SITE_URL=https://example.org SECRET_KEY=$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(50))')

.DEFAULT_GOAL := help
.PHONY: help run dev demo test test-fast lint messages lock bench soak clean

help: ## list these commands
	@echo "make run PORT=8000, and:"
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "%-17s %s\n", $$1, $$2 }'

# --- the site ---------------------------------------------------------------------------------------------------------

# An address of this machine in .env follows PORT; any other SITE_URL is the owner's and stays.
SITE_URL_FOR_PORT = case "$${SITE_URL:-$$(sed -n "s/^SITE_URL=[\"']*//p" .env)}" in \
	http://127.0.0.1:*|http://localhost:*) export SITE_URL=http://127.0.0.1:$(PORT);; esac
# Each of these does nothing where its work is done already.
PREPARE_DATA = $(PY) manage.py migrate --noinput --verbosity 0 && $(PY) manage.py load_reference \
	&& $(PY) manage.py load_undp_pledge && $(PY) manage.py begin_history

run: $(RUN) .env staticfiles/staticfiles.json ## install what is missing, then serve the site on 127.0.0.1:PORT
	@$(PREPARE_DATA)
	@$(SITE_URL_FOR_PORT); $(PY) manage.py how_to_sign_in && exec $(VENV)/bin/gunicorn --bind 127.0.0.1:$(PORT)

dev: export DEBUG = 1
dev: $(RUN) .env ## the same with a server that reloads changed code
	@$(PREPARE_DATA)
	@$(SITE_URL_FOR_PORT); $(PY) manage.py how_to_sign_in && exec $(PY) manage.py runserver 127.0.0.1:$(PORT)

# Of this machine alone, whatever .env says: its own files, no mail server, no Redis, and two people to publish.
# A DATABASE_URL of the shell goes to the command, which refuses any database but a demo's.
DEMO = DATABASE_URL="$${DATABASE_URL:-sqlite:///$(CURDIR)/demo.sqlite3}" KEPT_DIR="$(CURDIR)/demo-kept" \
	SITE_URL=http://127.0.0.1:$(PORT) ALLOWED_HOSTS=localhost,127.0.0.1 BEHIND_TLS_PROXY= EMAIL_HOST= CACHE_URL= \
	SUBMIT_AND_PUBLISH= SITE_NAME="Pledge Tracker demo"

demo: $(RUN) .env staticfiles/staticfiles.json ## a site apart, to try the desk as three people (ANEW=1: begin again)
	@export $(DEMO); $(PY) manage.py make_demo $(if $(ANEW),--anew) && exec $(VENV)/bin/gunicorn --bind 127.0.0.1:$(PORT)

# Beside its place first, so that an interrupted run leaves no half file. The key is nobody else's business: umask.
.env: | $(RUN)
	@umask 077; { echo "# Written by make for this machine. .env.example says what else can stand here."; \
	echo "SECRET_KEY=$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(50))')"; \
	echo "ALLOWED_HOSTS=localhost,127.0.0.1"; \
	echo "SITE_URL=http://127.0.0.1:$(PORT)"; \
	echo "# Whoever tries this out is alone: one person may write and publish."; \
	echo "SUBMIT_AND_PUBLISH=1"; } > .env.new && mv .env.new .env

# The manifest is written last, so its age is the age of all of them.
staticfiles/staticfiles.json: $(STATIC) $(RUN) pledgetracker/settings.py | .env
	@$(PY) manage.py collectstatic --noinput --verbosity 0

# --- tests and checks -------------------------------------------------------------------------------------------------

# A blank DATABASE_URL: the tests' own SQLite file, whatever the shell or .env says.
# All three side by side, since two of them keep one core busy and the browser waits a lot; printed one after the other.
test: $(DEV) ## everything on SQLite, in the browser, and on a real PostgreSQL
	@mkdir -p build; \
	$(PY) -m tests.postgres -- $(PY) -m pytest -m "not browser" -p no:cacheprovider > build/test-postgresql.log 2>&1 & \
	postgresql=$$!; \
	DATABASE_URL= $(PY) -m pytest -m browser -p no:cacheprovider > build/test-browser.log 2>&1 & browser=$$!; \
	trap 'kill $$postgresql $$browser 2>/dev/null; exit 1' INT TERM; red=; \
	echo "== SQLite"; DATABASE_URL= $(PY) -m pytest -m "not browser and not no_database" || red="$$red SQLite"; \
	wait $$browser || red="$$red the browser"; echo "== In the browser"; cat build/test-browser.log; \
	wait $$postgresql || red="$$red PostgreSQL"; echo "== PostgreSQL"; cat build/test-postgresql.log; \
	if [ -z "$$red" ]; then \
	echo "Green: the suite passed on SQLite, in the browser and on PostgreSQL. What was skipped is named above, with the reason."; \
	else echo "Red:$$red; the run above says where."; exit 1; fi

test-fast: $(DEV) ## SQLite, no browser
	@DATABASE_URL= $(PY) -m pytest -m "not browser"

soak: $(DEV) ## the long trials: generated cases by the thousand, and the tests marked soak
	@DATABASE_URL= HYPOTHESIS_PROFILE=soak $(PY) -m pytest -m "hypothesis or soak or turns"

bench: $(DEV) ## measure speed on generated data
	@$(PY) -m benchmarks
	@$(PY) -m benchmarks.served
	@$(PY) -m benchmarks.pdf

lint: $(DEV) ## style, templates, imports, migrations, deployment, catalogue of messages
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	find templates commitments activities -name '*.html' -exec $(VENV)/bin/djade --target-version 5.2 --check {} +
	$(VENV)/bin/lint-imports
	@echo "manage.py makemigrations --check"; $(AS_PRODUCTION) $(PY) manage.py makemigrations --check --dry-run
	@echo "manage.py check --deploy"; $(AS_PRODUCTION) $(PY) manage.py check --deploy --fail-level WARNING
	@$(AS_PRODUCTION) $(PY) scripts/catalogue.py

messages: $(DEV) ## bring the catalogue of messages up to date with the code
	@$(AS_PRODUCTION) $(PY) scripts/catalogue.py --write

# --- packages ---------------------------------------------------------------------------------------------------------

# Created whole or not at all: `pip` is the last thing that venv puts in.
$(VENV)/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	echo "Python 3.11 or later is needed, and '$(PYTHON)' is not that. Name another: make PYTHON=python3.12 ..."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv is missing (Debian: apt-get install python3-venv)."; exit 1; }

# The hashes pin the very files: what was reviewed is what is installed.
$(VENV)/installed-%.txt: %.txt | $(VENV)/bin/pip
	@cmp -s $< $@ || { echo "Installing $< ..."; \
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r $<; }
	@cp $< $@

# LOCK=--upgrade takes newer versions; without it only what pyproject.toml asks for changes. uv is needed here alone.
lock: | $(VENV)/bin/pip ## write the lock files anew from pyproject.toml (LOCK=--upgrade: newer versions)
	@test -x .venv-tools/bin/uv || { $(PY) -m venv .venv-tools && .venv-tools/bin/pip install --quiet uv; }
	@for extra in "" "--extra dev"; do \
	.venv-tools/bin/uv pip compile pyproject.toml $$extra --generate-hashes --no-emit-index-url --no-header --universal \
	--python-version 3.11 --quiet $(LOCK) -o requirements$${extra:+-dev}.txt || exit 1; done

clean: ## remove what can be made again; .env and the database stay
	rm -rf $(VENV) .venv-tools staticfiles build test-results .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
