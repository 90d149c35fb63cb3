"""The parts of a photo that have descriptors of their own, and the sizes at which a part is looked for.

A small thing fills most of a region and little of the whole, so a region's descriptor is nearer to it. Layout
and sizes are chosen by measurement: packaging/verification/README.md.
"""

Share = tuple[float, float, float, float]
"""left, top, width, height of a part, as shares of the whole picture's width and height"""

REGIONS: tuple[Share, ...] = (
    (0.0, 0.0, 0.5, 0.5),
    (0.5, 0.0, 0.5, 0.5),
    (0.0, 0.5, 0.5, 0.5),
    (0.5, 0.5, 0.5, 0.5),
    (0.25, 0.25, 0.5, 0.5),
)
"""Four quarters and one over the middle, where the quarters cut a thing apart."""

# What is cut out of a picture and enlarged to the network's size is larger there than in the photos it is to
# be found in: so it is described smaller as well.
PART_SCALES = (1.0, 0.7, 0.5)
