"""The places of the pages, in the order of the rail; what the pages are stands in each one's ``entry``."""

from __future__ import annotations

from dgsdesk.desktop.shell.place import PagePlace, Place

HOME = PagePlace("home", "Accueil", "nav.home", 1)
MEETINGS = PagePlace("meetings", "Réunions", "nav.meetings", 2)
ROTA = PagePlace("rota", "Tour d’accueil", "nav.rota", 3)
GREY_ZONES = PagePlace("grey_zones", "Zones grises", "nav.grey_zones", 4)
SUBJECTS = PagePlace("subjects", "Sujets", "nav.subjects", 5)
ACTIONS = PagePlace("actions", "Actions", "nav.actions", 6)
DIRECTORY = PagePlace("directory", "Annuaire", "nav.directory", 7)
LIBRARY = PagePlace("library", "Documents", "nav.documents", 8)
YEARLY_REPORT = PagePlace("yearly_report", "Bilan", "nav.report", 9)
ARRIVALS = PagePlace("arrivals", "Arrivées", "nav.arrivals", 10, Place.BELOW_LINE)
CIRCLES = PagePlace("circles", "Formats", "users", 0, Place.FOOT)
SETTINGS = PagePlace("settings", "Réglages", "nav.settings", 0, Place.FOOT)
HISTORY = PagePlace("history", "Historique", "history", 0, Place.NOWHERE)
COMPETENCES = PagePlace("competences", "Compétences", "scroll-text", 0, Place.NOWHERE)
FIRST_START = PagePlace("first_start", "Premier démarrage", "kind.epci", 0, Place.NOWHERE)

PLACES = (
    HOME,
    MEETINGS,
    ROTA,
    GREY_ZONES,
    SUBJECTS,
    ACTIONS,
    DIRECTORY,
    LIBRARY,
    YEARLY_REPORT,
    ARRIVALS,
    CIRCLES,
    SETTINGS,
    HISTORY,
    COMPETENCES,
    FIRST_START,
)
