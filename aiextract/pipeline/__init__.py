"""Thin spaCy shells: factories, extensions, and the assembly of the pipeline. Nothing linguistic."""
