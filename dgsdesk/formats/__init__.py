"""What crosses the border: readers and writers, one module per file format."""
