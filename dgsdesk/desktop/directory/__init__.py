"""« Annuaire »: organisations and their posts, commissions, our identity, lists of people."""
