"""Training held to what the starting network says at several sizes."""

import dataclasses
import json

import numpy as np
import pytest
import torch

from photosearch.cli.training_options import completed
from photosearch.errors import UsageError
from photosearch.training.distillation import TEACHER_FILE, DistilledObjective, teacher_descriptors
from photosearch.training.objectives import make_objective
from photosearch.training.options import TrainingOptions
from photosearch.training.processes import ONE_PROCESS
from photosearch.training.trainer import Trainer
from tests.training import small

CPU = torch.device("cpu")
OPTIONS = dataclasses.replace(
    small.OPTIONS, steps=30, save_every=30, layers="all", rate=1e-2, edits=2, views=3
)


def taught(network, folder, sizes=(32, 64)):
    found, _ = small.pictures()
    return teacher_descriptors(network, found.__getitem__, len(found), sizes, CPU, folder, ONE_PROCESS)


def objective(options, network, folder, weight):
    inner = make_objective(options, small.pictures()[1], CPU)
    return DistilledObjective(inner, taught(network, folder), weight, CPU) if weight else inner


def test_teacher_is_the_mean_over_the_sizes(tmp_path):
    network, (found, _) = small.network(), small.pictures()
    both = taught(network, tmp_path / "both")
    each = [taught(network, tmp_path / str(size), (size,)) for size in (32, 64)]
    expected = torch.nn.functional.normalize(each[0] + each[1], dim=1)
    torch.testing.assert_close(both, expected)
    assert both.shape == (len(found), 8) and (each[0] - each[1]).abs().max() > 1e-3
    own = taught(network, tmp_path / "own", (48,))  # the longer side they have
    with torch.inference_mode():
        torch.testing.assert_close(own, network(torch.from_numpy(found))[0])


def test_another_process_and_a_resumed_run_read_what_the_first_kept(tmp_path):
    first = taught(small.network(), tmp_path)
    assert (tmp_path / TEACHER_FILE).exists()
    torch.testing.assert_close(taught(small.network(seed=9), tmp_path), first)


def test_loss_is_that_of_the_objective_and_the_distance_of_whole_photos(tmp_path):
    plain = objective(OPTIONS, small.network(), tmp_path, 0).batch(3, None)
    held = objective(OPTIONS, small.network(), tmp_path, 2.5).batch(3, None)
    np.testing.assert_array_equal(held.photos, plain.photos)
    np.testing.assert_array_equal(held.views, plain.views)
    random = torch.Generator().manual_seed(0)
    descriptors = torch.nn.functional.normalize(torch.randn(len(held.photos), 8, generator=random), dim=1)
    teacher, far = taught(small.network(), tmp_path), []
    for descriptor, photo, view in zip(descriptors, held.photos, held.views, strict=True):
        if view <= 0:
            far.append(1 - float(descriptor @ teacher[photo]))
    assert len(far) == 4 * 3 + 2, "what is edited strongly is not held"
    more = sum(map(float, held.loss(descriptors))) - sum(map(float, plain.loss(descriptors)))
    assert more == pytest.approx(2.5 * np.mean(far), abs=1e-5)


def test_trained_network_stays_near_the_one_it_started_from(tmp_path):
    found, labels = small.pictures()
    near = {}
    for weight in (0, 20):
        network, folder = small.network(), tmp_path / str(weight)
        made = objective(OPTIONS, network, folder, weight)
        Trainer(network, found.__getitem__, len(labels), made, OPTIONS, folder).run()
        with torch.inference_mode():
            described = network(torch.from_numpy(found))[0]
        near[weight] = float((described * taught(small.network(), tmp_path / "start")).sum(dim=1).mean())
    assert near[20] > near[0] + 0.02


def test_sizes_are_refused_where_they_say_nothing():
    with pytest.raises(UsageError, match="they need distil"):
        TrainingOptions(distil_sizes=(320,))
    with pytest.raises(UsageError, match="32 and more"):
        TrainingOptions(distil=1, distil_sizes=(320, 8))
    with pytest.raises(UsageError, match="write it as 320,448"):
        completed({"distil": 1.0, "distil_sizes": "320x448"}, None)
    assert completed({"distil": 1.0, "distil_sizes": "320,448"}, None)["distil_sizes"] == (320, 448)
    options = TrainingOptions(distil=1, distil_sizes=(320, 448))
    assert TrainingOptions.from_values(json.loads(options.to_json())) == options
