"""What is kept: SQLAlchemy mapping, unit of work, journal, backup, reference data, migrations."""
