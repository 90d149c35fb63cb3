"""Groups of copies over a whole library, and which photo of each to keep.

Nothing is imported here: what shows groups need not load what finds them.
"""
