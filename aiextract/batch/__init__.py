"""Corpora of any size: one ``run_partition`` over records, and a runner of local processes around it."""
