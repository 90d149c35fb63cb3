"""Write a retrieval network as a model folder: weights, ONNX graph, card; checked before anything is put in
place.

The weights are stored once. A safetensors file is raw little-endian values at known offsets, and ONNX
external data is (file, offset, length): the graph points into the safetensors file, so torch and the CPU
runtime read the same bytes.
"""

import copy
import dataclasses
import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import onnxscript
import torch
from numpy.typing import NDArray
from safetensors.torch import save

from photosearch.errors import PhotosearchError
from photosearch.network.backbones import efficientnet_lite  # noqa: F401 # defines the operator conv2d_same
from photosearch.network.card import GRAPH_FILE, REGIONS_FILE, WEIGHTS_FILE, ModelCard, file_sha256
from photosearch.network.onnx_describer import open_session
from photosearch.network.retrieval import RetrievalNetwork
from photosearch.network.weights_file import tensor_places

OPSET = 18
MIN_COSINE = 0.9999
MIN_PHOTOS = 4

_op = onnxscript.opset18


def export_model(
    network: RetrievalNetwork, card: ModelCard, folder: Path, photos: Sequence[NDArray[np.uint8]]
) -> ModelCard:
    """Write `network` as the model folder `folder`, replacing one already there, and return its card with
    digests.

    photos: H x W x 3 uint8, at least four and not all of one shape; the written graph must give descriptors
    and pooled vectors with a cosine of at least 0.9999 to the network's own, or PhotosearchError is raised
    and nothing is written. The same network gives the same bytes.
    """
    network = copy.deepcopy(network).cpu().float().eval()  # the caller may go on training it
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".export-", dir=folder.parent) as scratch:
        made = Path(scratch) / folder.name
        made.mkdir()
        write_weights(network, made / WEIGHTS_FILE)
        for name, graph in trace_graphs(network).items():
            point_into_weights(graph, made / WEIGHTS_FILE)
            (made / name).write_bytes(graph.SerializeToString(deterministic=True))
            check_graph(network, made / name, photos)
        digests = {path.name: file_sha256(path) for path in sorted(made.iterdir())}
        dataclasses.replace(card, sha256=digests).save(made)
        if folder.exists():
            os.replace(folder, Path(scratch) / "replaced")
        os.replace(made, folder)
    return ModelCard.load(folder)


def add_regions(network: RetrievalNetwork, card: ModelCard, photos: Sequence[NDArray[np.uint8]]) -> ModelCard:
    """Give a model that was written before there were regions the graph for them; returns its new card.

    network: of that card. Its other files stay as they are, and with them its identity. photos: as for
    `export_model`. Raises PhotosearchError, with nothing written, where the network has no regions or the
    graph is wrong.
    """
    if not network.has_regions:
        raise PhotosearchError(f"The network {card.name!r} cannot describe the parts of a photo.")
    graph = trace_graphs(network)[REGIONS_FILE]
    point_into_weights(graph, card.weights)
    with tempfile.TemporaryDirectory(prefix=".export-", dir=card.folder) as scratch:
        made = Path(scratch) / REGIONS_FILE
        made.write_bytes(graph.SerializeToString(deterministic=True))
        # A runtime takes weights only from beside a graph.
        shutil.copyfile(card.weights, made.parent / WEIGHTS_FILE)
        check_graph(network, made, photos)
        os.replace(made, card.regions_graph)
    digests = dict(sorted({**card.sha256, REGIONS_FILE: file_sha256(card.regions_graph)}.items()))
    dataclasses.replace(card, sha256=digests).save(card.folder)
    return ModelCard.load(card.folder)


def write_weights(network: RetrievalNetwork, path: Path) -> None:
    """All parameters as float32 in the default memory layout, sorted by name."""
    state = network.state_dict()
    tensors = {name: state[name].detach().float().contiguous() for name in sorted(state)}
    path.write_bytes(save(tensors))  # not save_file, which makes a file only its owner can read


def _conv2d_same(x, weight, bias, stride: int, groups: int):  # type: ignore[no-untyped-def] # read by onnxscript
    return _op.Conv(x, weight, bias, auto_pad="SAME_UPPER", strides=[stride, stride], group=groups)


class _Traced(torch.nn.Module):
    """A network with all its outputs; a flag among the arguments would be an input of the graph."""

    def __init__(self, network: RetrievalNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, pixels: torch.Tensor) -> tuple[torch.Tensor, ...]:
        return self.network(pixels, regions=self.network.has_regions)


def trace_graphs(network: RetrievalNetwork) -> dict[str, onnx.ModelProto]:
    """`network` as ONNX graphs by file name: input `pixels` (n x height x width x 3 uint8), outputs
    `descriptor` and `pooled`; in the one for regions, where the network has them, `regions` too.

    Names are made canonical and the tracer's notes (which hold paths of this machine) are dropped.
    """
    outputs = ["descriptor", "pooled", *(["regions"] if network.has_regions else [])]
    program = torch.onnx.export(
        _Traced(network).eval(),
        (torch.zeros(2, 64, 96, 3, dtype=torch.uint8),),
        dynamo=True,
        opset_version=OPSET,
        input_names=["pixels"],
        output_names=outputs,
        dynamic_shapes=({0: "n", 1: "height", 2: "width"},),
        # The optimiser folds batch norms into convolutions under the old names of their weights.
        optimize=not any(isinstance(module, torch.nn.BatchNorm2d) for module in network.modules()),
        custom_translation_table={torch.ops.photosearch.conv2d_same.default: _conv2d_same},
        verbose=False,
    )
    assert program is not None
    model = program.model_proto
    weights = set(network.state_dict())
    graphs = {REGIONS_FILE: _clean(model, weights)} if network.has_regions else {}
    # Traced once, which takes seconds: the graph without regions is a part of the one with them.
    _keep_outputs(model.graph, 2)
    return {GRAPH_FILE: _clean(model, weights), **graphs}


