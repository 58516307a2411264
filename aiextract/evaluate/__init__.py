"""Score events against gold: how many are found, how many are right in every slot, how sure these figures are."""

from aiextract.evaluate.report import Report, evaluate, render

__all__ = ["Report", "evaluate", "render"]
