"""Batch norm that keeps its statistics while the network is trained.

Retrieval networks are fine-tuned on batches of one photo or piece by piece (Revaud et al., ICCV 2019, arXiv
1906.07589), where the statistics of a batch mean nothing and would make its rows depend on each other. Own
code, Apache-2.0.
"""

from torch import nn
from torch.nn.modules.batchnorm import _BatchNorm


class FrozenBatchNorm2d(nn.BatchNorm2d):
    """Always uses its running statistics and never changes them; weight and bias may still be trained."""

    def train(self, mode: bool = True) -> "FrozenBatchNorm2d":
        """Stays in evaluation mode whatever is asked."""
        super().train(False)
        return self


def freeze_batch_norm(network: nn.Module, parameters: bool = False) -> nn.Module:
    """Freeze the statistics of every batch norm inside `network`, in place, also against `train()`.

    parameters: True stops the training of their weights and biases too. State dicts keep their names.
    Returns `network`. Raises ValueError for a batch norm of another kind than BatchNorm2d, rather than leave
    it unfrozen.
    """
    norms = [module for module in network.modules() if isinstance(module, _BatchNorm)]
    for norm in norms:
        if not isinstance(norm, nn.BatchNorm2d) or not norm.track_running_stats:
            raise ValueError(f"{norm} cannot be frozen: only BatchNorm2d with running statistics can")
    for norm in norms:
        norm.__class__ = FrozenBatchNorm2d
        norm.eval()
        for parameter in norm.parameters():
            parameter.requires_grad_(parameter.requires_grad and not parameters)
    return network
