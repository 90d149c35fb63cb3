"""Networks in words."""

from PySide6.QtCore import QLocale, QObject

from photosearch.gui.wording import number
from photosearch.services.records import ModelInfo


class ModelWords(QObject):
    """An object for the sake of its `tr`."""

    def summary(self, model: ModelInfo) -> str:
        """What a network is, in a line."""
        card = model.card
        parts = [
            self.tr("comes with Photosearch") if not model.removable else self.tr("your own"),
            self.tr("looks at photos at {0} pixels").format(number(card["input_size"])),
            self.tr("{0} numbers for each").format(number(card["dimension"])),
        ]
        text = " · ".join(parts)
        return text[:1].upper() + text[1:]

    def described(self, model: ModelInfo, most: int) -> str:
        """How many photos it has looked at, of so many that any network has."""
        if most == 0:
            return ""
        if model.described >= most:
            return self.tr("All of your photos were looked at with it")
        if model.described == 0:
            return self.tr("No photo was looked at with it yet")
        return self.tr("{0} of {1} photos were looked at with it").format(
            number(model.described), number(most)
        )

    def waiting(self, answering: str) -> str:
        """Why searches are still as they were."""
        return self.tr("Until your photos were looked at with it, {0} answers.").format(answering)

    def facts(self, model: ModelInfo) -> list[tuple[str, str]]:
        """The card, as (what, value)."""
        card = model.card
        rows = [
            (self.tr("Origin"), str(card["origin"])),
            (self.tr("Learned from"), str(card["training_data"])),
            (self.tr("Licence"), str(card["licence"])),
            (self.tr("Built of"), f"{card['backbone']}, {card['pooling']}"),
        ]
        for what, value in card.get("figures", {}).items():
            rows.append((self.tr("Measured"), f"{what}: {QLocale().toString(float(value), 'f', 2)}"))
        return rows
