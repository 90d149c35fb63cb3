"""Mixed precision: the backbone in half precision where that is asked for or fast, all else in float32."""

import torch
from torch import Tensor, nn

from photosearch.training.multistage import Describe

_HALF = {"bfloat16": torch.bfloat16, "float16": torch.float16}
# Of the first GPUs with tensor cores; older ones are no faster in float16, most of them far slower.
_TENSOR_CORES = (7, 0)


def chosen_precision(wanted: str, device: torch.device) -> torch.dtype | None:
    """The number format of the backbone, None for float32.

    "auto" takes bfloat16 on a GPU that has it, else float16 where it has tensor cores (its losses are scaled:
    `LossScale`). Never on a CPU: without AVX512-BF16 or AMX bfloat16 is 5 to 100 times slower than float32;
    there it must be asked for by name.
    """
    if wanted == "auto" and device.type == "cuda":
        if torch.cuda.is_bf16_supported(including_emulation=False):
            return torch.bfloat16
        return torch.float16 if torch.cuda.get_device_capability(device) >= _TENSOR_CORES else None
    return _HALF.get(wanted)


def describing(network: nn.Module, dtype: torch.dtype | None, device: torch.device) -> Describe:
    """Pixels to descriptors by `network`, under autocast to `dtype` unless that is None.

    RetrievalNetwork itself keeps pooling, projection and normalisation in float32.
    """

    def describe(pixels: Tensor) -> Tensor:
        # Entered anew each time: the casts of weights that autocast keeps must not outlive an update.
        with torch.autocast(device.type, dtype, enabled=dtype is not None):
            descriptors: Tensor = network(pixels)[0]
        return descriptors

    return describe
