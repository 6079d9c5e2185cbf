"""The rich-text editor: domain texts in, domain texts out, exactly."""
