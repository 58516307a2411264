"""Events to annotation tools and back: Label Studio, Prodigy and brat. What is corrected there becomes gold for ``evaluate``."""

from aiextract.annotate.brat import brat_config, read_brat, write_brat
from aiextract.annotate.graph import LABELS, ROLES
from aiextract.annotate.label_studio import from_label_studio, label_studio_config, to_label_studio
from aiextract.annotate.prodigy import from_prodigy, to_prodigy

__all__ = [
    "LABELS",
    "ROLES",
    "brat_config",
    "from_label_studio",
    "from_prodigy",
    "label_studio_config",
    "read_brat",
    "to_label_studio",
    "to_prodigy",
    "write_brat",
]
