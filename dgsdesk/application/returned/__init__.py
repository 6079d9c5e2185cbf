"""A draft that comes back from Word, merged with ours (product § 3.9, § 3.11)."""
