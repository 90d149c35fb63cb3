"""What the person chose: the table of all settings, and the file that holds them."""
