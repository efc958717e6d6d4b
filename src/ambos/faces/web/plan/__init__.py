"""The plan: its actions on a board and on an axis of time, its logic, what lint finds in it."""
