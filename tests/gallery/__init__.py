"""Pictures of the whole window, made by hand: `python -m tests.gallery FOLDER`."""
