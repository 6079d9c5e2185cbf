"""What the application asks of the outside: small protocols, implemented on the floors above."""
