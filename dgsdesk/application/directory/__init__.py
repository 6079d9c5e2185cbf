"""The directory: organisations, people, posts, and lists of them (product § 3.13)."""
