"""What the history calls each kind of row, its fields and their values: the words of the screens.

Every field of every kind stands here: with its words, or among those that no history tells
(`tests/unit/application/test_history.py` holds it, so that a new field must be thought of).
"""

from __future__ import annotations

import re
from enum import Enum

from dgsdesk.application.history.value_words import plain_words
from dgsdesk.application.words import shortened
from dgsdesk.domain.richtext import RichText, plain_text
from dgsdesk.domain.wording import NBSP, duration, number, uncapitalised

_ARTICLES = {
    "Network": "les réglages du réseau",
    "Organisation": "la commune",
    "Person": "la personne",
    "Appointment": "le poste",
    "Commission": "la commission",
    "CommissionMember": "la place en commission",
    "Attachment": "le fichier",
    "LibraryDocument": "le document",
    "DocumentUse": "le document joint",
    "Letterhead": "l’en-tête",
    "KnownWord": "le mot",
    "EarlierPopulation": "la population antérieure",
    "SharedService": "le service commun",
    "ServiceMembership": "l’adhésion",
    "Circle": "le format",
    "MembershipRule": "la règle de composition",
    "MembershipException": "l’exception de composition",
    "ClosedPeriod": "la période exclue",
    "AgendaTemplate": "la trame",
    "Meeting": "la réunion",
    "Attendance": "la ligne de présence",
    "Sending": "l’envoi",
    "DispatchChange": "le choix de diffusion",
    "HostTurn": "la date d’accueil",
    "HostBlackout": "l’indisponibilité",
    "HostExemption": "la dispense d’accueil",
    "HostRoom": "la salle prêtée",
    "HostLegacy": "la reprise d’accueil",
    "HeldCompetence": "la compétence",
    "GreyZone": "la zone grise",
    "Practice": "la pratique",
    "Position": "la position",
    "SharedSubject": "le sujet commun",
    "RaisedTheme": "le thème",
    "Support": "le soutien",
    "ThemeCall": "l’appel à thèmes",
    "CallAnswer": "la réponse à l’appel",
    "AgendaPart": "le temps",
    "AgendaItem": "le point",
    "PreparationTask": "la préparation",
    "AgendaVersion": "la version d’ordre du jour",
    "MinutesEntry": "le texte du point",
    "Suggestion": "le sujet pour la suite",
    "Unplaced": "le texte à rattacher",
    "MinutesConflict": "le passage à choisir",
    "MinutesVersion": "la version du compte rendu",
    "Circulation": "l’envoi en relecture",
    "Observation": "l’observation",
    "KnownAuthor": "l’auteur connu",
    "ExpressApproval": "l’approbation expresse",
    "Approval": "l’approbation",
    "Rectification": "la rectification",
    "RetentionPeriod": "la durée de conservation",
    "PoliticalRequest": "la commande du politique",
    "RequestWork": "le travail mené",
    "Decision": "la décision",
    "Action": "l’action",
    "Arrival": "l’arrivée",
    "KnownAddress": "l’adresse reconnue",
    "Dossier": "le dossier",
    "FieldConflict": "la valeur à choisir",
}

UNTOLD_KINDS = frozenset({"FileText", "KnownColumns", "DossierMemory"})
"""Rows that only the program knows of."""

_SHARED = {
    "address": "adresse",
    "audience": "diffusion",
    "day": "jour",
    "due": "échéance",
    "email": "adresse électronique",
    "ends": "jusqu’au",
    "item_id": "point",
    "kind": "nature",
    "meeting_id": "réunion",
    "minutes": "durée",
    "name": "nom",
    "number": "numéro",
    "organisation_id": "commune",
    "owner": "responsable",
    "owner_id": "responsable",
    "person_id": "personne",
    "phone": "téléphone",
    "population": "population",
    "postal_code": "code postal",
    "question": "question posée",
    "raised_by_id": "proposé par",
    "raised_on": "proposé le",
    "reason": "motif",
    "review_on": "à revoir le",
    "role": "fonction",
    "starts": "à partir du",
    "state": "état",
    "text": "texte",
    "title": "titre",
    "town": "ville",
}

