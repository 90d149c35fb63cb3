"""`python -m photosearch`."""

from photosearch.cli import main

# Decoding processes import the main module again; they must not run the program.
if __name__ == "__main__":
    main()
