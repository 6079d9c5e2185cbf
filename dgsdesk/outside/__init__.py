"""What the machine lends: opening files, the place of the data, the lock."""
