# The course's commands. Needs Python 3.11 to 3.13 with venv, and a package registry that pip reaches.
#
# `make lab` installs what a student needs, everything else also what it takes to test and change the course.
# Both are remembered by a stamp in .venv, so that a second call starts at once. PYTHON=... picks the Python; TORCH=cpu
# asks for PyTorch's small build without GPU; LESSONS="01 02" limits lab, edit, edited, numbers, refresh, release and mutants;
# ARGS="..." is handed to pytest.

SHELL := /bin/sh
BIN := .venv/bin
COURSE := $(BIN)/python -m dl_course.cli
CODE := dl_course tools tests benchmarks book notebooks solutions
EVERYTHING := -e ".[dev,track,cluster,book]"
LESSONS ?=
ARGS ?=
# Without a wish, the build that .venv has.
TORCH ?= $(shell cat .venv/.torch 2>/dev/null)

# A warning that the caller asked for would be printed into every notebook and compared.
unexport PYTHONWARNINGS
# Each kernel is a process: without kept bytecode, each would compile TensorFlow or PyTorch anew for seconds.
unexport PYTHONDONTWRITEBYTECODE
# Notebooks run side by side: threads that wait for work spin for some microseconds, then leave the processor to others.
export OMP_WAIT_POLICY ?= PASSIVE
export GOMP_SPINCOUNT ?= 1000
# Not the caller's environment: nothing from outside .venv may answer an import.
unexport PYTHONPATH VIRTUAL_ENV CONDA_PREFIX

# Stamps of an environment that was made in another folder say nothing about this one.
$(shell test "$$(cat .venv/.place 2>/dev/null)" = "$(CURDIR)" || rm -f .venv/.lab .venv/.dev)

.PHONY: help lab test book book-test lint format edit edited refresh numbers release mutants lock clean torch-as-wished
.DEFAULT_GOAL := help

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

lab: .venv/.lab ## set up and open JupyterLab at the first lesson (LESSONS=02: at another one)
	@$(COURSE) lab $(LESSONS)

# As many tests run side by side as there are cores, so each takes one: with two each the lessons cost half as much again.
test: export OMP_NUM_THREADS ?= 1
test: export TF_NUM_INTRAOP_THREADS ?= $(OMP_NUM_THREADS)
test: .venv/.dev ## set up and run every test, all notebooks among them
	DL_COURSE_DATA=shipped $(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder $(ARGS)

book: .venv/.dev ## make the website of all lessons, book/_build/html
	@DL_COURSE_DATA=shipped $(BIN)/python book/make.py $(ARGS)

book-test: book ## open each of its pages in a browser, move and train what can be
	$(BIN)/python -m pytest tests/test_book.py --every -m every

lint: .venv/.dev ## complain about style, in code and notebooks
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)

format: .venv/.dev ## repair style, in code and notebooks
	$(BIN)/ruff check --fix $(CODE)
	$(BIN)/ruff format $(CODE)

edit: .venv/.dev ## lessons and solutions as text in edit/ (LESSONS=02: of one)
	@$(BIN)/python tools/edit_lessons.py $(LESSONS)

edited: .venv/.dev ## bring what was edited there back, make the numbers, run it, release
	@$(BIN)/python tools/edit_lessons.py --back $(LESSONS)

refresh: .venv/.dev ## run lessons and solutions again and store their outputs
	@$(COURSE) refresh $(LESSONS)

release: .venv/.dev ## make exercises/ from solutions/
	@$(COURSE) release $(LESSONS)

numbers: .venv/.dev ## make the data files of the checks from the right and wrong answers in tests/mistakes/
	@$(BIN)/python tools/hint_numbers.py $(LESSONS)

mutants: .venv/.dev ## change every answer of the exercises a little: the tests must notice (LESSONS=02: of one)
	@DL_COURSE_DATA=shipped $(COURSE) release --mutants $(LESSONS)

lock: .venv/.dev ## resolve pyproject.toml again, for every platform
	@$(BIN)/uv pip compile pyproject.toml --universal --all-extras --python-version 3.11 --no-header --quiet --upgrade \
	  -o requirements.lock
	@{ echo '# One set of versions for every platform. Made by: make lock, which runs'; \
	   echo '#   uv pip compile pyproject.toml --universal --all-extras --python-version 3.11 --no-header --upgrade'; \
	   cat requirements.lock; } > requirements.lock.new && mv requirements.lock.new requirements.lock

