"""`python -m engine.syntax` builds the parser tables anew and writes them beside the grammar."""

from engine.syntax.tables import write_tables

write_tables()
