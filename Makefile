# `make run` shows what Photosearch does, `make test` checks it, `make bench` measures it,
# `make installer` builds what people install, into dist/.

VENV := .venv
READY := $(VENV)/.ready
BENCH ?=

# Names of folders and files may hold anything: they go to the script as they are, never through make or a shell line.
override PHOTOS := $(value PHOTOS)
override QUERY := $(value QUERY)
export PHOTOS QUERY

.PHONY: run test bench translations installer clean

run: $(READY)
	@sh packaging/development/run.sh

test: $(READY)
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/pytest -n 2 --dist loadfile --ignore tests/gui
	$(VENV)/bin/pytest tests/gui

bench: $(READY)
	$(VENV)/bin/python -m tests.benchmarks $(BENCH)

translations: $(READY)
	$(VENV)/bin/python packaging/translations/update.py

installer: $(READY)
	$(VENV)/bin/python packaging/build.py

$(READY): requirements.txt pyproject.toml packaging/development/setup.sh
	@sh packaging/development/setup.sh $(VENV)

clean:
	rm -rf $(VENV) build dist
