"""Make trained networks the bundled one: average their weights, export, measure, write the card.

python packaging/model/publish.py PHOTOS WORK RUN/model [RUN/model ...] [--start NAME] [--mix 1.0]
    [--output FOLDER] [--name NAME]

The weights are the mean of the trained networks', of which so much is mixed (--mix) with those they started
from: between the two lie networks that keep more of what ImageNet taught (Wortsman et al., "Robust
Fine-Tuning of Zero-Shot Models", CVPR 2022). PHOTOS and WORK as for validate.py, which measures it.
"""

import argparse
import dataclasses
from pathlib import Path

import torch
from frozen import checked_photos
from photo_folders import photo_files
from validate import Described, validated

from photosearch.network.checkpoint import load_network
from photosearch.network.describer import load_describer, usable_cores
from photosearch.network.export import export_model
from photosearch.network.models import DEFAULT_MODEL, bundled_models_folder, find_model

NAME, START = DEFAULT_MODEL, "lite2-gem-512"
TRAINING_DATA = (
    "Backbone: ImageNet. Trained on web photographs of 72 landmarks and everyday photographs, without more "
    "rights in them than that."
)
FIGURES = {
    "landmarks": "mAP (340 queries of 25 landmarks, 1295 distractors, trapezoid rule)",
    "scenes": "mAP of scenes (176 queries of 9 scenes, 647 distractors, trapezoid rule)",
    "covers": "mAP of photographed covers (500 queries of 100 covers, trapezoid rule)",
    "edits": "recall at 1 of edits (40 edits of 100 photos among 2000)",
}


def mixed(models: list[Path], start: str, share: float) -> torch.nn.Module:
    """The network between the start (share 0) and the mean of the trained ones (share 1)."""
    network = load_network(find_model(start))
    states = [load_network(find_model(str(model))).state_dict() for model in models]
    mean = {name: torch.stack([state[name] for state in states]).mean(dim=0) for name in states[0]}
    first = network.state_dict()
    network.load_state_dict({name: first[name].lerp(value, share) for name, value in mean.items()})
    return network


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("photos", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("models", type=Path, nargs="+")
    parser.add_argument("--start", default=START)
    parser.add_argument("--mix", type=float, default=1.0)
    parser.add_argument("--name", default=NAME)
    parser.add_argument("--output", type=Path, help="a folder; the bundled models' if not given")
    arguments = parser.parse_args()
    trained = find_model(str(arguments.models[0]))
    start = find_model(arguments.start)
    mix = "" if arguments.mix == 1 else f"{arguments.mix:g} of it mixed into {start.name}: "
    origin = (
        f"{mix}The mean of {len(arguments.models)} networks that photosearch train fine-tuned from "
        f"{start.name} (AP loss on landmarks and on strong edits of single photos), see packaging/model of "
        "the source. "
        f"{start.name}: {start.origin}"
    )
    card = dataclasses.replace(
        trained, name=arguments.name, origin=origin, training_data=TRAINING_DATA, figures={}, sha256={}
    )
    network = mixed(arguments.models, arguments.start, arguments.mix)
    folder = arguments.output or bundled_models_folder() / arguments.name
    checked = checked_photos(photo_files(arguments.photos / "train"))
    card = export_model(network, card, folder, checked)
    describer = load_describer(str(folder), device="cpu", threads=usable_cores())
    found = validated(Described(describer, [card.input_size], False), arguments.photos, arguments.work)
    figures = {words: round(found[key], 2) for key, words in FIGURES.items()}
    dataclasses.replace(card, figures=figures).save(folder)
    for words, value in figures.items():
        print(f"{arguments.name}: {words}: {value:.2f}")


if __name__ == "__main__":
    main()
