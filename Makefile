# make demo   环境、样例县、半年报告、网站（SERVE=0 时不开网站，PORT=端口）
# make test   全部测试；make check 格式、类型、引入方向、迁移、文档
# make bench  速度与内存；make golden 重写金样；make system 装系统软件（PostgreSQL、Chromium、中文字体；需 root）
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
ON ?= 2023-06-30
PORT ?= 8000
CHROMIUM ?= /usr/bin/chromium
export DUZHI_HOME ?= $(CURDIR)/var

.PHONY: demo test check bench golden pictures system lock
.DELETE_ON_ERROR:

demo: .venv/base
	$(BIN)/duzhi django migrate --verbosity 0
	$(BIN)/duzhi sample
	$(BIN)/duzhi figures --on $(ON)
	$(BIN)/duzhi report half-year --on $(ON) -o $(DUZHI_HOME)/reports/half-year-$(ON).docx
	@[ "$(SERVE)" = 0 ] || $(BIN)/duzhi serve --port $(PORT)

# One sample county for every stage
test: .venv/dev
	@county=$$(mktemp -d) && trap 'rm -rf "$$county"' EXIT && export DUZHI_COUNTY="$$county" && \
	$(MAKE) --no-print-directory test-rules && $(MAKE) --no-print-directory test-web && \
	$(MAKE) --no-print-directory test-browser && $(MAKE) --no-print-directory test-postgres

.PHONY: test-rules
test-rules: .venv/dev
	$(BIN)/python -m pytest -q -n 2 -m "not postgres"

.PHONY: test-web
test-web: .venv/dev
	$(BIN)/python -m pytest -q -n 2 tests/web

.PHONY: test-browser
test-browser: .venv/dev
	@if [ ! -x "$(CHROMIUM)" ] && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then $(MAKE) --no-print-directory system; fi
	@if [ ! -x "$(CHROMIUM)" ]; then echo "没有运行的测试：浏览器（tests/e2e）。装好 Chromium 再试，或 ALLOW_MISSING=1 表示知道" >&2; \
	  [ "$(ALLOW_MISSING)" = 1 ]; exit $$?; fi; $(BIN)/python -m pytest -q -n 2 tests/e2e

.PHONY: test-postgres
test-postgres: .venv/dev
	@$(BIN)/python tests/postgres.py $(BIN)/python -m pytest -q -n 2 --migrations $(POSTGRES_TESTS); code=$$?; \
	if [ $$code -eq 3 ] && [ "$$(id -u)" = 0 ] && [ -z "$$DUZHI_SYSTEM_TRIED" ] && command -v apt-get >/dev/null; then \
	  $(MAKE) --no-print-directory system && DUZHI_SYSTEM_TRIED=1 $(MAKE) --no-print-directory test-postgres; exit $$?; fi; \
	if [ $$code -eq 3 ]; then \
	  echo "没有运行的测试：PostgreSQL（$(POSTGRES_TESTS)）。装好 PostgreSQL 再试，或 ALLOW_MISSING=1 表示知道" >&2; \
	  [ "$(ALLOW_MISSING)" = 1 ]; exit $$?; fi; exit $$code

POSTGRES_TESTS := tests/stories src/duzhi/ledger src/duzhi/figures src/duzhi/office src/duzhi/money src/duzhi/intake src/duzhi/web

check: .venv/dev
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/duzhi django makemigrations --check --dry-run --verbosity 1
	$(BIN)/python -m pytest -q tests/test_docs.py

bench: .venv/dev
	$(BIN)/python -m benchmarks.run

golden: .venv/dev
	DUZHI_GOLDEN=1 $(BIN)/python -m pytest -q -k golden
	DUZHI_GOLDEN=1 $(BIN)/python -m pytest -q -k golden tests/web

# While `make demo` serves: the pictures of the README again
pictures: .venv/dev
	$(BIN)/python -m tests.e2e.pictures http://127.0.0.1:$(PORT) docs/pictures $(DUZHI_HOME)/sample

system:
	apt-get update -qq
	DEBIAN_FRONTEND=noninteractive apt-get install -y -qq postgresql chromium fonts-noto-cjk

lock: .venv/dev
	for one in base dev; do uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-header --no-emit-index-url requirements/$$one.in -o requirements/$$one.txt; done

.venv/base: requirements/base.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "需要 Python 3.11 以上：make PYTHON=python3.11" >&2; exit 2; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/base.txt
	$(BIN)/python -c 'import pathlib, sysconfig; pathlib.Path(sysconfig.get_path("purelib"), "duzhi.pth").write_text("$(CURDIR)/src\n")'
	printf '#!%s\nimport sys\nfrom duzhi.config.cli import main\nsys.exit(main())\n' "$(CURDIR)/$(BIN)/python" > $(BIN)/duzhi
	chmod +x $(BIN)/duzhi
	@touch $@

.venv/dev: .venv/base requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@
