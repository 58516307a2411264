"""What the fuzz targets share: texts made of bytes, and the checks that hold for any of them."""

from __future__ import annotations

from typing import Any

PIECES = """Airbus|Microsoft|l’État|le groupe|la firme de Redmond|il|qui|investira|a investi|lève|rachète|renonce|dément|selon Reuters|de|d’|à|en|pour|par|
Toulouse|au Japon|2|2,9|1 000|1.000,50|III|٣|２|½|un|une|deux|vingt-et-un|cent|mille|million|millions|milliard|milliards|Md|Mds|M|k|€|$|US$|euros|dollars|d’euros|
FCFA|francs CFA|livres|%|du capital|emplois|MW|GW|m²|plus de|moins de|entre|et|ou|jusqu’à|près de|plusieurs|une quinzaine de|chacun|par an|/an|(|)|«|»|,|.|;|:|-|–|
\n|\n\n|\t|\xa0|\u202f|\u00ad|\u200b|\ufeff|\u202e|\u2028|\x00|\ud800|\U0001f680|e\u0301|\u0301|<p>|</p>|<b>|<script>|</script>|<!--|-->|&nbsp;|&euro;|&#8364;|&#0;|
Ã©|â‚¬|Â«|2024|mars|le 3 mars 2024|12/03/2025|d’ici 2030|d’ici deux ans|sur quatre ans|depuis|fin|au premier trimestre|- |• |1er|Publié le|AIRBUS INVESTIT|ß|ﬁ|İ|
le fonds|la société lyonnaise|le maire de Lyon|TotalEnergies SE|Eurazeo|la BEI|le Maroc|Rabat|une start-up|levée de fonds|série B|mené par|auprès de|soit|dont|contre|
billion|trillion|demi|et demi|quart|milliers|centaines de millions|dizaines|demain|hier|mardi|lundi dernier|la semaine prochaine|décennie|semestre|T2 2025|2025-2030|
9 avril|au soir|mi-2025|été 2024|ex-|co-|l’|qu’|s’|n’|aujourd’hui|c’est|M. Dupont|Mme|PDG|SA|SAS|& Cie|www.a.fr|a@b.fr|#|@|_|*|“|”|"|'|’|…|!|?|/|\\|=|+|~|^|°|§""".replace(
    "\n", ""
).split("|")


def text_of(data: bytes) -> str:
    """A text of any bytes: even first byte, UTF-8 with lone surrogates let through; odd, a piece for each byte, glued by the first."""
    if not data:
        return ""
    if data[0] % 2 == 0:
        try:
            return data[1:].decode("utf-8", "surrogatepass")
        except UnicodeDecodeError:
            return data[1:].decode("latin-1")
    glue = ("", " ", " ", "\n")[data[0] // 2 % 4]
    return glue.join(PIECES[byte % len(PIECES)] for byte in data[1:])


def spans(value: Any) -> list[Any]:
    """All spans inside a value."""
    from aiextract.events import Span, Value

    if isinstance(value, Span):
        return [value]
    if isinstance(value, tuple):
        return [span for item in value for span in spans(item)]
    return [span for name in value.__dataclass_fields__ for span in spans(getattr(value, name))] if isinstance(value, Value) else []


def check_spans(text: str, found: Any) -> None:
    """Every span points at its words."""
    for span in spans(found):
        if not (0 <= span.start <= span.end <= len(text) and text[span.start : span.end] == span.text):
            raise AssertionError(f"{span!r} is not what stands there")
