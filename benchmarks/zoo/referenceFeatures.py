"""
Features of torchvision's encoders with weights made by a formula, for `models/encoders/encoders.test.ts`, which makes the same
weights and must see the same: so padding, strides, rates and the order of layers are those that published weights expect.

    python3 -m pip install torch torchvision numpy
    python3 benchmarks/zoo/referenceFeatures.py > models/encoders/referenceFeatures.json
"""

import json

import numpy as np
import torch
import torchvision
from torchvision.models.feature_extraction import create_feature_extractor

SIDE = 64
SAMPLES = 8


def noise(place: int, size: int) -> np.ndarray:
    """Uniform on -0.5 … 0.5, no two tensors (`place`) alike; in double precision, as JavaScript has it."""
    wave = np.sin(np.arange(size, dtype=np.float64) * 12.9898 + place * 78.233) * 43758.5453
    return wave - np.floor(wave) - 0.5


def fill(network: torch.nn.Module) -> None:
    tensors = [(name, tensor) for name, tensor in network.state_dict().items() if not name.endswith("num_batches_tracked")]
    for place, (name, tensor) in enumerate(tensors):
        values = noise(place, tensor.numel())
        if tensor.dim() == 4:
            # The variance of He's start, 2 / fan-in.
            values = values * np.sqrt(24 / (tensor.numel() / tensor.shape[0]))
        elif name.endswith("running_var"):
            values = 1 + 0.4 * values
        elif name.endswith("weight"):
            values = 1 + 0.4 * values
        else:
            values = 0.2 * values
        tensor.copy_(torch.from_numpy(values.astype(np.float32)).reshape(tensor.shape))


def samples(level: torch.Tensor) -> dict[str, object]:
    flat = level.flatten()
    places = [flat.numel() * at // SAMPLES + 3 for at in range(SAMPLES)]
    return {"shape": list(level.shape), "largest": float(flat.abs().max()), "values": [float(flat[place]) for place in places]}


def features(network: torch.nn.Module, nodes: list[str]) -> list[dict[str, object]]:
    network = network.eval()
    encoder = network.features if hasattr(network, "features") else network
    inner = torch.nn.Sequential()
    with torch.no_grad():
        # Only the encoder's tensors are counted through; the classifier is not ours.
        if hasattr(network, "fc"):
            network.fc = inner
        fill(encoder)
        image = torch.from_numpy((noise(-1, 3 * SIDE * SIDE) * 4).astype(np.float32)).reshape(1, 3, SIDE, SIDE)
        outcome = create_feature_extractor(network, nodes)(image)
    return [samples(outcome[node]) for node in nodes]


if __name__ == "__main__":
    stages = ["relu", "layer1", "layer2", "layer3", "layer4"]
    models = torchvision.models
    print(json.dumps({
        "resnet18": features(models.resnet18(weights=None), stages),
        "resnet50 at output stride 8": features(models.resnet50(weights=None, replace_stride_with_dilation=[False, True, True]), stages),
        # Each stage's last ReLU and its pooling.
        "vgg16": features(models.vgg16(weights=None), [f"features.{place}" for place in (3, 4, 8, 9, 15, 16, 22, 23, 29, 30)]),
    }, indent=1))
