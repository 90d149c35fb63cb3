"""Made-up covers of books and records, and telephones' photos of them printed: a weak spot of the network.

Not made by the code of photosearch/training/edits, which the network may have learned from.
"""

import random
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageOps

COVERS, SHOTS, TABLES = 100, 4, 8
TITLES = ("The Lake", "Winter", "A Field Guide", "Nocturnes", "Cities", "Live", "Greatest Hits", "Salt")
NAMES = ("A. Mercer", "The Lanterns", "J. Okafor", "Ida Lund", "North Trio", "R. Castell", "M. Sato")


def cover(picture: Image.Image, chance: random.Random) -> Image.Image:
    """A cover with the picture, a title and a name: on all of it, on a part, or between bars."""
    width, height = 320, round(320 * chance.choice((1.0, 1.4, 1.5)))
    paper = tuple(chance.randrange(256) for _ in range(3))
    page = Image.new("RGB", (width, height), paper)
    kind = chance.randrange(3)
    if kind == 0:
        page.paste(ImageOps.fit(picture, (width, height)))
    elif kind == 1:
        page.paste(ImageOps.fit(picture, (width - 60, height // 2)), (30, chance.choice((30, height // 3))))
    else:
        page.paste(ImageOps.fit(picture, (width, round(height * 0.65))), (0, round(height * 0.2)))
    draw = ImageDraw.Draw(page)
    ink = chance.choice(("white", "black", "gold", "crimson", "navy"))
    draw.text((20, height * chance.choice((0.03, 0.75))), chance.choice(TITLES), ink, font_size=44)
    draw.text((20, height * 0.92), chance.choice(NAMES), ink, font_size=22)
    return page


def table(path: Path, chance: random.Random) -> Image.Image:
    """What covers lie on: a photo, faded into one colour."""
    colour = tuple(round(chance.uniform(40, 220)) for _ in range(3))
    photo = Image.open(path).convert("RGB")
    return Image.blend(photo, Image.new("RGB", photo.size, colour), 0.5)


def photographed(page: Image.Image, ground: Image.Image, shot: int, chance: random.Random) -> Image.Image:
    """The cover on a table, one of four telephones with lenses, lights and hands of their own."""
    width, height = 384, 512
    table = np.asarray(ImageOps.fit(ground, (width, height)), np.float32)
    scale = chance.uniform(0.62, 0.92) * min(width / page.width, height / page.height)
    half = np.array([page.width, page.height]) * scale / 2
    tilt = 0.16 * scale * np.array(page.size)
    corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * half
    corners += [[chance.uniform(-1, 1) * tilt[0], chance.uniform(-1, 1) * tilt[1]] for _ in range(4)]
    angle = np.deg2rad(chance.gauss(0, 7))
    corners = corners @ np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    corners += [width / 2 + chance.uniform(-20, 20), height / 2 + chance.uniform(-25, 25)]
    source = np.array([[0, 0], [page.width, 0], [page.width, page.height], [0, page.height]], np.float32)
    matrix = cv2.getPerspectiveTransform(source, corners.astype(np.float32))
    printed = cv2.warpPerspective(np.asarray(page), matrix, (width, height), flags=cv2.INTER_AREA)
    mask = cv2.warpPerspective(np.full(page.size[::-1], 255, np.uint8), matrix, (width, height))
    seen = np.where(mask[..., None] > 127, printed, table).astype(np.float32)
    y, x = np.mgrid[0 : 1 : height * 1j, 0 : 1 : width * 1j]
    spot = np.exp(-((x - chance.random()) ** 2 + (y - chance.random()) ** 2) / 0.02)
    light = chance.uniform(0.55, 1.15) * (1 - chance.uniform(0, 0.5) * y)
    white = np.array([(1, 0.97, 0.9), (0.85, 0.95, 1.1), (1.1, 0.95, 0.75), (0.95, 1, 0.95)][shot])
    seen = seen * light[..., None] * white + 120 * chance.uniform(0, 1) * spot[..., None]
    seen = cv2.GaussianBlur(seen, (0, 0), (0.4, 0.9, 1.6, 1.1)[shot])
    noise = np.random.default_rng(chance.getrandbits(32)).normal(0, (3, 8, 10, 6)[shot], seen.shape)
    return Image.fromarray(np.clip(seen + noise, 0, 255).astype(np.uint8))


def covers(photos: Sequence[Path], folder: Path) -> None:
    """Write a folder for each cover: 0.jpg is the reference, 1.jpg to 4.jpg are photos of it, on any of a few
    tables that all share.
    """
    chance = random.Random(1)
    chosen = chance.sample(list(photos), COVERS + TABLES)
    tables = [table(path, chance) for path in chosen[COVERS:]]
    for number, subject in enumerate(chosen[:COVERS]):
        page = cover(Image.open(subject).convert("RGB"), chance)
        target = folder / f"{number:03}"
        target.mkdir(parents=True)
        page.save(target / "0.jpg", quality=85)
        for shot in range(SHOTS):
            seen = photographed(page, chance.choice(tables), shot, chance)
            seen.save(target / f"{shot + 1}.jpg", quality=(85, 60, 45, 70)[shot])
