"""Dossiers: written by another program and read, repacked and read, hostile and refused with a sentence."""

from __future__ import annotations

import io
import json
import random
import struct
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from dgsdesk.application.dossier.content import DossierContent, rows_of
from dgsdesk.application.sentences import sentence
from dgsdesk.domain.agenda import AgendaItem
from dgsdesk.domain.dossier import Purpose
from dgsdesk.domain.errors import BadInput
from dgsdesk.domain.minutes import MinutesEntry
from dgsdesk.domain.richtext import plain_text
from dgsdesk.formats.dossier.apart import answer, read_apart
from dgsdesk.formats.dossier.read import content_of, open_file
from dgsdesk.formats.dossier.sealing import LEAST_CHARACTERS, seal
from dgsdesk.formats.dossier.write import write_dossier
from tests.formats.dossier_values import opened_anyway, with_other_value
from tests.formats.ed25519_by_hand import public_key, sign, verifies
from tests.formats.foreign_dossier import (
    ENTRY,
    ITEM,
    MEETING,
    SEED,
    TEXT,
    canonical,
    signed,
    state,
    written,
    zipped,
)

NAME = "réunion.dgsdesk"
PHRASE = "quatre mots sans rapport"
Edit = Callable[[dict[str, Any]], object]


def read(content: bytes, passphrase: str = "") -> DossierContent:
    """Read as the process apart does, but here: what it refuses is seen."""
    opened = open_file(content, passphrase)
    if not opened.signed:
        raise BadInput("dossier_forged")
    return content_of(opened)


def test_the_second_implementation_signs_as_the_rfc_does() -> None:
    seed = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    key = public_key(seed)
    assert key.hex() == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    assert (
        sign(seed, b"").hex().startswith("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155")
    )
    assert verifies(key, b"", sign(seed, b""))
    assert not verifies(key, b"x", sign(seed, b""))


def test_another_program_writes_one_and_it_is_read_in_its_own_process() -> None:
    dossier = read_apart(zipped(written()), NAME)
    manifest = dossier.manifest
    assert (manifest.purpose, manifest.counter, manifest.sender.name) == (Purpose.EDIT, 7, "Claude Spécimen")
    assert dossier.signed
    assert dossier.documents == {sha256(TEXT).hexdigest(): TEXT}
    assert rows_of(dossier.rows, AgendaItem)[ITEM].title == "Viabilité"
    assert plain_text(rows_of(dossier.rows, MinutesEntry)[ENTRY].text) == "Trois niveaux de service."
    assert dossier.common is dossier.rows


def test_what_we_write_another_program_verifies_and_it_reads_back_equal() -> None:
    dossier = read(zipped(written()))
    content = write_dossier(dossier, partial(sign, SEED))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.namelist()[0] == "manifest.json"
        told = json.loads(archive.read("signature.json"))
        manifest = archive.read("manifest.json")
        named = json.loads(manifest)["entries"]
        for name, entry in named.items():
            assert sha256(archive.read(name)).hexdigest() == entry["sha256"]
        assert {*named, "manifest.json", "signature.json"} == set(archive.namelist())
    assert verifies(public_key(SEED), manifest, bytes.fromhex(told["signature"]))
    assert canonical(json.loads(manifest)) == manifest
    again = read(content)
    assert again.manifest == dossier.manifest
    assert again.state_json == dossier.state_json
    assert write_dossier(dossier, partial(sign, SEED)) == content


def test_a_gateway_may_repack_the_zip() -> None:
    entries = written()
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        backwards = dict(reversed(entries.items()))
        repacked = zipped({"documents/": b"", **backwards}, method)
        assert read(repacked).signed


def test_a_sealed_one_opens_with_its_passphrase_alone_however_it_is_typed() -> None:
    sealed = seal(zipped(written()), "clé en été, à Noël")
    assert b"manifest" not in sealed
    assert read_apart(sealed, NAME, unicodedata.normalize("NFD", "clé en été, à Noël")).signed
    assert refused(sealed) == "dossier_sealed"
    assert refused(sealed, "clé en hiver") == "dossier_passphrase"
    assert refused(sealed[:40], PHRASE) == "dossier_broken"
    assert refused(sealed[:-1], "clé en été, à Noël") == "dossier_passphrase"
    dearer = sealed[:32] + struct.pack(">II", 2**31, 2**31) + sealed[40:]
    assert refused(dearer, PHRASE) == "dossier_broken"
    assert refused(b"DGSDESK-SEALED-2" + sealed[16:], PHRASE) == "dossier_newer"
    with pytest.raises(BadInput) as refusal:
        seal(b"", "x" * (LEAST_CHARACTERS - 1))
    assert refusal.value.code == "passphrase_short"


