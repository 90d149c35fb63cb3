"""Runs that are killed, and runs of several processes, end as an undisturbed one."""

import os
import signal
import subprocess
import sys

import numpy as np
import pytest
import torch

from tests.training import small


@pytest.fixture(autouse=True)
def one_thread():
    """As the runs in processes of their own have it: sums of several threads have another order."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def command(folder, loss, optimiser, layers="all"):
    return ["-m", "tests.training.small", str(folder), loss, optimiser, layers]


def final(folder):
    with np.load(folder / "final.npz") as found:
        return {name: found[name] for name in found}


def kill_after(arguments, step):
    """SIGKILL in the middle of the update after `step`."""
    program = [sys.executable, *arguments, str(step)]
    with subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "halted\n"
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL


@pytest.mark.parametrize(
    ("loss", "optimiser", "layers"),
    [("ap", "adam", "all"), ("triplet", "sgd", "last")],
)
def test_killed_and_resumed_run_ends_with_the_same_bits(tmp_path, loss, optimiser, layers):
    undisturbed, killed = tmp_path / "undisturbed", tmp_path / "killed"
    small.train(undisturbed, loss, optimiser, layers)
    kill_after(command(killed, loss, optimiser, layers), 3)
    assert [path.name for path in (killed / "checkpoints").iterdir()] == ["step-00000002"]
    small.train(killed, loss, optimiser, layers)
    wanted, found = final(undisturbed), final(killed)
    assert wanted.keys() == found.keys()
    for name, value in wanted.items():
        assert value.tobytes() == found[name].tobytes(), name
    assert (undisturbed / "curves.csv").read_text() == (killed / "curves.csv").read_text()


@pytest.mark.parametrize("loss", ["ap", "triplet"])
def test_two_processes_train_what_one_does(tmp_path, loss):
    """Under torchrun over gloo; float64, as their sums have another order than one process's."""
    one, two = tmp_path / "double-one", tmp_path / "double-two"
    environment = os.environ | {"OMP_NUM_THREADS": "1"}
    small.train(one, loss, "adam", "all")
    launcher = ["-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2"]
    subprocess.run(
        [sys.executable, *launcher, *command(two, loss, "adam")], check=True, env=environment, timeout=120
    )
    for name, value in final(one).items():
        np.testing.assert_allclose(final(two)[name], value, rtol=1e-9, atol=1e-11, err_msg=name)
