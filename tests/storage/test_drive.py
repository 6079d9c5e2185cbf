"""What the machine tells of the drive: another machine's, a synchronised folder's, an encrypted one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dgsdesk.application.desk import Desk
from dgsdesk.application.ports.store import Drive
from dgsdesk.application.safety.safekeeping import drive_words, safekeeping
from dgsdesk.application.sentences import sentence
from dgsdesk.bootstrap.desks import open_desk
from dgsdesk.domain.errors import StorageUnavailable
from dgsdesk.storage import drive
from dgsdesk.storage.drive import Mount, is_shared, mount_of, synchronised_by


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/chez/élise/OneDrive - Mairie de Gorges/réseau/reseau.dgsdb", "OneDrive - Mairie de Gorges"),
        ("/chez/élise/Dropbox/reseau.dgsdb", "Dropbox"),
        ("/chez/jo/Library/Mobile Documents/x/reseau.dgsdb", "Mobile Documents"),
        ("/chez/jo/Nextcloud/reseau.dgsdb", "Nextcloud"),
        ("/chez/jo/Boîte/reseau.dgsdb", ""),
        ("/chez/jo/Boxe/reseau.dgsdb", ""),
    ],
)
def test_a_synchronised_folder_is_known_by_its_name(path: str, name: str) -> None:
    assert synchronised_by(Path(path)) == name


@pytest.mark.parametrize("kind", ["cifs", "nfs4", "fuse.sshfs"])
def test_a_network_drive_is_refused_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    share = tmp_path / "partage de la mairie"
    mounts = [Mount("/", "ext4", "/dev/sda1"), Mount(str(share), kind, "//serveur/partage")]
    monkeypatch.setattr(drive, "_mounts_of_linux", lambda: mounts)
    monkeypatch.setattr(drive, "_SYSTEM", "linux")
    assert is_shared(share / "reseau.dgsdb")
    assert not is_shared(tmp_path / "partage de la mairie 2" / "reseau.dgsdb")
    with pytest.raises(StorageUnavailable, match="storage_on_network") as caught:
        open_desk(share / "reseau.dgsdb")
    assert "Copiez-le sur ce poste" in sentence(caught.value).message
    assert not share.exists()


@pytest.mark.skipif(not Path("/proc/self/mounts").exists(), reason="Linux tells its drives there")
def test_this_machine_tells_its_own_drives(tmp_path: Path) -> None:
    found = mount_of(tmp_path)
    assert found is not None
    assert str(tmp_path).startswith(found.place)
    assert not is_shared(tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="Linux' tree of devices")
def test_a_volume_on_an_encrypted_device_is_encrypted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = tmp_path.stat().st_dev
    blocks = tmp_path / "blocks"
    volume, crypt, disk = (blocks / name for name in ("volume", "crypt", "disk"))
    for folder in (volume / "slaves", volume / "dm", crypt / "slaves", crypt / "dm", disk):
        folder.mkdir(parents=True)
    (blocks / f"{os.major(number)}:{os.minor(number)}").symlink_to(volume)
    (volume / "slaves" / "dm-0").symlink_to(crypt)
    (volume / "dm" / "uuid").write_text("LVM-abc\n", encoding="ascii")
    (crypt / "slaves" / "sda").symlink_to(disk)
    monkeypatch.setattr(drive, "mount_of", lambda _: None)
    assert drive._encrypted_on_linux(tmp_path, blocks) is False
    (crypt / "dm" / "uuid").write_text("CRYPT-LUKS2-abc\n", encoding="ascii")
    assert drive._encrypted_on_linux(tmp_path, blocks) is True
    assert drive._encrypted_on_linux(tmp_path, tmp_path / "none") is None


@pytest.mark.parametrize(("said", "known"), [("1\r\n", True), ("2\n", False), ("", None), ("6", None)])
def test_what_bitlocker_says(said: str, known: bool | None) -> None:
    assert drive._of_bitlocker(said) is known


def test_the_settings_say_it_quietly(clisson: Desk) -> None:
    row = clisson.ask(safekeeping)
    assert "chiffré" in row.drive
    assert not row.endangered
    assert "gardez le réseau ailleurs" in drive_words(Drive(False, "Dropbox", True))
