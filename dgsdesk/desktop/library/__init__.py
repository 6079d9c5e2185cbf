"""The network's library: its page, and what other pages show of it."""
