"""What the person said of photos: listed, and taken back."""
