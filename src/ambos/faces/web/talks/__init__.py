"""The dialogue: what was promised, who met and what came of it, contacts, what was decided."""
