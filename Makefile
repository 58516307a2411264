# `make demo` sets everything up and runs the main job on seeds/; `make test` sets up and runs every check.
.PHONY: demo test check clean

demo: .venv/ready
	.venv/bin/aiextract extract seeds -o out/events.jsonl
	.venv/bin/aiextract evaluate seeds out/events.jsonl --brief
	@echo "events of every article of seeds/: out/events.jsonl; a coloured table: .venv/bin/aiextract extract seeds/dev_a.jsonl"

test: .venv/ready
	scripts/check

check: test

.venv/ready: pyproject.toml scripts/setup
	scripts/setup

clean:
	rm -rf .venv out
