"""Personal data: what is known of people, how long it is kept, how it is erased (RGPD)."""
