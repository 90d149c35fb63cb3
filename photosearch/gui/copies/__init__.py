"""The copies view: groups of copies, which of them to keep and why, and acting on that."""
