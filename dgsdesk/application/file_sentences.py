"""What is told of files that cannot be read: Word documents, rota problems and plans, the shipped reference.

Calendars, messages and lists of people have their sentences in the rooms that read them.
"""

from __future__ import annotations

from dgsdesk.application.sentences import add_sentences

_AGAIN = "Demandez à son auteur de l’enregistrer de nouveau au format .docx. Rien n’a été changé."
_HOSTILE = "Ne l’ouvrez pas et prévenez la personne qui vous l’a envoyé. Rien n’a été changé."
_IN_FILE = "Corrigez le fichier à cet endroit, puis recommencez. Rien n’a été changé."

_WORD = {
    "docx_empty": (
        "Ce document Word est vide : il ne contient pas un seul octet.",
        "Demandez qu’on vous le renvoie : la pièce jointe s’est perdue en route. Rien n’a été changé.",
    ),
    "docx_no_text": ("Ce document Word n’a pas de texte.", _AGAIN),
    "docx_not_word": (
        "Ce fichier est au format {format}, et non au format Word.",
        "Ouvrez-le, enregistrez-le au format .docx, puis recommencez. Rien n’a été changé.",
    ),
    "docx_old_word": (
        "Ce document est dans l’ancien format de Word (.doc).",
        "Ouvrez-le dans Word ou LibreOffice, enregistrez-le au format .docx, puis recommencez. "
        "Rien n’a été changé.",
    ),
    "docx_encrypted": (
        "Ce document Word est protégé par un mot de passe.",
        "Enregistrez-le sans mot de passe, puis recommencez. Rien n’a été changé.",
    ),
    "docx_macros": (
        "Ce document Word contient des macros : il n’est pas lu, par précaution.",
        "Demandez à son auteur de l’enregistrer au format .docx, sans macros. Rien n’a été changé.",
    ),
    "docx_too_large": (
        "Ce document Word est trop gros pour un compte rendu.",
        "Retirez-en les images lourdes, puis recommencez. Rien n’a été changé.",
    ),
    "docx_too_many_nodes": (
        "Ce document Word est trop compliqué pour un compte rendu.",
        "Copiez son texte dans un document neuf, puis recommencez. Rien n’a été changé.",
    ),
    "docx_too_slow": (
        "Ce document Word est trop compliqué : sa lecture a été arrêtée au bout de quelques secondes.",
        "Copiez son texte dans un document neuf, puis recommencez. Rien n’a été changé.",
    ),
    "docx_unreadable": (
        "Ce fichier n’a pas pu être lu : sa lecture s’est interrompue.",
        _AGAIN,
    ),
    "docx_damaged": ("Ce document Word est abîmé ou incomplet.", _AGAIN),
    "docx_bad_xml": ("Ce document Word est abîmé : son contenu ne peut pas être lu.", _AGAIN),
    "docx_part_missing": ("Ce document Word est incomplet : une de ses parties manque.", _AGAIN),
    "docx_duplicate_entries": (
        "Ce document Word est mal construit : une de ses parties y est deux fois.",
        _AGAIN,
    ),
    "docx_bomb": ("Ce document Word est piégé : une fois ouvert, il remplirait la mémoire.", _HOSTILE),
    "docx_doctype": ("Ce document Word est piégé : il appelle un contenu qui lui est étranger.", _HOSTILE),
    "docx_unsafe_names": ("Ce document Word est piégé : il cherche à écrire hors de son dossier.", _HOSTILE),
    "richtext_unreadable": (
        "Un texte mis en forme ne peut pas être lu{at}.",
        "Reprenez-le dans une sauvegarde. Rien n’a été changé.",
    ),
}

