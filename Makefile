# Two commands: `make up` runs the office, `make test` passes the tests. Both install what they need.
# compiled modules are kept in the checkout: without them every start compiles all packages again
unexport PYTHONDONTWRITEBYTECODE
.PHONY: up test check lint types contracts bench endurance openapi shots

up:
	@bin/prepare
	@.venv/bin/huiyin up $(ARGS)

test:
	@bin/prepare
	@bin/test $(ARGS)

check: lint contracts types

lint:
	@bin/prepare
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .

contracts:
	@bin/prepare
	.venv/bin/lint-imports

types:
	@bin/prepare
	.venv/bin/mypy

bench:
	@bin/prepare
	@for file in benchmarks/*.py; do case $$file in */_*) ;; *) echo "== $$file"; PYTHONPATH=. .venv/bin/python $$file || exit 1;; esac; done

openapi: # the interface as a document, after it was changed
	@bin/prepare
	HUIYIN_DATA=$$(mktemp -d) DJANGO_SETTINGS_MODULE=huiyin.web.settings .venv/bin/python -c \
	  "import django; django.setup(); from huiyin.web.api import document; print(document(), end='')" > docs/openapi.json

shots: # every page of the demo county in both languages at three widths, while `make up` runs
	@bin/prepare
	PYTHONPATH=. .venv/bin/python -m tests.shots $(ARGS)

endurance:
	@bin/prepare
	.venv/bin/python -m pytest -m slow $(ARGS)
