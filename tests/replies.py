"""Replies to an invitation in the shapes that clients send, made by hand; addresses are invented."""

from __future__ import annotations

import base64
import quopri
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from email.header import Header
from zoneinfo import ZoneInfo

_PARIS = ZoneInfo("Europe/Paris")
_FRENCH = {"ACCEPTED": "Accepté", "DECLINED": "Refusé", "TENTATIVE": "Provisoire"}
_ENGLISH = {"ACCEPTED": "Accepted", "DECLINED": "Declined", "TENTATIVE": "Tentative"}
_ROMANCE = (
    "BEGIN:VTIMEZONE\r\nTZID:Romance Standard Time\r\nBEGIN:STANDARD\r\nDTSTART:16010101T030000\r\n"
    "TZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nRRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10\r\n"
    "END:STANDARD\r\nBEGIN:DAYLIGHT\r\nDTSTART:16010101T020000\r\nTZOFFSETFROM:+0100\r\n"
    "TZOFFSETTO:+0200\r\nRRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3\r\nEND:DAYLIGHT\r\n"
    "END:VTIMEZONE\r\n"
)
_PARIS_ZONE = _ROMANCE.replace("Romance Standard Time", "Europe/Paris").replace("1601", "1970")


@dataclass(frozen=True)
class Invited:
    """What a client read in our invitation, and who answers."""

    uid: str
    day: date
    starts_at: time
    address: str
    name: str
    partstat: str = "ACCEPTED"
    sequence: int = 0
    stamp: str = "20261126T101500Z"
    organizer: str = "reseau@agglo.invalid"
    summary: str = "Réunion des directeurs généraux des services"

    @property
    def start(self) -> datetime:
        return datetime.combine(self.day, self.starts_at, _PARIS)