def _clean(model: onnx.ModelProto, weights: set[str]) -> onnx.ModelProto:
    clean = onnx.helper.make_model(
        _canonical(model.graph, weights),
        opset_imports=[onnx.helper.make_opsetid("", OPSET)],
        ir_version=model.ir_version,
        producer_name="photosearch",
    )
    onnx.checker.check_model(clean)
    return clean


def _keep_outputs(graph: onnx.GraphProto, count: int) -> None:
    """Take out all outputs but the first, and what only the others need."""
    del graph.output[count:]
    needed = {value.name for value in graph.output}
    nodes = []
    for node in reversed(graph.node):
        if needed.intersection(node.output):
            needed.update(node.input)
            nodes.append(node)
    kept = [copy.deepcopy(node) for node in reversed(nodes)]
    del graph.node[:]
    graph.node.extend(kept)
    for number in reversed(range(len(graph.initializer))):
        if graph.initializer[number].name not in needed:
            del graph.initializer[number]


def _canonical(graph: onnx.GraphProto, weights: set[str]) -> onnx.GraphProto:
    """The same graph, all names but those of `weights`, inputs and outputs numbered in order."""
    kept = weights | {value.name for value in (*graph.input, *graph.output)}
    names: dict[str, str] = {}

    def renamed(name: str) -> str:
        name = name.removeprefix("network.")  # of `_Traced`
        return name if name in kept or not name else names.setdefault(name, f"v{len(names)}")

    nodes = []
    for number, node in enumerate(graph.node):
        clean = onnx.NodeProto(op_type=node.op_type, name=f"{node.op_type}_{number}")
        clean.input.extend(renamed(name) for name in node.input)
        clean.output.extend(renamed(name) for name in node.output)
        clean.attribute.extend(sorted(node.attribute, key=lambda attribute: attribute.name))
        nodes.append(clean)
    values = [onnx.helper.make_value_info(value.name, value.type) for value in (*graph.input, *graph.output)]
    inputs, outputs = values[: len(graph.input)], values[len(graph.input) :]
    initializers = []
    for tensor in graph.initializer:
        initializers.append(copy.deepcopy(tensor))
        initializers[-1].name = renamed(tensor.name)
    initializers.sort(key=lambda tensor: tensor.name)
    return onnx.helper.make_graph(nodes, "photosearch", inputs, outputs, initializers)


def point_into_weights(model: onnx.ModelProto, weights: Path) -> None:
    """Replace every initialiser that carries a name of the safetensors file by a reference into it.

    The file must lie in the folder the graph will be in: runtimes refuse paths that lead out of it.
    """
    places = tensor_places(weights)
    for tensor in model.graph.initializer:
        if tensor.name not in places:
            continue  # a constant of the graph
        begin, end = places[tensor.name].begin, places[tensor.name].end
        tensor.ClearField("raw_data")
        tensor.ClearField("float_data")
        tensor.data_location = onnx.TensorProto.EXTERNAL
        del tensor.external_data[:]
        for key, value in (("location", weights.name), ("offset", begin), ("length", end - begin)):
            tensor.external_data.add(key=key, value=str(value))


def check_graph(network: RetrievalNetwork, graph: Path, photos: Sequence[NDArray[np.uint8]]) -> float:
    """The lowest cosine between the written graph's outputs and the network's over `photos`.

    Raises PhotosearchError where it is below 0.9999 or where the photos are too few or too alike to tell.
    """
    if len(photos) < MIN_PHOTOS or len({photo.shape for photo in photos}) < 2:
        raise PhotosearchError(f"An export is checked on at least {MIN_PHOTOS} photos of different shapes.")
    session = open_session(graph)
    cosines = []
    for photo in photos:
        found = session.run(None, {"pixels": photo[None]})
        with torch.inference_mode():
            outputs = network(torch.from_numpy(photo[None]), regions=len(found) > 2)
        wanted = [output.numpy() for output in outputs]
        cosines += [_cosine(one, other) for one, other in zip(wanted, found, strict=True)]
    worst = float(np.min(cosines))
    if not worst >= MIN_COSINE:  # a comparison with NaN is never true
        raise PhotosearchError(
            f"The exported graph does not compute what the network does (cosine {worst:.6f}, needed "
            f"{MIN_COSINE}): nothing was written."
        )
    return worst


def _cosine(one: NDArray[np.floating], other: NDArray[np.floating]) -> float:
    if one.shape != other.shape:
        return -1.0
    one, other = one.astype(np.float64), other.astype(np.float64)
    return float((one * other).sum() / (np.linalg.norm(one) * np.linalg.norm(other)))