_ROTA_SHAPE = {
    "json_syntax": (
        "Ce fichier n’est pas un problème ni un plan de tour d’accueil{at}.",
        "Vérifiez que le fichier est le bon et qu’il est complet. Rien n’a été changé.",
    ),
    "json_number": (
        "« {value} » n’est pas un nombre dans le fichier du tour d’accueil.",
        "Remplacez-le par un nombre écrit en chiffres, puis recommencez. Rien n’a été changé.",
    ),
    "object_expected": (
        "Le fichier du tour d’accueil n’a pas la forme attendue{at} : il y faut un objet.",
        _IN_FILE,
    ),
    "list_expected": (
        "Le fichier du tour d’accueil n’a pas la forme attendue{at} : il y faut une liste.",
        _IN_FILE,
    ),
    "text_expected": ("Il faut un texte{at}.", _IN_FILE),
    "number_expected": ("Il faut un nombre{at}.", _IN_FILE),
    "whole_number_expected": ("Il faut un nombre entier{at}.", _IN_FILE),
    "truth_value_expected": ("Il faut « true » ou « false »{at}.", _IN_FILE),
    "date_expected": (
        "« {value} » n’est pas une date{at}.",
        "Écrivez-la comme 2026-12-08, puis recommencez. Rien n’a été changé.",
    ),
    "no_such_date": ("Le {value} n’existe pas dans le calendrier{at}.", _IN_FILE),
    "missing": ("Une valeur indispensable manque{at}.", _IN_FILE),
    "number_out_of_range": (
        "Le nombre donné{at} n’est pas possible.",
        "Donnez un nombre entre {least} et {most}, puis recommencez. Rien n’a été changé.",
    ),
}

_ROTA_SENSE = {
    "empty_period": (
        "La période finit le {end}, avant d’avoir commencé le {start}{at}.",
        "Échangez ou corrigez les deux dates, puis recommencez. Rien n’a été changé.",
    ),
    "endless_period": (
        "Une période n’a pas ses deux dates{at}.",
        "Donnez le premier et le dernier jour, puis recommencez. Rien n’a été changé.",
    ),
    "period_too_long": (
        "La période compte {days} jours.",
        "Choisissez une période d’au plus {most} jours. Rien n’a été changé.",
    ),
    "half_place": (
        "Une commune n’a que la moitié de ses coordonnées{at}.",
        "Donnez la latitude et la longitude, ou aucune des deux. Rien n’a été changé.",
    ),
    "too_many_slots": (
        "Le tour d’accueil compte {count} dates.",
        "Répartissez-les : un calcul porte sur {most} dates au plus. Rien n’a été changé.",
    ),
    "duplicate_host": (
        "La commune « {value} » figure deux fois, d’abord en « {first} »{at}.",
        "Gardez-en une seule, puis recommencez. Rien n’a été changé.",
    ),
    "duplicate_slot": ("Une date figure deux fois{at}.", _IN_FILE),
    "duplicate_turn": (
        "Le même accueil passé figure deux fois, d’abord en « {first} »{at}.",
        "Gardez-en un seul, puis recommencez. Rien n’a été changé.",
    ),
    "slots_not_ascending": (
        "La date {slot} vient après une date plus lointaine{at}.",
        "Rangez les dates dans l’ordre, puis recommencez. Rien n’a été changé.",
    ),
    "unknown_slot": (
        "La date {slot} n’est pas une des dates à pourvoir{at}.",
        "Ajoutez-la aux dates, ou retirez ce choix. Rien n’a été changé.",
    ),
    "slot_already_held": (
        "La date {slot} est à la fois passée et à pourvoir{at}.",
        "Retirez-la d’un des deux côtés, puis recommencez. Rien n’a été changé.",
    ),
    "unknown_host": (
        "La commune « {host} » n’est pas parmi les hôtes{at}.",
        "Ajoutez-la aux hôtes, ou corrigez son identifiant. Rien n’a été changé.",
    ),
}

_SHIPPED = {
    "reference_missing": (
        "Le référentiel national des communes est introuvable : « {where} ».",
        "Réinstallez DGS Desk ; vos données sont intactes.",
    ),
    "unknown_epci_type": (
        "La nature d’intercommunalité « {type} » est inconnue.",
        "Installez la version la plus récente de DGS Desk. Rien n’a été changé.",
    ),
}

_COMMAND_LINE = {
    "no_such_meeting": (
        "Aucune réunion ne correspond à « {where} ».",
        "Donnez son jour, comme 2026-12-08 ; « dgsdesk meetings » montre les jours connus.",
    ),
    "several_meetings": (
        "Plusieurs réunions ont lieu le {where}.",
        "Donnez l’identifiant de celle que vous voulez ; « dgsdesk meetings --json » les montre.",
    ),
}

_READER = {
    "reader_forbidden": (
        "Ce poste interdit au programme de lire à part les fichiers reçus.",
        "Demandez à qui gère ce poste d’autoriser DGS Desk à se lancer lui-même (antivirus, règles du "
        "système). Rien n’a été changé.",
    ),
}

for _family in (_WORD, _READER, _ROTA_SHAPE, _ROTA_SENSE, _SHIPPED, _COMMAND_LINE):
    add_sentences(_family)
