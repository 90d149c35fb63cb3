"""Runs that are killed, and runs of several processes, end as an undisturbed one."""

import os
import signal
import subprocess
import sys
import time

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


def command(folder, loss, optimiser, layers="all", pause=0.0):
    return ["-m", "tests.training.small", str(folder), loss, optimiser, layers, str(pause)]


def final(folder):
    with np.load(folder / "final.npz") as found:
        return {name: found[name] for name in found}


def kill_after_a_checkpoint(arguments, folder, step):
    """SIGKILL once the checkpoint of `step` is there, in the middle of a later update."""
    with subprocess.Popen([sys.executable, *arguments]) as process:
        deadline = time.monotonic() + 60
        while not list(folder.glob(f"checkpoints/step-{step:08d}")):
            assert process.poll() is None and time.monotonic() < deadline
            time.sleep(0.005)
        time.sleep(0.15)
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL


@pytest.mark.parametrize(
    ("loss", "optimiser", "layers"),
    [("ap", "adam", "all"), ("triplet", "sgd", "last")],
)
def test_killed_and_resumed_run_ends_with_the_same_bits(tmp_path, loss, optimiser, layers):
    undisturbed, killed = tmp_path / "undisturbed", tmp_path / "killed"
    small.train(undisturbed, loss, optimiser, layers)
    kill_after_a_checkpoint(command(killed, loss, optimiser, layers, 0.1), killed, 2)
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
