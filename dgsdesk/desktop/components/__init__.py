"""The components of the design language: one place for each way of showing a thing."""
