"""The commands behind :mod:`aiextract.cli`, a module a group; each imports what it needs when it runs."""
