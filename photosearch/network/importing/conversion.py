"""A checkpoint of another project to a model folder of this one."""

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from photosearch.errors import PhotosearchError, UsageError
from photosearch.network.card import ModelCard
from photosearch.network.importing.archive import MAX_BYTES, unwrap
from photosearch.network.importing.cirtorch_format import is_cirtorch, read_cirtorch
from photosearch.network.importing.dir_format import is_dir, read_dir
from photosearch.network.importing.foreign_network import ForeignNetwork, damaged
from photosearch.network.importing.stored_tensors import StoredTensor
from photosearch.network.importing.torch_file import TorchFile, read_torch_file
from photosearch.network.models import folder_for

if TYPE_CHECKING:
    from photosearch.network.retrieval import RetrievalNetwork

DEFAULT_SIZE = 512
"""Published figures are at 800 to 1024 px, where a ResNet needs a second and more a photo on a CPU."""

UNKNOWN = "not stated by the file"
_SIZES = range(32, 4097)
_CHECKED_SHAPES = ((96, 128), (128, 96), (65, 97), (160, 64), (128, 128))


def import_checkpoint(
    path: str | os.PathLike[str],
    name: str | None = None,
    size: int | None = None,
    whitening: str | None = None,
    licence: str = UNKNOWN,
) -> ModelCard:
    """Make a model of a person's own out of a checkpoint in the DIR or cirtorch format, or out of the weights
    of a backbone as they are published, and return its card.

    name: of the new model; None takes it from the file. size: the longer side photos are described at; None
    takes what the file says, else 512. whitening: which of the file's, "none" for none. Nothing in the file
    is run. Raises UsageError for a name or size that cannot be, PhotosearchError where the file asks for
    anything but data, is damaged or of an unknown network, where torch is missing, and where the exported
    graph does not compute what the network does; then nothing is written.
    """
    folder = folder_for(suggested_name(path) if name is None else name)
    _check_size(size)
    file, what = _read(path), os.path.basename(path)
    if _is_bare(file.value):
        card, network = _bare(file, folder.name, what, size or DEFAULT_SIZE, licence)
    else:
        foreign = _foreign(file, what, whitening)
        size = size or foreign.input_size or DEFAULT_SIZE
        _check_size(size)
        _need_torch()
        card = _card(foreign, folder.name, what, size, licence)
        network = _network(foreign, card)
    from photosearch.network.export import export_model

    try:
        return export_model(network, card, folder, check_photos())
    except OSError as error:
        raise PhotosearchError(f"{folder} could not be written ({error.strerror or error}).") from error


def read_checkpoint(path: str | os.PathLike[str], whitening: str | None = None) -> ForeignNetwork:
    """The network in a file of the DIR or cirtorch format, checked; see `import_checkpoint`."""
    return _foreign(_read(path), os.path.basename(path), whitening)


def _read(path: str | os.PathLike[str]) -> TorchFile:
    what = os.path.basename(path)
    try:
        if os.path.getsize(path) > MAX_BYTES:
            raise PhotosearchError(f"{what} is larger than any checkpoint: it is not read.")
        data = Path(path).read_bytes()
    except OSError as error:
        raise PhotosearchError(f"{path} could not be read ({error.strerror}).") from error
    return read_torch_file(unwrap(data, what), what)


def _foreign(file: TorchFile, what: str, whitening: str | None) -> ForeignNetwork:
    if is_dir(file.value):
        foreign = read_dir(file, whitening)
    elif is_cirtorch(file.value):
        foreign = read_cirtorch(file, whitening)
    else:
        raise PhotosearchError(
            f"{what} is a file of torch, but no checkpoint of a known kind: it has neither 'model_options' "
            "(deep-image-retrieval) nor 'meta' (cirtorch) beside its 'state_dict', nor is it nothing but the "
            "weights of a backbone."
        )
    foreign.check()
    return foreign


def _is_bare(value: Any) -> bool:
    """Whether a file's value is nothing but tensors by name."""
    if not isinstance(value, Mapping) or not value:
        return False
    return all(type(name) is str and type(tensor) is StoredTensor for name, tensor in value.items())


