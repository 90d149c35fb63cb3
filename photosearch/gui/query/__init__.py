"""The query: pictures taken in by dropping, pasting and opening, shown above the results."""
