"""From mentions and the parse to events: roles, antecedents, status, totals, merging, confidence."""