_OWN: dict[str, str] = {
    "Network": "zone=zone de jours fériés| time_zone=fuseau horaire| departement=département|"
    " epci_type=nature de l’intercommunalité| siren=SIREN| privacy_notice=information des personnes|"
    " reference_date=données de référence| example=exemple| model_id=modèle",
    "Organisation": "code=code| capacity=places| room=salle| access=accès| sector=secteur| member_from=membre"
    " depuis le| member_to=membre jusqu’au",
    "Person": "given_name=prénom| family_name=nom| civility=civilité",
    "Appointment": "person_id=titulaire| title=intitulé| status=tenue",
    "Commission": "competences=compétences",
    "CommissionMember": "commission_id=commission",
    "Attachment": "version=version| kept_on=gardé le",
    "LibraryDocument": "added_on=ajouté le| tags=étiquettes",
    "DocumentUse": "document_id=document",
    "Letterhead": "service=service| mailbox=boîte d’envoi| website=site| signatory_civility=civilité du"
    " signataire| signatory_name=signataire| signatory_title=titre du signataire| handled_by=affaire suivie"
    " par| handled_by_phone=téléphone du suivi| handled_by_email=adresse du suivi| logo_id=logo|"
    " base_document_id=papier à en-tête",
    "KnownWord": "word=mot",
    "EarlierPopulation": "until=jusqu’au",
    "ServiceMembership": "service_id=service",
    "Circle": "week=semaine du mois| weekday=jour de la semaine| every_months=tous les … mois|"
    " starts_at=heure| skipped_months=mois sans réunion| expected=participants attendus| lunch=déjeuner|"
    " parts=temps de l’ordre du jour| observation_days=jours pour les observations|"
    " counting_mode=décompte des jours| reply_days_before=réponse attendue avant, en jours|"
    " opening_minutes=ouverture| closing_minutes=clôture| cadence=rythme| every_weeks=toutes les … semaines|"
    " least_a_year=au moins, par an| times_a_year=au plus, par an| host_rule=qui reçoit| place=lieu|"
    " writer_rule=qui rédige| dispatch_to=destinataires| school_zone=vacances scolaires| quotation=citation|"
    " source=source| closed_on=fermé le| model_id=modèle",
    "MembershipRule": "text=règle| with_seat=avec l’intercommunalité| circle_id=format",
    "MembershipException": "excused=dispensé| circle_id=format",
    "ClosedPeriod": "circle_id=format",
    "AgendaTemplate": "parts=temps| items=points| circle_id=format",
    "Meeting": "day=date| starts_at=début| ends_at=fin| host_id=hôte| state=étape| place=lieu| access=accès|"
    " video_link=lien de visioconférence| lunch=déjeuner| reference=référence| reply_by=réponse avant le|"
    " chair=présidence| writer=rédaction| invited_on=invitation envoyée le|"
    " started_at=ouverture de la séance| closed_at=clôture de la séance| circle_id=format|"
    " agenda_letter=version de l’ordre du jour",
    "Attendance": "organisation_name=organisme| title=fonction| kind=qualité| answer=réponse|"
    " presence=présence| represented_by=représenté par| lunch=déjeuner| remark=remarque|"
    " arrived_at=arrivée| left_at=départ",
    "Sending": "recipient=destinataire| quality=qualité| version=version| way=moyen| sent_at=envoyé le|"
    " kind=envoi",
    "DispatchChange": "withdrawn=retiré| quality=qualité| edition=édition",
    "HostTurn": "day=date| host_id=hôte| locked=verrouillée| why=pourquoi| circle_id=format",
    "HostRoom": "lender_id=prêteur",
    "HostLegacy": "debt=tours dus| last_turn=dernier tour| circle_id=format",
    "HeldCompetence": "code=compétence| holding=exercice| community_interest=intérêt communautaire|"
    " interest_on=délibéré le| basis=fondement",
    "GreyZone": "competences=compétences| texts=textes| options=options| solution=solution|"
    " settled_on=réglée le| settled_meeting_id=réglée en réunion| agreed=accord",
    "Practice": "competence=compétence| acts=qui agit| pays=qui paie| grey_zone_id=zone grise",
    "Position": "text=position| grey_zone_id=zone grise",
    "SharedSubject": "before=à traiter avant le",
    "RaisedTheme": "sphere=sphère",
    "Support": "theme_id=thème",
    "ThemeCall": "code=code| reply_by=réponse avant le| circle_id=format",
    "CallAnswer": "call_id=appel| source=source",
    "AgendaItem": "part_id=temps| presenter=rapporteur| competences=compétences| discussed=abordé|"
    " comes_back=revient à une autre réunion| recurring=revient à chaque réunion| prepared_by=préparé par|"
    " recall=rappel de la dernière fois| referral=suite| referred_on=porté le|"
    " referral_outcome=ce qui en est venu| added_late=ajouté en séance| source_kind=origine",
    "PreparationTask": "done=fait",
    "AgendaVersion": "letter=version| frozen_at=figée le",
    "Suggestion": "theme_id=thème",
    "Unplaced": "source=origine| fate=suite",
    "MinutesConflict": "choice=choix| source=origine",
    "MinutesVersion": "made_at=figée le",
    "Circulation": "sent_on=envoyé le| days=jours| counting_mode=décompte| last_day=dernier jour|"
    " approved_on=approbation le| superseded=remplacé| sentence=délai",
    "Observation": "author=auteur| received_on=reçue le| quote=passage| proposed=proposition| way=moyen|"
    " late=hors délai| reply=réponse| settled_on=traitée le| changes_substance=change le fond|"
    " source=origine| kept=texte retenu| removes=demande un retrait",
    "KnownAuthor": "",
    "ExpressApproval": "given_by=donnée par| given_on=donnée le| way=moyen",
    "Approval": "approved_on=approuvé le| confirmed_at=constatée le| tacit=tacite| revoked=retirée",
    "Rectification": "made_on=faite le",
    "RetentionPeriod": "months=mois",
    "PoliticalRequest": "asked_by=demandée par| asked_on=demandée le| expected=attendu| lead=porteur",
    "RequestWork": "request_id=commande",
    "Decision": "replaced_by_id=remplacée par",
    "Action": "done_on=faite le| decision_id=décision",
    "Arrival": "sender=expéditeur| found=contenu| arrived_at=arrivée le| state=suite",
    "KnownAddress": "",
    "Dossier": "purpose=pour| sender=expéditeur| addressee=destinataire| made_at=fait le| sealed=scellé|"
    " edition=édition",
    "FieldConflict": "about=sur| choice=choix| source=origine",
}

