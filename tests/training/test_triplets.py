"""Mining and the three streams."""

import numpy as np
import pytest
import torch

from photosearch.training.losses import TripletMarginLoss
from photosearch.training.mining import HARDEST, MiningPool
from photosearch.training.sampling import generator
from photosearch.training.triplets import TripletObjective, three_streams


def pool(count=200, classes=8, dimension=6, seed=0):
    random = np.random.default_rng(seed)
    descriptors = random.normal(size=(count, dimension)).astype(np.float32)
    descriptors /= np.linalg.norm(descriptors, axis=1, keepdims=True)
    return MiningPool(np.arange(count) + 1000, random.integers(0, classes, count), descriptors)


def test_triplets_are_violated_and_hard():
    made = pool()
    triplets = made.draw(64, 0.1, generator(1)) - 1000
    assert triplets.shape == (3, 64)
    for q, p, n in triplets.T.tolist():
        assert q != p and made.labels[q] == made.labels[p] != made.labels[n]
        x = made.descriptors.astype(np.float64)
        assert 0.1 + ((x[q] - x[p]) ** 2).sum() - ((x[q] - x[n]) ** 2).sum() > -1e-6
        harder = (made.labels != made.labels[q]) & (x @ x[q] > x[n] @ x[q] + 1e-6)
        assert harder.sum() < HARDEST
    assert np.array_equal(triplets, made.draw(64, 0.1, generator(1)) - 1000)


def test_learned_pool_still_gives_triplets():
    labels = np.array([0, 0, 1, 1])
    learned = MiningPool(np.arange(4), labels, np.eye(2, dtype=np.float32)[labels])
    assert learned.draw(3, 0.1, generator(0)).shape == (3, 3)


def test_pool_without_positives_is_refused():
    with pytest.raises(ValueError, match="two classes"):
        MiningPool(np.arange(3), np.arange(3), np.eye(3, dtype=np.float32)).draw(1, 0.1, generator(0))


def test_pool_is_described_every_so_often():
    labels = np.arange(60) // 4
    described = []

    def describe(photos):
        described.append(photos)
        assert np.bincount(labels[photos])[np.unique(labels[photos])].min() >= 2
        return torch.nn.functional.normalize(torch.randn(len(photos), 4), dim=1)

    objective = TripletObjective(labels, TripletMarginLoss(), 5, 20, 3, 0.1, seed=0)
    for step in range(7):
        batch = objective.batch(step, describe)
        assert len(batch.photos) == 15
        q, p, n = batch.photos.reshape(3, 5)
        assert (labels[q] == labels[p]).all() and (labels[q] != labels[n]).all()
    assert len(described) == 3 and all(len(photos) <= 20 for photos in described)
    assert not np.array_equal(described[0], described[1])


def test_restored_objective_draws_the_same():
    labels = np.arange(20) // 4

    def describe(photos):
        random = torch.Generator().manual_seed(0)
        return torch.nn.functional.normalize(torch.randn(len(photos), 4, generator=random), dim=1)

    one, other = (TripletObjective(labels, TripletMarginLoss(), 5, 20, 9, 0.1, seed=0) for _ in range(2))
    one.batch(0, describe)
    other.restore(one.state())
    assert np.array_equal(one.batch(4, describe).photos, other.batch(4, lambda photos: 1 / 0).photos)


def test_streams_follow_each_other():
    query, positive, negative = torch.rand(3, 4, 5)
    (part,) = three_streams(TripletMarginLoss(0.3))(torch.cat([query, positive, negative]))
    wanted = [
        0.5 * max(0, 0.3 + sum((q - p) ** 2) - sum((q - n) ** 2))
        for q, p, n in zip(query.tolist(), positive.tolist(), negative.tolist(), strict=True)
        for q, p, n in [map(np.array, (q, p, n))]
    ]
    assert part.item() == pytest.approx(np.mean(wanted), rel=1e-5)
