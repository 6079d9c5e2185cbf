"""The step « Faire relire »: the draft, the observations, the approval."""
