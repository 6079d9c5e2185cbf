"""The one place that knows everybody: it builds the desk and the window from the parts of every floor."""
