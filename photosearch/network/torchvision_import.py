"""Let torchvision be imported beside a torch build its compiled operators were not made for.

Where torch is a CPU build and torchvision's wheel a CUDA build, the operator library cannot be loaded and
`import torchvision` stops because the schemas of `nms` and `qnms` are missing (its module of fake kernels
names them). Models and transforms need neither: declaring the two is enough. Calling them would still fail.
"""

import importlib
from types import ModuleType

_SCHEMAS = {
    "nms": "nms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor",
    "qnms": "qnms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor",
}

# A declaration lives as long as its library object.
_declarations: list[object] = []


def import_torchvision() -> ModuleType:
    """Import torchvision and return it. Does nothing else where its operators can be loaded.

    Raises ImportError where torchvision is not installed, and RuntimeError where it cannot be imported for
    a reason other than the two missing operators.
    """
    try:
        return importlib.import_module("torchvision")
    except RuntimeError as error:
        if "torchvision::" not in str(error) or _declarations:
            raise
    _declare_operators()
    return importlib.import_module("torchvision")


def _declare_operators() -> None:
    import torch

    library = torch.library.Library("torchvision", "FRAGMENT")
    for name, schema in _SCHEMAS.items():
        if not torch._C._dispatch_has_kernel(f"torchvision::{name}"):
            library.define(schema)
    _declarations.append(library)
