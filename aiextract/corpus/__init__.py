"""Articles in, events out: readers, writers and the flat form of an event."""

from aiextract.corpus.files import atomic
from aiextract.corpus.read import Failure, Keys, Record, read
from aiextract.corpus.rows import COLUMNS, event_rows
from aiextract.corpus.write import Style, article_of, line_of, write

__all__ = ["COLUMNS", "Failure", "Keys", "Record", "Style", "article_of", "atomic", "event_rows", "line_of", "read", "write"]
