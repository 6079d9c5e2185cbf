"""« Réglages »: how the window looks, where the network lies, what was done."""
