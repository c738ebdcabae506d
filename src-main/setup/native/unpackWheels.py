"""Unpacks from wheels what lies under the given prefixes: unpackWheels.py WHEELS_FOLDER INTO_FOLDER PREFIX..."""

import pathlib
import sys
import zipfile

wheels, into, *prefixes = sys.argv[1:]
for path in sorted(pathlib.Path(wheels).glob("*.whl")):
    with zipfile.ZipFile(path) as wheel:
        # `extractall` keeps names inside the folder; the zip's own checksums are checked while it reads.
        names = [name for name in wheel.namelist() if name.startswith(tuple(prefixes))]
        wheel.extractall(into, names)
    path.unlink()
