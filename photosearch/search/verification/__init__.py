"""Verification of what the descriptors found: local features say whether two photos show the same, and how.

Nothing is imported here, so that a search without verification starts as quickly as before.
"""
