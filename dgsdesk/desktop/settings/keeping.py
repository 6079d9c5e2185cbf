"""« Conservation et archives »: what has passed its time, and what goes to the archives."""

from __future__ import annotations

from dgsdesk.desktop.components.form import Form
from dgsdesk.desktop.settings.archives import ArchivePart
from dgsdesk.desktop.shell.host import PageHost


class KeepingPane(Form):
    """Durations, what has passed them, and the handing over of what was adopted."""

    def __init__(self, host: PageHost) -> None:
        super().__init__(host.theme)
        self.archives = ArchivePart(host)
        self.row(self.tr("Verser aux archives"), self.archives)
        self.note(
            self.tr(
                "Un dossier neuf\u00a0: en PDF/A, les comptes rendus adoptés et leurs éditions diffusées, "
                "l’ordre du jour, les présences, les décisions et la preuve d’approbation\u202f; les pièces "
                "jointes telles quelles\u202f; un bordereau, une ligne par fichier, avec son empreinte, "
                "le délai de communicabilité et le sort proposés. Rien n’est retiré d’ici."
            )
        )

    def refresh(self) -> None:
        """Read again what stands here."""
        self.archives.refresh()
