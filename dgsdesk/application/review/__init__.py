"""« Faire relire »: the draft goes round, observations come, approval is stated (product § 3.9)."""
