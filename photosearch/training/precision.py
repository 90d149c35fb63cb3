"""Mixed precision: the backbone in bfloat16 where that is asked for or fast, all else in float32."""

import torch
from torch import Tensor, nn

from photosearch.training.multistage import Describe


def chosen_precision(wanted: str, device: torch.device) -> torch.dtype | None:
    """The number format of the backbone, None for float32.

    "auto" takes bfloat16 on a GPU that has it. Never on a CPU: without AVX512-BF16 or AMX it is 5 to 100
    times slower than float32; there it must be asked for by name. float16 would need its gradients scaled
    and is not offered.
    """
    if wanted == "bfloat16" or (
        wanted == "auto" and device.type == "cuda" and torch.cuda.is_bf16_supported(including_emulation=False)
    ):
        return torch.bfloat16
    return None


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