def refused(content: bytes, passphrase: str = "") -> str:
    """Return the code of what refuses a dossier; its sentence must say that nothing was changed."""
    with pytest.raises(BadInput) as refusal:
        read(content, passphrase)
    refusal.value.where = NAME
    said = sentence(refusal.value)
    assert NAME in said.message
    assert said.message.endswith("Rien n’a été changé.")
    return refusal.value.code


def edited(**values: object) -> Edit:
    return lambda told: told.update(values)


def lacks_sender(told: dict[str, Any]) -> None:
    told["from"] = 3


def row(kind: str, **values: object) -> bytes:
    """Return a dossier whose first row of a kind says something else."""
    return zipped(written(lambda told: told["kinds"][kind][0].update(values)))


def entry_named(name: str) -> bytes:
    return zipped(written() | {name: b"x"})


def doubled() -> bytes:
    target = io.BytesIO(zipped(written()))
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(target, "a") as archive:
        archive.writestr("meeting.json", canonical({"kinds": {}}))
    return target.getvalue()


def changed(name: str, content: bytes) -> bytes:
    """Return a dossier one of whose entries was changed after the signature."""
    return zipped(written() | {name: content})


def forged(**values: object) -> bytes:
    """Return a dossier whose signature says something else."""
    entries = written()
    told = json.loads(entries["signature.json"]) | values
    return zipped(entries | {"signature.json": canonical(told)})


def lacking(name: str) -> bytes:
    return zipped({known: one for known, one in written().items() if known != name})


def raw_state(content: bytes) -> bytes:
    return zipped(signed({"meeting.json": content}))


def rows_without_end() -> bytes:
    one = canonical(state())[:-2]
    return raw_state(one + b',"suggestion":[' + b"{}," * 10_000_000 + b"{}]}}")


HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "no zip": ("dossier_not_one", lambda: b"%PDF-1.7 nothing of ours"),
    "another zip": ("dossier_not_one", lambda: zipped({"word/document.xml": b"<a/>"})),
    "empty": ("dossier_not_one", lambda: b""),
    "cut in half": ("dossier_broken", lambda: zipped(written())[:400]),
    "newer format": ("dossier_newer", lambda: zipped(written(edit_manifest=edited(format=2)))),
    "format is text": ("dossier_value", lambda: zipped(written(edit_manifest=edited(format="1")))),
    "text changed": ("dossier_altered", lambda: changed("meeting.json", canonical({"kinds": {}}))),
    "entry unnamed": ("dossier_altered", lambda: changed("base.json", canonical(state()))),
    "document gone": ("dossier_altered", lambda: lacking(f"documents/{sha256(TEXT).hexdigest()}")),
    "no signature": ("dossier_forged", lambda: lacking("signature.json")),
    "false signature": ("dossier_forged", lambda: forged(signature="00" * 64)),
    "signature is no text": ("dossier_forged", lambda: forged(signature=12)),
    "another key": ("dossier_forged", lambda: forged(key=public_key(b"k" * 32).hex())),
    "another algorithm": ("dossier_forged", lambda: forged(algorithm="none")),
    "signature is no object": ("dossier_forged", lambda: changed("signature.json", b"[]")),
    "name climbs": ("dossier_unsafe", lambda: entry_named("../evil.txt")),
    "absolute name": ("dossier_unsafe", lambda: entry_named("/etc/passwd")),
    "a drive's name": ("dossier_unsafe", lambda: entry_named("C:\\evil.exe")),
    "document of another name": ("dossier_unsafe", lambda: entry_named("documents/evil.exe")),
    "one name twice": ("dossier_unsafe", doubled),
    "a bomb": ("dossier_too_large", lambda: raw_state(b" " * (70 * 2**20))),
    "ten million rows": ("dossier_too_large", rows_without_end),
    "too deep": ("dossier_broken", lambda: raw_state(b'{"kinds":' + b"[" * 100_000)),
    "not a number": ("dossier_broken", lambda: raw_state(b'{"kinds":NaN}')),
    "infinity": ("dossier_broken", lambda: raw_state(b'{"kinds":Infinity}')),
    "a name twice in JSON": ("dossier_broken", lambda: raw_state(b'{"kinds":{},"kinds":{}}')),
    "not UTF-8": ("dossier_broken", lambda: raw_state(b'{"kinds":"\xe9"}')),
    "a number of 5,000 digits": ("dossier_broken", lambda: raw_state(b'{"kinds":' + b"9" * 5_000 + b"}")),
    "beyond all numbers": ("dossier_value", lambda: row("agenda_item", minutes=10**20)),
    "real beyond all": ("dossier_value", lambda: raw_state(b'{"kinds":1e999}')),
    "another type": ("dossier_value", lambda: row("agenda_item", title=7)),
    "a row of another meeting": ("dossier_value", lambda: row("agenda_item", meeting_id=ITEM)),
    "points to nothing": ("dossier_value", lambda: row("agenda_item", part_id=MEETING)),
    "file named by a path": ("dossier_value", lambda: row("attachment", sha256="../../etc/passwd")),
    "file that is not there": ("dossier_value", lambda: row("attachment", sha256="0" * 64)),
    "picture named by a path": (
        "dossier_value",
        lambda: row("minutes_entry", text=[{"kind": "image", "name": "a.png", "sha256": "../a"}]),
    ),
    "two meetings": (
        "dossier_value",
        lambda: zipped(written(lambda told: told["kinds"]["meeting"].append(dict(_other_meeting())))),
    ),
    "manifest without a sender": (
        "dossier_value",
        lambda: zipped(written(edit_manifest=lacks_sender)),
    ),
    "counter below nothing": ("dossier_value", lambda: zipped(written(edit_manifest=edited(counter=-1)))),
    "created by no clock": ("dossier_value", lambda: zipped(written(edit_manifest=edited(created="hier")))),
    "purpose of nobody": ("dossier_value", lambda: zipped(written(edit_manifest=edited(purpose="sell")))),
}


