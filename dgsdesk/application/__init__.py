"""The use cases: one package per room of the product. Talks to ports, never to SQL, files or widgets."""
