"""Speed and size, measured: `make bench` runs every module here and prints one table."""
