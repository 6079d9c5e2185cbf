"""The command line: the second face of the same use cases, for scripts, tests and whoever prefers it."""
