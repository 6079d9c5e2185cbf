"""« Formats de rencontre »: who meets, when and how; who belongs; which dates."""
