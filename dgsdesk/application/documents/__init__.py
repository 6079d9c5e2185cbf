"""The papers: pure functions from rows to neutral documents."""
