"""The use cases: one module per room of the product. Talks to ports, never to SQL, files or widgets."""
