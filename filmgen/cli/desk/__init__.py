"""The desk's commands: script work, one module a command."""
