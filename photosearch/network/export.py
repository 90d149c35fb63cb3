"""Write a retrieval network as a model folder: weights, ONNX graph, card; checked before anything is put in
place.

The weights are stored once. A safetensors file is raw little-endian values at known offsets, and ONNX
external data is (file, offset, length): the graph points into the safetensors file, so torch and the CPU
runtime read the same bytes.
"""

import copy
import dataclasses
import os
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
from photosearch.network.card import GRAPH_FILE, WEIGHTS_FILE, ModelCard, file_sha256
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
        graph = trace_graph(network)
        point_into_weights(graph, made / WEIGHTS_FILE)
        (made / GRAPH_FILE).write_bytes(graph.SerializeToString(deterministic=True))
        check_graph(network, made / GRAPH_FILE, photos)
        digests = {name: file_sha256(made / name) for name in (GRAPH_FILE, WEIGHTS_FILE)}
        dataclasses.replace(card, sha256=digests).save(made)
        if folder.exists():
            os.replace(folder, Path(scratch) / "replaced")
        os.replace(made, folder)
    return ModelCard.load(folder)


def write_weights(network: RetrievalNetwork, path: Path) -> None:
    """All parameters as float32 in the default memory layout, sorted by name."""
    state = network.state_dict()
    tensors = {name: state[name].detach().float().contiguous() for name in sorted(state)}
    path.write_bytes(save(tensors))  # not save_file, which makes a file only its owner can read


def _conv2d_same(x, weight, bias, stride: int, groups: int):  # type: ignore[no-untyped-def] # read by onnxscript
    return _op.Conv(x, weight, bias, auto_pad="SAME_UPPER", strides=[stride, stride], group=groups)


def trace_graph(network: RetrievalNetwork) -> onnx.ModelProto:
    """`network` as an ONNX graph: input `pixels` (n x height x width x 3 uint8), outputs `descriptor` and
    `pooled`.

    Names are made canonical and the tracer's notes (which hold paths of this machine) are dropped.
    """
    program = torch.onnx.export(
        network,
        (torch.zeros(2, 64, 96, 3, dtype=torch.uint8),),
        dynamo=True,
        opset_version=OPSET,
        input_names=["pixels"],
        output_names=["descriptor", "pooled"],
        dynamic_shapes=({0: "n", 1: "height", 2: "width"},),
        # The optimiser folds batch norms into convolutions under the old names of their weights.
        optimize=not any(isinstance(module, torch.nn.BatchNorm2d) for module in network.modules()),
        custom_translation_table={torch.ops.photosearch.conv2d_same.default: _conv2d_same},
        verbose=False,
    )
    assert program is not None
    model = program.model_proto
    clean = onnx.helper.make_model(
        _canonical(model.graph, set(network.state_dict())),
        opset_imports=[onnx.helper.make_opsetid("", OPSET)],
        ir_version=model.ir_version,
        producer_name="photosearch",
    )
    onnx.checker.check_model(clean)
    return clean


def _canonical(graph: onnx.GraphProto, weights: set[str]) -> onnx.GraphProto:
    """The same graph, all names but those of `weights`, inputs and outputs numbered in order."""
    kept = weights | {value.name for value in (*graph.input, *graph.output)}
    names: dict[str, str] = {}

    def renamed(name: str) -> str:
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
    for tensor in graph.initializer:
        tensor.name = renamed(tensor.name)
    initializers = sorted(graph.initializer, key=lambda tensor: tensor.name)
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
        with torch.inference_mode():
            wanted = [output.numpy() for output in network(torch.from_numpy(photo[None]))]
        for one, other in zip(wanted, session.run(None, {"pixels": photo[None]}), strict=True):
            cosines.append(_cosine(one, other))
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