clean: ## remove the environment and everything else that can be made again
	rm -rf .venv .pytest_cache .ruff_cache dist test-results book/_build
	find . -name __pycache__ -prune -exec rm -rf {} + ; find . -name .ipynb_checkpoints -prune -exec rm -rf {} +

ANEW = make clean $(filter-out clean,$(MAKECMDGOALS))

# The other build of PyTorch would be put beside what the first one brought: a .venv keeps the build that it was made with.
torch-as-wished:
	@case "$(TORCH)" in ""|cpu) ;; *) echo "TORCH must be cpu, or not be set. Received: $(TORCH)"; exit 1;; esac
	@if [ "$$(cat .venv/.place 2>/dev/null)" = "$(CURDIR)" ] && [ ! -e .venv/.unfinished ] \
	  && [ "$$(cat .venv/.torch 2>/dev/null)" != "$(TORCH)" ]; then \
	  echo "The .venv here has another build of PyTorch. Make it anew: $(ANEW) TORCH=$(TORCH)"; exit 1; \
	fi

.venv/.lab .venv/.dev: | torch-as-wished

.venv/.lab: pyproject.toml requirements.lock
	$(call install,-e .)
	@touch $@

.venv/.dev: pyproject.toml requirements.lock
	$(call install,$(EVERYTHING))
	@touch .venv/.lab $@

# .venv/.unfinished stands while something is being installed: what an interruption leaves behind is made anew.
define install
	@set -e; \
	if [ -e .venv/.unfinished ] || [ "$$(cat .venv/.place 2>/dev/null)" != "$(CURDIR)" ]; then rm -rf .venv; fi; \
	if ! $(BIN)/python -c "" 2>/dev/null; then \
	  rm -rf .venv; \
	  $(find_python); \
	  echo "Setting up .venv with $$python (once$(if $(TORCH),,; about 8 GB))"; \
	  mkdir .venv; : > .venv/.unfinished; \
	  "$$python" -m venv .venv; \
	fi; \
	: > .venv/.unfinished; \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "$$(grep -o '^uv==[^ ;]*' requirements.lock)"; \
	$(BIN)/uv pip install --python $(BIN)/python $(1) -c requirements.lock $(TORCH:%=--torch-backend %) || { \
	  if [ -n "$(TORCH)" ]; then \
	    echo "The build of PyTorch for TORCH=$(TORCH) could not be installed. It comes from PyTorch's own package index, which"; \
	    echo "must be reachable. Try again, or take the large build from where all else comes from: $(ANEW)"; \
	    exit 1; \
	  fi; \
	  echo "uv could not install; trying pip, which also reads pip's own settings (slower)"; \
	  $(BIN)/python -m pip install --disable-pip-version-check $(1) -c requirements.lock; }; \
	printf '%s\n' "$(CURDIR)" > .venv/.place; \
	printf '%s' "$(TORCH)" > .venv/.torch; \
	rm .venv/.unfinished
endef

version_fits := import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))
fits := import venv, ensurepip; $(version_fits)

define find_python
	python=; \
	for candidate in $(or $(PYTHON),python3 python3.13 python3.12 python3.11); do \
	  if "$$candidate" -c "$(fits)" 2>/dev/null; then python=$$candidate; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
	  echo "The course needs Python 3.11, 3.12 or 3.13 with its venv module. Looked for:"; \
	  for candidate in $(or $(PYTHON),python3 python3.13 python3.12 python3.11); do \
	    if ! command -v "$$candidate" >/dev/null 2>&1; then what="not found"; \
	    elif ! "$$candidate" -c "" 2>/dev/null; then what="does not run"; \
	    elif ! "$$candidate" -c "$(version_fits)"; then what="is Python $$("$$candidate" -c 'import sys; print("%d.%d" % sys.version_info[:2])')"; \
	    else what="has no venv (on Debian: apt install python3-venv)"; fi; \
	    echo "  $$candidate: $$what"; \
	  done; \
	  echo "Install one of them, or name it: make PYTHON=/path/to/python3.12"; \
	  exit 1; \
	fi
endef
