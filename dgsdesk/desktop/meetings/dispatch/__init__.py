"""The step « Diffuser »: who gets which edition, the last check, what left."""