def _bare(
    file: TorchFile, name: str, what: str, size: int, licence: str
) -> "tuple[ModelCard, RetrievalNetwork]":
    _need_torch()
    from photosearch.network.importing.bare_backbone import bare_network

    backbone, network = bare_network(file)
    card = ModelCard(
        name=name,
        origin=f"imported from {what}, the weights of {backbone.name} alone; GeM (p = 3), no projection",
        licence=licence,
        training_data=UNKNOWN,
        backbone=backbone.name,
        pooling="gem",
        input_size=size,
        mean=backbone.mean,
        std=backbone.std,
        dimension=backbone.channels,
        pooled_dimension=backbone.channels,
    )
    return card, network


def suggested_name(path: str | os.PathLike[str]) -> str:
    """A model name out of a file name."""
    stem = re.sub(r"(\.(zip|pt|pth|tar|pkl))+$", "", os.path.basename(path), flags=re.IGNORECASE)
    return re.sub(r"[^a-z0-9._-]+", "-", stem.lower()).strip("-._")[:64]


def check_photos() -> list[NDArray[np.uint8]]:
    """Patterns from coarse to fine in several shapes, the same every time, to compare two networks on."""
    rng = np.random.default_rng(0)
    photos = []
    for height, width in _CHECKED_SHAPES:
        photo = np.zeros((height, width, 3))
        for cell in (32, 8, 2):
            noise = rng.uniform(-1, 1, (-(-height // cell), -(-width // cell), 3))
            photo += noise.repeat(cell, axis=0).repeat(cell, axis=1)[:height, :width]
        photos.append(np.clip(127 + 50 * photo, 0, 255).astype(np.uint8))
    return photos


def _check_size(size: int | None) -> None:
    if size is not None and size not in _SIZES:
        raise UsageError(f"The size must be from {_SIZES.start} to {_SIZES.stop - 1} pixels, not {size}.")


def _need_torch() -> None:
    try:
        import onnxscript  # noqa: F401
        import safetensors.torch  # noqa: F401
        import torch  # noqa: F401
        import torchvision  # noqa: F401
    except ImportError as error:
        raise PhotosearchError(
            f"Importing a model needs PyTorch ({error.name} is missing): pip install 'photosearch[torch]'. "
            "An imported model then runs without it."
        ) from error
    except RuntimeError:
        pass  # torchvision beside another torch: the backbone knows how to import it


def _card(foreign: ForeignNetwork, name: str, file: str, size: int, licence: str) -> ModelCard:
    whitening = f"; whitening: {foreign.whitening_name}" if foreign.whitening_name else ""
    return ModelCard(
        name=name,
        origin=f"imported from {file}, a checkpoint of {foreign.origin}{whitening}",
        licence=licence,
        training_data=UNKNOWN,
        backbone=foreign.backbone,
        pooling=foreign.pooling,
        input_size=size,
        mean=_in_bytes(foreign.mean),
        std=_in_bytes(foreign.std),
        dimension=foreign.dimension,
        pooled_dimension=foreign.channels,
    )


def _in_bytes(values: Sequence[float]) -> tuple[float, float, float]:
    """From the scale 0 to 1 to the scale 0 to 255."""
    first, second, third = (round(value * 255, 6) for value in values)
    return first, second, third


def _network(foreign: ForeignNetwork, card: ModelCard) -> "RetrievalNetwork":
    """The same network in torch. Raises PhotosearchError where the weights are not those of its backbone."""
    import torch

    from photosearch.network.checkpoint import build_network

    state = {f"backbone.{name}": torch.from_numpy(array) for name, array in foreign.tensors.items()}
    if foreign.exponent is not None:
        state["pooling.p"] = torch.from_numpy(foreign.exponent)
    if foreign.levels:
        state |= {"pooling.level_count": torch.tensor(foreign.levels), "pooling.whole_map": torch.ones(1)}
    if foreign.whitening_last:
        state["whitening.last"] = torch.ones(1)
    if foreign.centre_bias:
        state["centre_bias.strength"] = torch.tensor(foreign.centre_bias)
    for name, layer in (("projection", foreign.projection), ("whitening", foreign.whitening)):
        if layer is not None:
            state[f"{name}.weight"], state[f"{name}.bias"] = map(torch.from_numpy, layer)
    try:
        network = build_network(card, state)
        network.load_state_dict(state)
    except (RuntimeError, PhotosearchError) as error:
        raise damaged(f"its weights are not those of a {foreign.backbone}: {str(error)[:300]}") from error
    return network.eval()
