"""Left of the results: the library, its folders and the saved searches."""
