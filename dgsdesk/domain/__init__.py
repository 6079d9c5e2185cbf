"""The rules, as plain dataclasses and pure functions. Knows neither SQL, files, Qt nor the clock."""
