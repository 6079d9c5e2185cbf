"""The twelve faults of `../shared/faults.md`, staged: `python -m tests.faults` prints the table."""
