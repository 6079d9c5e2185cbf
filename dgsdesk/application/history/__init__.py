"""What was done and by whom; deleted things and how they come back (product § 3.14)."""
