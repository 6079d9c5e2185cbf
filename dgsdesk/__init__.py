"""DGS Desk: the meetings of the general directors of an intercommunality and its communes."""

__version__ = "0.1.0"
