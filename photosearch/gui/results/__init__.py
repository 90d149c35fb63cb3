"""The photos in the middle of the window: a grid that holds a whole library, and what narrows it down."""
