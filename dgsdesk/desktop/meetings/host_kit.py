"""« Préparer le dossier d’accueil »: the host's papers, laid in one act from whichever step is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from dgsdesk.desktop.meetings.acts import HOST_KIT
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.shell.laid import folder_message
from dgsdesk.domain.wording import plural

if TYPE_CHECKING:
    from dgsdesk.application.invitation.files import Laid


class HostKit(QObject):
    """``meeting`` says which meeting is open."""

    def __init__(self, host: PageHost, meeting: Callable[[], str], parent: QObject) -> None:
        super().__init__(parent)
        self._host = host
        self._meeting = meeting
        host.actions.bind(HOST_KIT, self._prepare)

    def _prepare(self) -> None:
        from dgsdesk.application.meeting.host_kit import PrepareHostKit

        if self._meeting():
            self._host.run(PrepareHostKit(self._meeting()), then=self._tell, owner=self)

    def _tell(self, laid: Laid) -> None:
        files = plural(len(laid.files), self.tr("fichier"), self.tr("fichiers"))
        said = self.tr("Le dossier d’accueil est prêt : {}, pour Word et en PDF.").format(files)
        advice = self.tr("Envoyez le dossier à l’hôte, ou imprimez-le pour lui.")
        self._host.tell(folder_message(self._host, said, laid.folder, remedy=advice))
