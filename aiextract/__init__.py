"""French financial news into structured investment events."""

__version__ = "0.1.0"
