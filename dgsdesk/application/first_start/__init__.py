"""The first start: a network founded from the reference, a model or by hand."""
