"""The same partition under distributed engines: one model for each worker, a row for each article."""
