"""The network's library of documents (product § 3.3, § 3.4)."""
