"""Give a model folder the graph that describes the parts of a photo too; its other files stay as they are.

python packaging/model/add_regions.py --photos FOLDER [--model NAME]
"""

import argparse
from pathlib import Path

from frozen import checked_photos
from photo_folders import photo_files

from photosearch.network.checkpoint import load_network
from photosearch.network.export import add_regions
from photosearch.network.models import find_model


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--photos", type=Path, required=True, help="photos the graph is checked on")
    parser.add_argument("--model", help="name or folder of the model; the one in use if not given")
    arguments = parser.parse_args()
    card = find_model(arguments.model)
    card = add_regions(load_network(card), card, checked_photos(photo_files(arguments.photos)))
    print(f"{card.identity}: {card.regions_graph}")


if __name__ == "__main__":
    main()
