"""Words: tables in ``data/`` without logic, and the code that loads and compiles them without words."""
