"""Training runs that are stopped: the update is finished and kept, and the resumed run ends as any other."""

import dataclasses
import os
import signal
import subprocess
import sys

import pytest
import torch

from photosearch.training.fine_tuning import Listener, begin, fine_tune
from photosearch.training.trainer import BEST_FILE, Hearing, TrainingStoppedError
from photosearch.training.validation import Validation
from tests.training import small

OPTIONS = dataclasses.replace(small.OPTIONS, steps=7, validate_every=2, save_every=5)


class Stop:
    """Asked to stop from the update `step` on."""

    def __init__(self, step):
        self.step, self.seen, self.measured = step, 0, []

    def hearing(self):
        return Hearing(self._progress, lambda step, value: self.measured.append(step), self.is_wanted)

    def _progress(self, progress):
        self.seen = progress.step

    def is_wanted(self):
        return self.seen >= self.step


def validation(report):
    pictures, labels = small.pictures(5)
    return Validation(pictures.__getitem__, labels, torch.device("cpu"), report)


def kept(folder):
    return [path.name.rstrip("+") for path in (folder / "checkpoints").iterdir()]


def assert_ends_as_undisturbed(tmp_path, stopped):
    """Finish the run `stopped` and compare it with one that was not."""
    straight, resumed = small.network(), small.network(seed=9)  # all the resumed one has is from its folder
    expected = small.trainer(tmp_path / "straight", OPTIONS, network=straight).run()
    assert small.trainer(stopped, OPTIONS, network=resumed).run() == expected
    for name, value in straight.state_dict().items():
        assert torch.equal(value, resumed.state_dict()[name]), name
    for name in ("curves.csv", BEST_FILE):
        assert (tmp_path / "straight" / name).read_bytes() == (stopped / name).read_bytes()
    assert len(list((stopped / "checkpoints").iterdir())) == 1


@pytest.mark.parametrize("step", [1, 3, 4, 7])
def test_stopped_after_an_update(tmp_path, step):
    with pytest.raises(TrainingStoppedError, match=rf"after {step} of 7 updates.*--resume {tmp_path}"):
        small.trainer(tmp_path / "run", OPTIONS, hearing=Stop(step).hearing()).run()
    assert kept(tmp_path / "run") == [f"step-{step:08d}"]
    assert_ends_as_undisturbed(tmp_path, tmp_path / "run")


@pytest.mark.parametrize("step", [0, 4, 7])
def test_stopped_while_measuring(tmp_path, step):
    stop = Stop(step)

    def report(done, total):
        if stop.is_wanted():
            raise TrainingStoppedError(tmp_path, "while validating")

    validate = validation(report)
    with pytest.raises(TrainingStoppedError, match=f"after {step} of 7 updates"):
        small.trainer(tmp_path / "run", OPTIONS, hearing=stop.hearing(), validate=validate).run()
    assert kept(tmp_path / "run") == [f"step-{step:08d}"] and step not in stop.measured
    assert_ends_as_undisturbed(tmp_path, tmp_path / "run")


def test_stopped_again_and_again(tmp_path):
    for step in range(8):
        with pytest.raises(TrainingStoppedError):
            small.trainer(tmp_path / "run", OPTIONS, hearing=Stop(step).hearing()).run()
    assert_ends_as_undisturbed(tmp_path, tmp_path / "run")


def test_stopped_before_there_is_anything_to_keep(places, tmp_path):
    begin(places, None, None, None, tmp_path / "run", small.OPTIONS)
    for _ in range(2):
        with pytest.raises(TrainingStoppedError, match="Stopped while decoding photos"):
            fine_tune(tmp_path / "run", "cpu", Listener(stopped=lambda: True))
    assert not (tmp_path / "run" / "checkpoints").exists()


SHORT = ["--steps", "60", "--batch", "2x2", "--size", "64", "--layers", "projection"]


def start(*arguments, launcher=()):
    program = [sys.executable, *launcher, "-m", "photosearch", "train", *map(str, arguments)]
    environment = os.environ | {"OMP_NUM_THREADS": "1"}
    return subprocess.Popen(program, env=environment, stderr=subprocess.PIPE, text=True)


def wait_for(words, stream):
    for line in stream:
        if words in line:
            return
    raise AssertionError(f"it never said {words!r}")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_keeps_the_update_and_says_how_to_go_on(places, tmp_path, number):
    with start(places, "--out", tmp_path / "run", *SHORT) as process:
        wait_for("step 1 of 60", process.stderr)
        process.send_signal(number)
        said = process.stderr.read()
    assert process.returncode == 1 and "Traceback" not in said
    (name,) = kept(tmp_path / "run")
    done = int(name.removeprefix("step-"))
    assert 1 <= done < 60
    assert f"Stopped after {done} of 60 updates. Go on with: photosearch train --resume {tmp_path}" in said
    with start("--resume", tmp_path / "run") as process:
        wait_for(f"step {done + 1} of 60", process.stderr)
        process.kill()


def test_two_processes_stop_together(places, tmp_path):
    launcher = ["-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2"]
    with start(places, "--out", tmp_path / "run", *SHORT, launcher=launcher) as process:
        wait_for("step 1 of 60", process.stderr)
        process.send_signal(signal.SIGINT)
        said = process.stderr.read()
    (name,) = kept(tmp_path / "run")
    done = int(name.removeprefix("step-"))
    assert said.count(f"Stopped after {done} of 60 updates") == 1 and done < 60
