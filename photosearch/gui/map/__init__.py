"""The map of where photos were taken; drawn from a bundled outline, without a network."""