def _other_meeting() -> dict[str, Any]:
    meeting: dict[str, Any] = state()["kinds"]["meeting"][0]
    return meeting | {"id": ITEM}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_dossier_is_refused_with_one_sentence(kind: str) -> None:
    code, make = HOSTILE[kind]
    assert refused(make()) == code


def test_a_few_of_them_are_refused_alike_in_their_own_process() -> None:
    for kind in ("a bomb", "false signature"):
        code, make = HOSTILE[kind]
        with pytest.raises(BadInput) as refusal:
            read_apart(make(), NAME)
        assert (refusal.value.code, refusal.value.where) == (code, NAME)


def test_a_false_signature_is_shown_to_who_asks_for_it_and_to_nobody_else() -> None:
    content = HOSTILE["false signature"][1]()
    assert not read_apart(content, NAME, unsigned=True).signed
    with pytest.raises(BadInput):
        read_apart(content, NAME)


def test_what_a_newer_program_of_this_format_adds_is_set_aside() -> None:
    def add(told: dict[str, Any]) -> None:
        told["kinds"]["meeting"][0]["mood"] = "good"
        told["kinds"]["hologram"] = [{"id": ITEM}]

    assert read(zipped(written(add, edited(mood="good")))).unknown == ("hologram", "meeting.mood")


def test_whatever_bit_is_flipped_and_wherever_it_is_cut_it_is_told() -> None:
    chance = random.Random(8)
    sound = zipped(written(), zipfile.ZIP_STORED)
    whole = read(sound)
    for _ in range(80):
        broken = bytearray(sound)
        broken[chance.randrange(len(broken))] ^= 1 << chance.randrange(8)
        content = bytes(broken if chance.random() < 0.7 else broken[: chance.randrange(len(broken))])
        assert told_or_same(content, whole)


def told_or_same(content: bytes, whole: DossierContent) -> bool:
    """Tell whether a broken file is refused, or says the very same: the flip fell on what says nothing."""
    try:
        found = read(content)
    except BadInput:
        return True
    return (found.manifest, found.state_json, found.documents) == (
        whole.manifest,
        whole.state_json,
        whole.documents,
    )


def test_the_answer_of_the_process_apart_holds_no_refusal_but_known_ones() -> None:
    assert b"dossier_not_one" in b"".join(answer(struct.pack(">I", 0) + b"nothing"))


def test_a_strange_value_that_is_signed_all_the_same_is_refused_or_opens(tmp_path: Path) -> None:
    chance = random.Random(11)
    sound = read(zipped(written()))
    outcomes = {opened_anyway(with_other_value(sound, chance), tmp_path / "poste") for _ in range(60)}
    assert outcomes == {"opened", "dossier_value"}


def test_more_than_a_reader_would_take_is_not_written() -> None:
    dossier = replace(read(zipped(written())), documents={"0" * 64: bytes(64 * 2**20)})
    with pytest.raises(BadInput) as refusal:
        write_dossier(dossier, partial(sign, SEED))
    assert refusal.value.code == "dossier_too_heavy"
