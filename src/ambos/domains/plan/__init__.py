"""What the partnership wants, through which areas and objectives, by which actions."""