_UNTOLD: dict[str, str] = {
    "Organisation": "article latitude longitude kind",
    "Attachment": "sha256 media_type size owner_kind owner_id",
    "DocumentUse": "owner_kind owner_id",
    "Letterhead": "organisation_id",
    "Meeting": "uid sequence planned_at changed_since_invitation current_item_id item_since paused_at",
    "Attendance": "position answer_stamp",
    "Sending": "edition calendar topic informed",
    "HostTurn": "instead",
    "ThemeCall": "theme_ids",
    "AgendaPart": "position",
    "AgendaItem": "position source_id spent_seconds",
    "PreparationTask": "position",
    "AgendaVersion": "lines particulars items",
    "Suggestion": "position",
    "Unplaced": "position",
    "MinutesConflict": "position part base ours theirs place version read_at read_by written_by subject side",
    "MinutesVersion": "content sha256",
    "Circulation": "version_id zone",
    "Observation": "position before after restarts",
    "ExpressApproval": "circulation_id",
    "Approval": "version_id circulation_id",
    "Rectification": "version_id former_version_id corrections",
    "PoliticalRequest": "position",
    "RequestWork": "source_id",
    "Decision": "position place",
    "Action": "position place",
    "Arrival": "sha256 size",
    "Dossier": "family_id way laptop_id public_key counter state_sha256 base_sha256",
    "FieldConflict": "kind subject field base ours theirs read_at side position read_by written_by",
}

_FIELDS: dict[str, dict[str, str]] = {
    kind: dict(part.strip().split("=", 1) for part in text.split("|") if "=" in part)
    for kind, text in _OWN.items()
}

_LONGEST = 90


def noun(kind: str) -> str:
    """Return what a kind of row is called, with its article."""
    return _ARTICLES.get(kind, "un élément")


def field_words(kind: str, name: str) -> str:
    """Return what a field is called; empty for one that no history tells."""
    if name in _UNTOLD.get(kind, "").split():
        return ""
    return _FIELDS.get(kind, {}).get(name) or _SHARED.get(name, "")


def value_words(value: object, name: str) -> str:
    """Say a value in words, on one line; names of what ids point to are not looked up here."""
    said = plain_words(value)
    if said is not None:
        return uncapitalised(said) if isinstance(value, Enum) else said
    match value:
        case RichText():
            return quoted(plain_text(value))
        case tuple():
            return shortened(", ".join(map(_one_of_many, value)), _LONGEST)
        case int():
            return duration(value) if name.endswith("minutes") else number(value)
    return quoted(str(value))


def _one_of_many(value: object) -> str:
    return value if isinstance(value, str) else str(getattr(value, "title", value))


def words_of(text: str) -> list[str]:
    """Return the words of a text; no-break spaces stay within them."""
    return [word for word in re.split(r"[ \t\r\n]+", text) if word]


def quoted(text: str) -> str:
    """Return a text on one line between guillemets, cut where it is long."""
    return f"«{NBSP}{shortened(' '.join(words_of(text)), _LONGEST)}{NBSP}»"
