"""Characters: folding for matching, cutting into sentences, headers and boilerplate. Offsets are never lost."""
