"""The example territory and generated networks, lived by the same commands that people give."""
