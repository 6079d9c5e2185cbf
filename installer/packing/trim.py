"""What a package leaves out of the libraries: what the program never loads, on Linux as on Windows.

Patterns are those of `Path.match` on the path below the folder of libraries, in lower case with slashes.
"""

from __future__ import annotations

import shutil
from fnmatch import fnmatch
from pathlib import Path

QT_KEPT = ("core", "gui", "widgets", "svg", "printsupport", "dbus", "network")
"""Qt's modules that stay, by the end of their names; Qt's own plugins need the last two."""

QT_TRANSLATIONS = ("qtbase_fr.qm",)

PLUGINS_LEFT_OUT = (
    "egldeviceintegrations",
    "generic",
    "networkinformation",
    "tls",
    "sqldrivers",
    "qmltooling",
    "qmllint",
    "qmlls",
    "designer",
    "help",
    "assetimporters",
    "vectorimageformats",
    "platformthemes/*gtk3*",
    "platforms/*linuxfb*",
    "platforms/*vnc*",
    "platforms/*eglfs*",
    "platforms/*minimal*",
    "platforms/*vkkhrdisplay*",
    "platforms/*directfb*",
    "imageformats/*pdf*",
    "imageformats/*icns*",
    "imageformats/*tga*",
    "imageformats/*wbmp*",
    "platforminputcontexts/*virtualkeyboard*",
    "wayland-graphics-integration-*",
)

LEFT_OUT = (
    "*/tests",
    "*/test",
    "*.pyi",
    "*.pdb",
    "*.lib",
    "*.h",
    "*.pxd",
    "*.pyx",
    "*/py.typed",
    "bin",
    "olefile/olefile2.py",
    "*/direct_url.json",
    "lxml/includes",
    "lxml/html/diff*",
    "lxml/isoschematron",
    "lxml/objectify*",
    "sqlalchemy/testing",
    "alembic/templates",
    "alembic/testing",
    "pypdfium2_cli",
    "dateutil/zoneinfo",
    "holidays/locale/[a-e]*",
    "holidays/locale/f[a-qs-z]*",
    "holidays/locale/[g-z]*",
    "pyside6/*.exe",
    "pyside6/qml",
    "pyside6/qt/qml",
    "pyside6/resources",
    "pyside6/qt/resources",
    "pyside6/include",
    "pyside6/glue",
    "pyside6/typesystems",
    "pyside6/scripts",
    "pyside6/doc",
    "pyside6/support",
    "pyside6/metatypes",
    "pyside6/modules",
    "pyside6/qt/metatypes",
    "pyside6/qt/modules",
    "pyside6/qt/libexec",
    "pyside6/*qml*",
    "pyside6/avcodec*",
    "pyside6/opengl32sw.dll",
    "*/vcamp140.dll",
    "*/vccorlib140.dll",
    "*/vcomp140.dll",
    "pycparser",
)


def trim(packages: Path) -> None:
    """Take out of a folder of libraries what the program never loads."""
    for path in sorted(packages.rglob("*")):
        if path.exists() and is_left_out(path.relative_to(packages).as_posix().lower()):
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def is_left_out(name: str) -> bool:
    """Tell whether a file or folder, named below the folder of libraries, is left out."""
    if any(fnmatch(name, pattern) for pattern in LEFT_OUT):
        return True
    if name.startswith("holidays/countries/"):  # of 250, read one by one: domain/calendar.py
        return not name.endswith(("/france.py", "/__init__.py"))
    if not name.startswith("pyside6/"):
        return False
    below = name.removeprefix("pyside6/").removeprefix("qt/")
    if below in ("qt", "lib", "plugins", "translations"):
        return False
    folder, _, last = below.rpartition("/")
    if folder == "translations":
        return last not in QT_TRANSLATIONS
    if below.startswith("plugins/"):
        inside = below.removeprefix("plugins/")
        return any(fnmatch(inside, pattern) for pattern in PLUGINS_LEFT_OUT)
    return folder in ("", "lib") and is_unused_qt(last)


def is_unused_qt(file: str) -> bool:
    """Tell whether a library or binding is of a Qt module that the program does not use."""
    for start in ("libqt6", "qt6", "qt"):
        if file.startswith(start):
            module = file.removeprefix(start).partition(".")[0]
            return module not in {*QT_KEPT, "xcbqpa", "waylandclient", "wlshellintegration"}
    return "." not in file and file in {"assistant", "designer", "linguist", "lrelease", "lupdate"}


MODULES_LEFT_OUT = (
    "test",
    "idlelib",
    "tkinter",
    "turtledemo",
    "turtle.py",
    "lib2to3",
    "ensurepip",
    "distutils",
    "venv",
    "pydoc_data",
    "pydoc.py",
    "unittest",
    "doctest.py",
    "pdb.py",
    "curses",
    "dbm",
    "wsgiref",
    "xmlrpc",
    "msilib",
    "dist-packages",
    "config-*",
    "__phello__*",
    "LICENSE.txt",
    "lib-dynload/_test*",
    "lib-dynload/_xxtest*",
    "lib-dynload/xx*",
    "lib-dynload/_tkinter*",
    "lib-dynload/_curses*",
    "lib-dynload/_dbm*",
    "lib-dynload/_gdbm*",
    "lib-dynload/readline*",
    "lib-dynload/nis*",
    "lib-dynload/ossaudiodev*",
    "lib-dynload/_crypt*",
    "lib-dynload/spwd*",
    "lib-dynload/audioop*",
)
"""What of Python itself no one calls: its tests, its teaching, its installers, its consoles."""


def trim_modules(modules: Path) -> None:
    """Take out of Python's own modules what the program never loads."""
    for pattern in MODULES_LEFT_OUT:
        for path in modules.glob(pattern):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
