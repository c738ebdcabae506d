"""Unpacks from wheels what lies under the given prefixes: unpackWheels.py WHEELS_FOLDER INTO_FOLDER PREFIX..."""

import pathlib
import sys
import zipfile

wheels, into, *prefixes = sys.argv[1:]
for path in sorted(pathlib.Path(wheels).glob("*.whl")):
    with zipfile.ZipFile(path) as wheel:
        for info in wheel.infolist():
            if info.is_dir() or not info.filename.startswith(tuple(prefixes)):
                continue
            # `extract` keeps names inside the folder and checks the checksum, but forgets what is executable.
            unpacked = pathlib.Path(wheel.extract(info, into))
            mode = info.external_attr >> 16 & 0o777
            if mode & 0o100:
                unpacked.chmod(mode | 0o600)
    path.unlink()
