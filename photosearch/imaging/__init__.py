"""From a file of any supported kind to upright sRGB pixels, with what the camera wrote about the photo."""