def outlook(one: Invited) -> bytes:
    """Outlook with Exchange: no organizer, Windows' zone, an address in capitals, base64, the .ics alone."""
    local, end = f"{one.start:%Y%m%dT%H%M%S}", f"{one.start + timedelta(hours=3):%Y%m%dT%H%M%S}"
    event = (
        "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nPRODID:Microsoft Exchange Server 2010\r\nVERSION:2.0\r\n"
        f"{_ROMANCE}BEGIN:VEVENT\r\n"
        f"ATTENDEE;PARTSTAT={one.partstat};CN={one.name}:MAILTO:{one.address.upper()}\r\n"
        "COMMENT;LANGUAGE=fr-FR:\\n\r\n"
        f"UID:{one.uid}\r\nSUMMARY;LANGUAGE=fr-FR:{_FRENCH[one.partstat]} : {one.summary}\r\n"
        f"DTSTART;TZID=Romance Standard Time:{local}\r\nDTEND;TZID=Romance Standard Time:{end}\r\n"
        f"CLASS:PUBLIC\r\nPRIORITY:5\r\nDTSTAMP:{one.stamp}\r\nTRANSP:OPAQUE\r\nSTATUS:CONFIRMED\r\n"
        f"SEQUENCE:{one.sequence}\r\nLOCATION;LANGUAGE=fr-FR:Mairie\r\n"
        f"X-MICROSOFT-CDO-APPT-SEQUENCE:{one.sequence}\r\nX-MICROSOFT-CDO-BUSYSTATUS:BUSY\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    part = base64.encodebytes(event.encode()).decode()
    return _message(
        one,
        f"{_FRENCH[one.partstat]} : {one.summary}",
        'multipart/alternative; boundary="_000_X_"\r\nX-MS-Has-Attach: \r\nThread-Index: AdXk',
        '--_000_X_\r\nContent-Type: text/plain; charset="iso-8859-1"\r\n'
        "Content-Transfer-Encoding: quoted-printable\r\n\r\n\r\n"
        '--_000_X_\r\nContent-Type: text/calendar; charset="utf-8"; method=REPLY\r\n'
        f"Content-Transfer-Encoding: base64\r\n\r\n{part}\r\n--_000_X_--\r\n",
    )


def outlook_com(one: Invited) -> bytes:
    """Outlook.com: the organizer is there, a Windows zone in UTC clothes, a comment on the attendee."""
    event = (
        "BEGIN:VCALENDAR\nMETHOD:REPLY\nPRODID:Microsoft Exchange Server 2010\nVERSION:2.0\n"
        "BEGIN:VTIMEZONE\nTZID:UTC\nBEGIN:STANDARD\nDTSTART:16010101T000000\nTZOFFSETFROM:+0000\n"
        "TZOFFSETTO:+0000\nEND:STANDARD\nEND:VTIMEZONE\n"
        f"BEGIN:VEVENT\nORGANIZER;CN=Réseau:mailto:{one.organizer}\n"
        f'ATTENDEE;PARTSTAT={one.partstat};CN="{one.name}";X-RESPONSE-COMMENT="vers 10 h":'
        f"mailto:{one.address}\n"
        f"UID:{one.uid}\nDTSTART;TZID=UTC:{_utc(one).rstrip('Z')}\nDTSTAMP:{one.stamp}\n"
        f"SEQUENCE:{one.sequence}\nX-MICROSOFT-DISALLOW-COUNTER:FALSE\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    return _calendar_mail(one, f"{_ENGLISH[one.partstat]}: {one.summary}", event)


def google(one: Invited) -> bytes:
    """Google: written by a program for the person, three parts, the .ics attached a second time."""
    event = (
        "BEGIN:VCALENDAR\r\nPRODID:-//Google Inc//Google Calendar 70.9054//EN\r\nVERSION:2.0\r\n"
        f"CALSCALE:GREGORIAN\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nDTSTART:{_utc(one)}\r\n"
        f"DTSTAMP:{one.stamp}\r\nORGANIZER;CN=Réseau:mailto:{one.organizer}\r\nUID:{one.uid}\r\n"
        f"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={one.partstat};CN={one.name}"
        f";X-NUM-GUESTS=0:mailto:{one.address}\r\nCREATED:20261120T080000Z\r\n"
        f"SEQUENCE:{one.sequence}\r\nSTATUS:CONFIRMED\r\nTRANSP:OPAQUE\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    quoted = quopri.encodestring(event.encode()).decode()
    attached = base64.encodebytes(event.encode()).decode()
    return _message(
        one,
        f"{_FRENCH[one.partstat]}e : {one.summary} - mar. {one.day.day} déc. {one.day.year}",
        'multipart/mixed; boundary="0000g"\r\nAuto-Submitted: auto-generated\r\n'
        "Sender: Google Agenda <calendar-notification@google.invalid>",
        '--0000g\r\nContent-Type: multipart/alternative; boundary="0000h"\r\n\r\n'
        '--0000h\r\nContent-Type: text/plain; charset="UTF-8"\r\n\r\nX a accept=\r\n\r\n'
        '--0000h\r\nContent-Type: text/calendar; charset="UTF-8"; method=REPLY\r\n'
        f"Content-Transfer-Encoding: quoted-printable\r\n\r\n{quoted}\r\n--0000h--\r\n"
        '--0000g\r\nContent-Type: application/ics; name="invite.ics"\r\n'
        'Content-Disposition: attachment; filename="invite.ics"\r\n'
        f"Content-Transfer-Encoding: base64\r\n\r\n{attached}\r\n--0000g--\r\n",
    )


def apple(one: Invited) -> bytes:
    """Apple Calendar: folded lines, the address a second time as a parameter, no name in the zone."""
    event = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Apple Inc.//macOS 14.5//EN\r\nCALSCALE:GREGORIAN\r\n"
        f"METHOD:REPLY\r\n{_PARIS_ZONE}BEGIN:VEVENT\r\nDTEND;TZID=Europe/Paris:{one.day:%Y%m%d}T120000\r\n"
        f"UID:{one.uid}\r\nDTSTAMP:{one.stamp}\r\nSEQUENCE:{one.sequence}\r\n"
        f'ATTENDEE;CN="{one.name}";CUTYPE=INDIVIDUAL;\r\n EMAIL="{one.address}";PARTSTAT=\r\n'
        f" {one.partstat};ROLE=REQ-PARTICIPANT:mailto:{one.address}\r\n"
        f"DTSTART;TZID=Europe/Paris:{one.start:%Y%m%dT%H%M%S}\r\n"
        f"ORGANIZER;CN=Réseau:mailto:{one.organizer}\r\nX-APPLE-TRAVEL-ADVISORY-BEHAVIOR:AUTOMATIC\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    return _calendar_mail(one, f"{_FRENCH[one.partstat]} : {one.summary}", event, "iCal.ics")


def thunderbird(one: Invited) -> bytes:
    """Thunderbird: plain text and calendar in base64, Mozilla's marks, the answer between brackets."""
    said = {"ACCEPTED": "acceptée", "DECLINED": "refusée", "TENTATIVE": "provisoire"}[one.partstat]
    event = (
        "BEGIN:VCALENDAR\r\nPRODID:-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN\r\nVERSION:2.0\r\n"
        f"METHOD:REPLY\r\n{_PARIS_ZONE}BEGIN:VEVENT\r\nCREATED:20261120T080000Z\r\n"
        f"LAST-MODIFIED:{one.stamp}\r\nDTSTAMP:{one.stamp}\r\nUID:{one.uid}\r\n"
        f"ORGANIZER;RSVP=TRUE;PARTSTAT=ACCEPTED;ROLE=CHAIR:mailto:{one.organizer}\r\n"
        f"ATTENDEE;RSVP=TRUE;PARTSTAT={one.partstat};ROLE=REQ-PARTICIPANT;CN={one.name}:"
        f"mailto:{one.address}\r\nX-MOZ-RECEIVED-SEQUENCE:0\r\n"
        f"DTSTART;TZID=Europe/Paris:{one.start:%Y%m%dT%H%M%S}\r\nSEQUENCE:{one.sequence}\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    return _calendar_mail(one, f"Réponse à l’invitation ({said}) : {one.summary}", event)


def zimbra(one: Invited) -> bytes:
    """Zimbra: sent by an assistant's account, its own sequence marks, a zone of its own kind."""
    event = (
        "BEGIN:VCALENDAR\r\nPRODID:Zimbra-Calendar-Provider\r\nVERSION:2.0\r\nMETHOD:REPLY\r\n"
        f"{_PARIS_ZONE}BEGIN:VEVENT\r\nUID:{one.uid}\r\nSUMMARY:{one.summary}\r\n"
        f'ATTENDEE;CN={one.name};PARTSTAT={one.partstat};SENT-BY="mailto:accueil@mairie.invalid":'
        f"mailto:{one.address}\r\nORGANIZER:mailto:{one.organizer}\r\n"
        f'DTSTART;TZID="Europe/Paris":{one.start:%Y%m%dT%H%M%S}\r\n'
        f"SEQUENCE:{one.sequence}\r\nDTSTAMP:{one.stamp}\r\nX-MICROSOFT-CDO-INTENDEDSTATUS:BUSY\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    return _calendar_mail(one, f"{_FRENCH[one.partstat]} : {one.summary}", event, "meeting.ics")


def nextcloud(one: Invited) -> bytes:
    """Nextcloud or SOGo: the calendar alone as the whole message, in eight bits, no start at all."""
    event = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Sabre//Sabre VObject 4.5.4//EN\r\nMETHOD:REPLY\r\n"
        f"BEGIN:VEVENT\r\nUID:{one.uid}\r\nSEQUENCE:{one.sequence}\r\nREQUEST-STATUS:2.0;Success\r\n"
        f"ORGANIZER:mailto:{one.organizer}\r\n"
        f"ATTENDEE;PARTSTAT={one.partstat};CN={one.name}:mailto:{one.address}\r\n"
        f"DTSTAMP:{one.stamp}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    return _message(
        one,
        f"{one.name} a répondu à votre invitation",
        'text/calendar; charset="utf-8"; method=REPLY\r\nContent-Transfer-Encoding: 8bit',
        event,
    )


def lotus(one: Invited) -> bytes:
    """OBM or Lotus Notes: Latin-1 bytes, the answer in quotes, lower-case names, a domain path as address."""
    event = (
        "BEGIN:VCALENDAR\r\nX-LOTUS-CHARSET:ISO-8859-1\r\nVERSION:2.0\r\n"
        "PRODID:-//Lotus Development Corporation//NONSGML Notes 9.0//EN_API\r\nMETHOD:REPLY\r\n"
        f"BEGIN:VEVENT\r\nDTSTART:{_utc(one)}\r\nTRANSP:OPAQUE\r\nDTSTAMP:{one.stamp}\r\n"
        f"SEQUENCE:{one.sequence}\r\n"
        f'ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT="{one.partstat}";CN="{one.name}/Mairie/FR"\r\n'
        f" ;RSVP=FALSE:mailto:{one.address}\r\nSUMMARY:{one.summary}\r\n"
        f"UID:{one.uid}\r\nX-LOTUS-NOTICETYPE:A\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    part = quopri.encodestring(event.encode("latin-1", errors="replace")).decode()
    return _message(
        one,
        f"{_FRENCH[one.partstat]} : {one.summary}",
        'multipart/mixed; boundary="=_alt"',
        "--=_alt\r\nContent-Type: text/plain; charset=ISO-8859-1\r\n\r\nVoir la piece jointe.\r\n"
        '--=_alt\r\nContent-Type: text/calendar; charset=ISO-8859-1; method=REPLY; name="c090501.ics"\r\n'
        f"Content-Transfer-Encoding: quoted-printable\r\n\r\n{part}\r\n--=_alt--\r\n",
    )


CLIENTS = (outlook, outlook_com, google, apple, thunderbird, zimbra, nextcloud, lotus)


def bare_reply(one: Invited) -> bytes:
    """The .ics alone, as somebody saves it from a message."""
    return (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\n"
        f"UID:{one.uid}\r\nDTSTAMP:{one.stamp}\r\nDTSTART:{_utc(one)}\r\nSEQUENCE:{one.sequence}\r\n"
        f"ATTENDEE;PARTSTAT={one.partstat};CN={one.name}:mailto:{one.address}\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    ).encode()


def words_only(one: Invited, subject: str, text: str = "Bonjour", headers: str = "") -> bytes:
    """A message without any calendar part."""
    return _message(one, subject, f'text/plain; charset="utf-8"\r\n{headers}'.rstrip(), text)


def _utc(one: Invited) -> str:
    return f"{one.start.astimezone(ZoneInfo('UTC')):%Y%m%dT%H%M%SZ}"


def _calendar_mail(one: Invited, subject: str, event: str, attached: str = "") -> bytes:
    part = base64.encodebytes(event.encode()).decode()
    name = (
        f'; name="{attached}"\r\nContent-Disposition: attachment; filename="{attached}"' if attached else ""
    )
    return _message(
        one,
        subject,
        'multipart/alternative; boundary="b1"',
        '--b1\r\nContent-Type: text/plain; charset="utf-8"\r\n\r\nVoir le calendrier.\r\n'
        f'--b1\r\nContent-Type: text/calendar; charset="utf-8"; method=REPLY{name}\r\n'
        f"Content-Transfer-Encoding: base64\r\n\r\n{part}\r\n--b1--\r\n",
    )


def _message(one: Invited, subject: str, kind: str, body: str) -> bytes:
    head = (
        f"From: {Header(one.name, 'utf-8').encode()} <{one.address}>\r\n"
        f"To: <{one.organizer}>\r\nSubject: {Header(subject, 'utf-8').encode()}\r\n"
        "Date: Thu, 26 Nov 2026 11:15:00 +0100\r\n"
        f"Message-ID: <{abs(hash((one.address, subject)))}@mairie.invalid>\r\n"
        f"MIME-Version: 1.0\r\nContent-Type: {kind}\r\n\r\n"
    )
    return head.encode() + body.encode()
