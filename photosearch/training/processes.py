"""The processes of one training run: one, or several started by torchrun, each with its share of every batch.

The gradients are summed by hand rather than by DistributedDataParallel, whose hooks fire at every backward:
multistage back-propagation has one backward for each piece and wants one sum at the end.
"""

import datetime
import os
from collections.abc import Iterable, Sequence

import torch
import torch.distributed as dist
from torch import Tensor

# The others wait while the first process decodes the photos or validates.
_PATIENCE = datetime.timedelta(hours=6)


class Processes:
    """`rank` of `count` processes; with one nothing is exchanged."""

    def __init__(self, rank: int = 0, count: int = 1) -> None:
        self.rank, self.count = rank, count

    @property
    def is_first(self) -> bool:
        """Whether this process validates, writes and speaks for all."""
        return self.rank == 0

    def share(self, pieces: int) -> range:
        """The numbers of the pieces that are this process's."""
        return range(self.rank, pieces, self.count)

    def gather_rows(
        self, described: Sequence[Tensor], own: Sequence[int], pieces: int
    ) -> tuple[Tensor, dict[int, slice]]:
        """All processes' descriptors as one N x D, in the order of the pieces, and the rows of each piece.

        described: the descriptors n_i x D of this process's pieces, whose numbers are `own`. There must be
        at least one piece a process, or there would be no dimension to go by; raises ValueError.
        """
        if not described:
            raise ValueError("every process needs a piece of the batch: make the pieces smaller")
        sizes = torch.zeros(pieces, dtype=torch.int64, device=described[0].device)
        for number, piece in zip(own, described, strict=True):
            sizes[number] = len(piece)
        self.sum_([sizes])
        ends = sizes.cumsum(0).tolist()
        rows = {number: slice(ends[number] - int(sizes[number]), ends[number]) for number in range(pieces)}
        gathered = described[0].new_zeros((ends[-1], described[0].shape[1]))
        for number, piece in zip(own, described, strict=True):
            gathered[rows[number]] = piece
        self.sum_([gathered])  # the others' rows are zero here: the sum puts them together exactly
        return gathered, rows

    def sum_(self, tensors: Iterable[Tensor]) -> None:
        """Replace each tensor by its sum over the processes, the same bits in all of them."""
        if self.count > 1:
            for tensor in tensors:
                dist.all_reduce(tensor)

    def sum_gradients(self, parameters: Sequence[torch.nn.Parameter]) -> None:
        """Sum `.grad` over the processes, in one message for each kind of number."""
        if self.count == 1:
            return
        for parameter in parameters:
            if parameter.grad is None:
                parameter.grad = torch.zeros_like(parameter)
        grads = [parameter.grad for parameter in parameters if parameter.grad is not None]
        for kind in {grad.dtype for grad in grads}:
            same = [grad for grad in grads if grad.dtype == kind]
            flat = torch.cat([grad.reshape(-1) for grad in same])
            dist.all_reduce(flat)
            for grad, summed in zip(same, flat.split([grad.numel() for grad in same]), strict=True):
                grad.copy_(summed.view(grad.shape))

    def same_as_first(self, tensors: Iterable[Tensor]) -> None:
        """Overwrite the tensors with the first process's."""
        if self.count > 1:
            for tensor in tensors:
                dist.broadcast(tensor.detach(), 0)

    def wait(self) -> None:
        """Until all processes are here."""
        if self.count > 1:
            dist.barrier()

    def agree(self, value: bool) -> bool:
        """The first process's `value`, in all of them."""
        if self.count == 1:
            return value
        device = "cuda" if dist.get_backend() == "nccl" else "cpu"
        told = torch.tensor([value], dtype=torch.int64, device=device)
        dist.broadcast(told, 0)
        return bool(told.item())

    def close(self) -> None:
        """Leave the group."""
        if self.count > 1:
            dist.destroy_process_group()


ONE_PROCESS = Processes()


def started_by_torchrun() -> bool:
    """Whether torchrun started this process as one of several."""
    return int(os.environ.get("WORLD_SIZE", "1")) > 1


def join(device: str) -> Processes:
    """The processes torchrun started, joined over NCCL for GPUs or gloo; or just this one."""
    if not started_by_torchrun():
        return ONE_PROCESS
    dist.init_process_group("nccl" if device.startswith("cuda") else "gloo", timeout=_PATIENCE)
    return Processes(dist.get_rank(), dist.get_world_size())


def own_device(kind: str) -> torch.device:
    """The device of this process: of several GPUs the one of its local rank."""
    if kind != "cuda":
        return torch.device(kind)
    device = torch.device("cuda", int(os.environ.get("LOCAL_RANK", "0")))
    torch.cuda.set_device(device)
    return device


def is_first_process() -> bool:
    """Whether this process speaks for all, known before they are joined."""
    return int(os.environ.get("RANK", "0")) == 0
