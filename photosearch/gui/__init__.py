"""The window. Qt is imported below this folder and nowhere else; importing it loads no torch and no NumPy."""
