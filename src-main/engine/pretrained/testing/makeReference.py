"""Random weights of small ResNet-50 and VGG-16 in the published naming, and their features: `python makeReference.py`.

Needs timm (made with 1.0.31), torchvision (0.29.2), torch (2.15) and safetensors (0.8). Writes resnet50.safetensors (float16),
vgg16Bn.safetensors (bfloat16) and reference.json beside itself. The features are those of the rounded weights.
"""

import json
from pathlib import Path

import torch
from safetensors.torch import save_file
from timm.models.resnet import Bottleneck, ResNet
from torch import nn
from torchvision.models.vgg import make_layers

folder = Path(__file__).parent
torch.manual_seed(11)
share = 16


def image(height, width):
    """The image that the test draws too: sin(0.37 i) over its samples in the order height, width, channel."""
    values = torch.sin(0.37 * torch.arange(height * width * 3, dtype=torch.float64)).float()
    return values.reshape(1, height, width, 3).permute(0, 3, 1, 2)


def settle(model, forward, dtype):
    """Gives batch normalisation the statistics of some noise and other weights than 1 and 0, and rounds everything."""
    norms = [module for module in model.modules() if isinstance(module, nn.BatchNorm2d)]
    with torch.no_grad():
        for norm in norms:
            norm.momentum = None
            norm.weight.add_(0.2 * torch.randn_like(norm.weight))
            norm.bias.add_(0.2 * torch.randn_like(norm.bias))
        model.train()
        forward(torch.randn(8, 3, 64, 64))
        model.eval()
        for tensor in model.state_dict().values():
            if tensor.dtype == torch.float32:
                tensor.copy_(tensor.to(dtype).float())


def stored(model, dtype):
    return {name: tensor.to(dtype) if tensor.dtype == torch.float32 else tensor for name, tensor in model.state_dict().items()}


def listed(features):
    return [float(f"{value:.7g}") for value in features.permute(0, 2, 3, 1).flatten().tolist()]


resnet = ResNet(Bottleneck, [3, 4, 6, 3], channels=tuple(64 * 2**stage // share for stage in range(4)), num_classes=5)
# timm's first convolution has 64 channels whatever the others have.
resnet.conv1 = nn.Conv2d(3, 64 // share, 7, stride=2, padding=3, bias=False)
resnet.bn1 = nn.BatchNorm2d(64 // share)
resnet.layer1[0].conv1 = nn.Conv2d(64 // share, 64 // share, 1, bias=False)
resnet.layer1[0].downsample[0] = nn.Conv2d(64 // share, 256 // share, 1, bias=False)
settle(resnet, resnet.forward_features, torch.float16)

layers = [64, 64, "M", 128, 128, "M", 256, 256, 256, "M", 512, 512, 512, "M", 512, 512, 512, "M"]
vgg = nn.Module()
vgg.features = make_layers([layer if layer == "M" else layer // share for layer in layers], batch_norm=True)
settle(vgg, vgg.features, torch.bfloat16)

save_file(stored(resnet, torch.float16), folder / "resnet50.safetensors")
save_file(stored(vgg, torch.bfloat16), folder / "vgg16Bn.safetensors")
size = (64, 96)
with torch.no_grad():
    reference = {"resnet50": listed(resnet.forward_features(image(*size))), "vgg16": listed(vgg.features(image(*size)))}
(folder / "reference.json").write_text(json.dumps(reference) + "\n")
print({name: (min(values), max(values), len(values)) for name, values in reference.items()})
