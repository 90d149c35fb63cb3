"""The bill of materials of the built program, from one of everything that was installed to build it.

Run by the Python the program is built with: bill.py EVERYTHING.cdx.json WORK OUT.cdx.json
Components that did not go into the program are left out, and what is no Python distribution is added.
"""

import json
import sys
from pathlib import Path
from typing import Any

from collect import Part, parts_of, sources_in


def bill_of(everything: dict[str, Any], parts: list[Part]) -> dict[str, Any]:
    """A CycloneDX document of what is inside; everything: one that tells more of Python distributions."""
    addresses = {part.address for part in parts}
    kept = [one for one in everything["components"] if _address(one.get("purl", "")) in addresses]
    known = {_address(one["purl"]) for one in kept}
    added = [_component(part) for part in parts if part.address not in known]
    components = sorted(kept + added, key=lambda one: str(one["bom-ref"]))
    references = {one["bom-ref"] for one in components} | {everything["metadata"]["component"]["bom-ref"]}
    dependencies = [
        {**one, "dependsOn": [other for other in one["dependsOn"] if other in references]}
        if "dependsOn" in one
        else one
        for one in everything.get("dependencies", [])
        if one["ref"] in references
    ]
    return {**everything, "components": components, "dependencies": dependencies}


def _address(purl: str) -> str:
    """Without what tells where it was fetched from; local versions such as 1.0+cpu as they are."""
    return purl.split("?")[0].replace("%2B", "+").lower()


def _component(part: Part) -> dict[str, Any]:
    return {
        "type": "library",
        "bom-ref": part.address,
        "name": part.name.removesuffix(" (Debian)"),
        "version": part.version,
        "purl": part.address,
        "licenses": [{"license": {"name": part.licence}}],
    }


if __name__ == "__main__":
    document = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    made = bill_of(document, parts_of(sources_in(Path(sys.argv[2]))))
    Path(sys.argv[3]).write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
