"""An export in open formats read again into a network that holds nothing yet: one act, to be undone."""

from __future__ import annotations

from dataclasses import dataclass

from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.safety.restoring import take_from
from dgsdesk.application.sentences import add_sentences
from dgsdesk.domain.errors import BadInput, RuleBroken, StorageUnavailable
from dgsdesk.domain.network import Network

add_sentences(
    {
        "no_export": (
            "Le dossier « {where} » ne contient pas d’export de DGS Desk (« dgsdesk.json »).",
            "Choisissez le dossier tel qu’il a été exporté. Rien n’a été changé.",
        ),
        "export_foreign": (
            "« {where} » n’est pas un export de DGS Desk.",
            "Choisissez le dossier tel qu’il a été exporté. Rien n’a été changé.",
        ),
        "export_newer": (
            "« {where} » vient d’une version plus récente de DGS Desk.",
            "Installez la version la plus récente du programme. Rien n’a été changé.",
        ),
        "export_cut": (
            "« {where} » manque, est coupé ou a été modifié.",
            "Recopiez le dossier entier de l’export, ou exportez à nouveau. Rien n’a été changé.",
        ),
        "export_value": (
            "Une valeur de l’export ne peut pas être d’un réseau ({where}).",
            "Reprenez l’export tel qu’il a été écrit. Rien n’a été changé.",
        ),
        "import_not_empty": (
            "Un réseau est déjà ouvert ici : un export se relit dans un réseau neuf.",
            "Indiquez un fichier qui n’existe pas encore (--database). Rien n’a été changé.",
        ),
    }
)


@dataclass(frozen=True)
class ImportNetwork(Command[int]):
    """Read an export into this network, which must be empty; returns how many rows came.

    Raises NotFound("no_export"), RuleBroken("import_not_empty"), StorageUnavailable, and BadInput:
    "export_foreign", "export_newer", "export_cut", "export_value".
    """

    folder: str


@handles(ImportNetwork, "Réseau « {name} » importé")
def import_network(act: Act, command: ImportNetwork) -> int:
    if act.store.find(Network):
        raise RuleBroken("import_not_empty")
    try:
        with act.view.keeper.assembled(command.folder) as past:
            found = past.compare([])
            networks = past.store.find(Network)
            if len(networks) != 1:
                raise BadInput("export_value", where="network.json")
            act.tell(name=networks[0].name)
            return take_from(act, past, found)
    except StorageUnavailable as error:
        if error.code == "backup_damaged":  # a reference to nothing, a value that no field can have
            raise BadInput("export_value", where=command.folder) from error
        raise
