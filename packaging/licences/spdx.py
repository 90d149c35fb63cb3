"""Which licence a distribution says it has, as an SPDX expression."""

import re
from email.message import Message
from typing import Any

# What may be inside a program that anyone may pass on. Of those with "OR", one must be here.
ALLOWED = frozenset(
    {
        "0BSD",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "BSL-1.0",
        "CC0-1.0",
        "ISC",
        "LGPL-3.0-only",
        "MIT",
        "MIT-CMU",
        "MPL-2.0",
        "PSF-2.0",
        "Zlib",
        # PyInstaller's starter, which may be part of programs under any licence.
        "GPL-2.0-or-later WITH Bootloader-exception",
        "Apache-2.0 WITH LLVM-exception",
    }
)
# As distributions put it that were made before there were expressions.
_WORDS = {
    "apache 2.0": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "apache-2.0": "Apache-2.0",
    "3-clause bsd license": "BSD-3-Clause",
    "bsd": "BSD-3-Clause",
    "bsd license": "BSD-3-Clause",
    "isc license": "ISC",
    "isc license (iscl)": "ISC",
    "mit license": "MIT",
    "gplv2-or-later with a special exception which allows to use pyinstaller to build and distribute "
    "non-free programs (including commercial ones)": "GPL-2.0-or-later WITH Bootloader-exception",
}


def expression(metadata: Message | Any) -> str | None:
    """The licence by the metadata of a distribution; None where it tells none that is allowed."""
    if exact := metadata.get("License-Expression"):
        return _known(exact)
    classifiers = [
        line.split(" :: ")[-1] for line in metadata.get_all("Classifier") or [] if _is_licence(line)
    ]
    for told in (metadata.get("License"), *classifiers):
        if told and (found := _known(" ".join(told.split()))):
            return found
    return None


def _is_licence(classifier: str) -> bool:
    return classifier.startswith("License :: ")


def _known(told: str) -> str | None:
    licence = _WORDS.get(told.lower(), told)
    chosen = any(_is_allowed(choice) for choice in licence.split(" OR "))
    return licence if chosen else None


def _is_allowed(licences: str) -> bool:
    return all(one.strip("() ") in ALLOWED for one in re.split(" AND ", licences))
