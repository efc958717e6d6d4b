"""The dialogue: what was promised, who met and what came of it, which contacts were authorised, what was decided."""
