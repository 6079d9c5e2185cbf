"""Organisations, posts and commissions as rows."""

from __future__ import annotations

from dgsdesk.application.directory.page import (
    STATUS_WORDS,
    CommissionMemberRow,
    CommissionRow,
    OrganisationRow,
    PostRow,
)
from dgsdesk.desktop.components.badge import BadgeSpec
from dgsdesk.desktop.components.rows import Heading, Row, Shown
from dgsdesk.domain.network import OrganisationKind, PostStatus
from dgsdesk.domain.wording import NBSP, civility_mark, date_long, join_and, number, plural

_BADGES = {
    PostStatus.VACANT: BadgeSpec("warn", "circle-dashed", STATUS_WORDS[PostStatus.VACANT]),
    PostStatus.INTERIM: BadgeSpec("info", "clock", STATUS_WORDS[PostStatus.INTERIM]),
}


def status_badge(row: OrganisationRow) -> BadgeSpec | None:
    """Return « Vacant » or « Intérim » for an organisation's director, nothing for a holder."""
    post = row.director
    return _BADGES.get(post.status if post else PostStatus.VACANT)


def organisation_shown(row: OrganisationRow) -> Row:
    """Show an organisation in the list: its name, its director or the badge of the vacancy."""
    post = row.director
    badge = status_badge(row)
    title = post.title if post else ""
    second = f"{post.name}, {title}" if post and post.name else title
    epci = row.kind is OrganisationKind.EPCI
    return Row(
        row.name,
        second,
        right="" if epci else number(row.population),
        right_said="" if epci else plural(row.population, "habitant", "habitants"),
        icon="kind.epci" if epci else "kind.commune",
        tone="accent_text" if epci else "text_soft",
        badge=badge,
    )


def organisation_words(row: OrganisationRow) -> str:
    """Return everything that the filter looks in."""
    names = " ".join(f"{post.name} {post.title}" for post in row.posts if post.current)
    badge = status_badge(row)
    return f"{row.name} {row.code} {names} {badge.text if badge else ''} {row.fields.town}"


def organisation_facts(row: OrganisationRow) -> str:
    """Return the line under the name."""
    epci = row.kind is OrganisationKind.EPCI
    kind = f"Intercommunalité, SIREN {row.code}" if epci else f"Commune, code INSEE {row.code}"
    facts = [kind, plural(row.population, "habitant", "habitants")]
    if row.member_to is not None:
        facts.append(f"membre jusqu’au {date_long(row.member_to)}")
    return f"{NBSP}· ".join(facts)


def post_shown(item: PostRow | Heading) -> Shown:
    """Show a post: its title, who holds it since when, whom they serve as well."""
    if isinstance(item, Heading):
        return item
    vacant = item.status is PostStatus.VACANT
    name = f"{civility_mark(item.person.civility)} {item.name}".strip()
    second = [item.title, f"sert aussi {join_and(item.also)}" if item.also else "", _since(item)]
    return Row(
        name or "Poste vacant",
        f"{NBSP}· ".join(words for words in second if words),
        icon="circle-dashed" if vacant else "kind.person",
        tone="warn" if vacant else "text_soft",
        right_badge=_BADGES.get(item.status) if item.current and not vacant else None,
    )


def _since(item: PostRow) -> str:
    if item.starts and item.ends:
        return f"du {date_long(item.starts)} au {date_long(item.ends)}"
    if item.ends:
        return f"jusqu’au {date_long(item.ends)}"
    return f"depuis le {date_long(item.starts)}" if item.starts else ""


def post_key(item: PostRow | Heading) -> str:
    """Name a post for good."""
    return item.title if isinstance(item, Heading) else item.appointment_id


def commission_shown(row: CommissionRow) -> Row:
    """Show a commission in the list."""
    members = plural(len(row.members), "personne", "personnes")
    labels = ", ".join(label for _, label in row.competences)
    return Row(row.name, labels or "sans compétence", members, icon="users")


def member_shown(row: CommissionMemberRow) -> Row:
    """Show somebody who follows a commission; the button takes them out."""
    facts = f"{NBSP}· ".join(words for words in (row.title, row.email) if words)
    return Row(row.name, facts, icon="kind.person", button="x", button_name="Retirer de la commission")
