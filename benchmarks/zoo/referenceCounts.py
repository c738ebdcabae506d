"""
Trained values of the networks as torchvision and segmentation_models_pytorch build them, for `models/zoo.test.ts` and the READMEs.

    python3 -m pip install torch torchvision segmentation-models-pytorch
    python3 benchmarks/zoo/referenceCounts.py

Nothing is downloaded: the networks have random weights, on the `meta` device that takes no memory.
"""

import segmentation_models_pytorch as smp
import torch
import torchvision
from torch import nn
from torchvision.models import segmentation

CLASSES = 21


def count(module: nn.Module) -> int:
    return sum(parameter.numel() for parameter in module.parameters())


def encoder(name: str) -> int:
    """Without the classifier for ImageNet, which segmentation has no use for."""
    network = getattr(torchvision.models, name)(weights=None)
    return count(network.features) if hasattr(network, "features") else count(network) - count(network.fc)


def normalised(inputs: int, outputs: int, side: int) -> nn.Module:
    return nn.Sequential(nn.Conv2d(inputs, outputs, side, padding=side // 2, bias=False), nn.BatchNorm2d(outputs), nn.ReLU())


def pspnet_head() -> nn.Module:
    """Of the paper, arXiv:1612.01105: segmentation_models_pytorch joins by 1 x 1 where the paper has 3 x 3."""
    return nn.ModuleList([
        nn.Conv2d(2048, 512, 1),
        *[normalised(2048, 512, 1) for _ in range(3)],
        normalised(4096, 512, 3),
        nn.Conv2d(512, CLASSES, 1),
        normalised(1024, 256, 3),
        nn.Conv2d(256, CLASSES, 1),
    ])


def rows() -> dict[str, int]:
    return {
        **{f"torchvision {name} without classifier": encoder(name) for name in ("vgg16", "vgg16_bn", "resnet18", "resnet34", "resnet50", "resnet101")},
        "torchvision deeplabv3_resnet50, auxiliary head": count(segmentation.deeplabv3_resnet50(weights=None, weights_backbone=None, num_classes=CLASSES, aux_loss=True)),
        "torchvision deeplabv3_resnet101": count(segmentation.deeplabv3_resnet101(weights=None, weights_backbone=None, num_classes=CLASSES, aux_loss=False)),
        "smp DeepLabV3Plus resnet34": count(smp.DeepLabV3Plus("resnet34", encoder_weights=None, classes=CLASSES)),
        "smp DeepLabV3Plus resnet101": count(smp.DeepLabV3Plus("resnet101", encoder_weights=None, classes=CLASSES)),
        "PSPNet of the paper on torchvision resnet50": encoder("resnet50") + count(pspnet_head()),
        "smp Unet resnet34": count(smp.Unet("resnet34", encoder_weights=None, classes=CLASSES)),
        "smp Unet resnet50": count(smp.Unet("resnet50", encoder_weights=None, classes=CLASSES)),
    }


if __name__ == "__main__":
    with torch.device("meta"):
        counts = rows()
    print(f"torch {torch.__version__}, torchvision {torchvision.__version__}, segmentation_models_pytorch {smp.__version__}; {CLASSES} classes, 3 channels")
    for name, values in counts.items():
        print(f"{name:55s}{values:>14,}")
