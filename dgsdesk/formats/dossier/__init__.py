"""Dossiers: a signed zip of JSON and documents, sealed with a passphrase when that is wanted."""
