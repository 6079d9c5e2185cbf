"""What rail and status bar say about the open network, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dgsdesk.desktop.shell.session import Surroundings

if TYPE_CHECKING:
    from dgsdesk.application.desk import View
    from dgsdesk.application.surroundings import NetworkRow


def surroundings(view: View) -> Surroundings:
    """Return the words; asked in the database worker after each change."""
    from dgsdesk.application.surroundings import network_row
    from dgsdesk.domain.wording import plural

    row = network_row(view)
    if not row.name:
        return Surroundings(start="first_start", notice="Aucune donnée ne quitte ce poste")
    return Surroundings(
        network=row.name,
        network_id=row.id,
        communes=plural(row.communes, "commune", "communes"),
        notice="Réseau d’exemple : communes réelles, données inventées" if row.example else "",
        backup=_backup(row),
        counts=(("arrivals", row.arrivals),) if row.arrivals else (),
    )


def _backup(row: NetworkRow) -> str:
    from dgsdesk.domain.wording import date_short, hour

    if row.backup_failed:
        where = "réseau" if row.backup_failed == "backup_unsound" else "disque"
        return f"Sauvegarde impossible : vérifiez le {where}"
    if row.backup is None:
        return ""
    if row.backup.date() == row.today:
        return f"Sauvegarde du jour : {hour(row.backup.time())}"
    return f"Sauvegarde : {date_short(row.backup.date())}"
