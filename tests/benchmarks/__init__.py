"""Speed, size and robustness, measured: `make bench` runs every module here and prints one table."""
