"""The packages that a town hall installs, made from the sources and the locks.

Each module makes one of them: the wheel, the one-folder program, the Debian package, the Windows installer.
"""
