"""« Réglages »: how the window looks, where the network lies, the rules of the circle, what was done."""
