"""Two pictures compared."""
