# Two commands: `make up` runs the office, `make test` passes the tests. Both install what they need.
.PHONY: up test check lint types contracts bench endurance shots clean

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
	@for file in benchmarks/*.py; do case $$file in */_*) ;; *) echo "== $$file"; .venv/bin/python $$file || exit 1;; esac; done

endurance:
	@bin/prepare
	.venv/bin/python -m pytest -m slow $(ARGS)
