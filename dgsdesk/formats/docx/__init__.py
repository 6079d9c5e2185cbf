"""DOCX: writing, reading, and the base file with its named styles."""
