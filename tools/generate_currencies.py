"""Write aiextract/lexicon/data/currencies.tsv: ISO 4217 codes with their French names, from CLDR through Babel.

Run ``python tools/generate_currencies.py`` (needs Babel, a development tool only); ``--check`` compares instead of writing.
CLDR data: Copyright © Unicode, Inc., Unicode License v3 (https://www.unicode.org/license.txt).
"""

from __future__ import annotations

import sys
from pathlib import Path

import babel
from babel import Locale
from babel.core import get_global
from babel.numbers import get_currency_name

TARGET = Path(__file__).parent.parent / "aiextract" / "lexicon" / "data" / "currencies.tsv"
# Money of the past that the press still names.
HISTORIC = ("ATS", "BEF", "BGN", "DEM", "ESP", "FIM", "FRF", "GRD", "HRK", "IEP", "ITL", "LUF", "NLG", "PTE", "SIT", "SKK")
# No money anybody invests: funds codes, metals, testing, units of account without payments.
LEFT_OUT = frozenset({"XXX", "XTS", "XDR", "XSU", "XUA", "CHE", "CHW", "CLF", "COU", "MXV", "UYI", "UYW", "USN", "USS", "BOV", "CHC"})


def tenders() -> dict[str, list[str]]:
    """Codes that are legal tender today, each with its countries."""
    found: dict[str, list[str]] = {}
    for territory, entries in sorted(get_global("territory_currencies").items()):
        for code, _, end, tender in entries:
            if tender and end is None and code not in LEFT_OUT and len(territory) == 2:
                found.setdefault(code, []).append(territory)
    return found


def rows() -> list[str]:
    """The lines of the table."""
    french = Locale("fr")
    living = tenders()
    lines = ["code\tone\tmany\tsymbol\tcountries\thistoric"]
    for code in sorted({*living, *HISTORIC}):
        one, many = (get_currency_name(code, count=count, locale=french) for count in (1, 2))
        symbol = french.currency_symbols.get(code, "").replace("\xa0", " ").replace("\u202f", " ")
        countries = "|".join(living.get(code, []))
        lines.append("\t".join((code, one, many, "" if symbol == code else symbol, countries, "yes" if code not in living else "")))
    source = f"# CLDR through Babel {babel.__version__}; Unicode License v3; written by tools/generate_currencies.py"
    return [lines[0], source, *lines[1:]]


if __name__ == "__main__":
    content = "\n".join(rows()) + "\n"
    if "--check" in sys.argv:
        sys.exit(TARGET.read_text(encoding="utf-8") != content)
    TARGET.write_text(content, encoding="utf-8")
    print(f"{len(content.splitlines()) - 2} currencies in {TARGET}")
