"""What a benchmark hands back: figures with the limit each has to meet."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One measured number; `limit` is the demand: at most that value, or at least; None: no demand."""

    name: str
    value: float
    unit: str
    limit: float | None = None
    at_most: bool = True

    @property
    def met(self) -> bool:
        """Whether the demand is met."""
        if self.limit is None:
            return True
        return self.value <= self.limit if self.at_most else self.value >= self.limit

    def row(self) -> str:
        """The figure as one line of a Markdown table."""
        sign = "<=" if self.at_most else ">="
        demand = "" if self.limit is None else f"{sign} {self.limit:g} {self.unit}"
        verdict = "" if self.limit is None else ("met" if self.met else "MISSED")
        return f"| {self.name} | {self.value:.4g} {self.unit} | {demand} | {verdict} |"
