"""The texts of the window as its code asks for them, and as the files of the translators have them."""

import ast
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "resources" / "translations"


@dataclass(frozen=True)
class Text:
    """A text to translate; `plural` where it comes with a number."""

    context: str
    source: str
    plural: bool


def asked_for() -> dict[Text, str]:
    """Every text that the window's code asks a translation of, with where it does."""
    found: dict[Text, str] = {}
    for path in sorted((ROOT / "photosearch" / "gui").rglob("*.py")):
        for node, class_name in _calls(ast.parse(path.read_text("utf-8")), ""):
            text = _text(node, class_name)
            if text is not None:
                found[text] = f"{path.relative_to(ROOT)}:{node.lineno}"
    return found


def translated(language: str, folder: Path = FOLDER) -> dict[Text, list[str]]:
    """What is translated, with its forms: one, or one for each number of the language."""
    found = {}
    tree = ElementTree.parse(folder / f"photosearch_{language}.ts").getroot()
    for context in tree.iter("context"):
        for message in context.iter("message"):
            plural = message.get("numerus") == "yes"
            text = Text(context.findtext("name", ""), message.findtext("source", ""), plural)
            found[text] = _forms(message, plural)
    return found


def _forms(message: ElementTree.Element, plural: bool) -> list[str]:
    translation = message.find("translation")
    assert translation is not None
    if translation.get("type") == "unfinished":
        return []
    if plural:
        return [form.text or "" for form in translation.iter("numerusform")]
    return [translation.text or ""]


def _calls(node: ast.AST, class_name: str) -> Iterator[tuple[ast.Call, str]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call):
            yield child, class_name
        yield from _calls(child, child.name if isinstance(child, ast.ClassDef) else class_name)


def _text(call: ast.Call, class_name: str) -> Text | None:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name == "tr":
        # Anything but a literal cannot be found by Qt's tools, nor by these.
        return Text(class_name, ast.literal_eval(call.args[0]), len(call.args) > 2)
    if name in ("translate", "QT_TRANSLATE_NOOP") and len(call.args) >= 2:
        context, source = call.args[:2]
        if isinstance(context, ast.Constant) and isinstance(source, ast.Constant):
            return Text(str(context.value), str(source.value), len(call.args) > 3)
    return None
