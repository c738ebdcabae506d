"""The U-Net of the benchmarks in PyTorch, and how it gets the other side's weights: models/unet/arch.ts."""

import torch
from torch import nn
from torch.nn import functional

WIDTH, DEPTH, CLASSES = 16, 4, 2


class Block(nn.Sequential):
    """Convolution 3 x 3 without bias, batch normalisation, ReLU: models/layers/convolutionBlock.ts."""

    def __init__(self, inputs, outputs):
        super().__init__(
            nn.Conv2d(inputs, outputs, 3, padding=1, bias=False),
            nn.BatchNorm2d(outputs, eps=1e-3, momentum=0.1),
            nn.ReLU(inplace=True),
        )


class Unet(nn.Module):
    """models/unet/arch.ts."""

    def __init__(self):
        super().__init__()
        self.blocks = nn.ModuleDict()
        for level in range(DEPTH + 1):
            channels = WIDTH * 2**level
            self.blocks[f"encoder{level}_first"] = Block(1 if level == 0 else channels // 2, channels)
            self.blocks[f"encoder{level}_second"] = Block(channels, channels)
        for level in reversed(range(DEPTH)):
            channels = WIDTH * 2**level
            self.blocks[f"decoder{level}_first"] = Block(3 * channels, channels)
            self.blocks[f"decoder{level}_second"] = Block(channels, channels)
        self.classifier = nn.Conv2d(WIDTH, CLASSES, 1)

    def two(self, name, x):
        return self.blocks[f"{name}_second"](self.blocks[f"{name}_first"](x))

    def forward(self, x):
        skips = []
        for level in range(DEPTH + 1):
            x = self.two(f"encoder{level}", x)
            if level < DEPTH:
                skips.append(x)
                x = functional.max_pool2d(x, 2)
        for level in reversed(range(DEPTH)):
            x = functional.interpolate(x, scale_factor=2, mode="bilinear", align_corners=False)
            x = self.two(f"decoder{level}", torch.cat([x, skips[level]], 1))
        return self.classifier(x)

    def folded(self):
        """Ready to predict: each batch normalisation in the convolution before it. The network itself is used up."""
        self.eval()
        for block in self.blocks.values():
            block[0] = nn.utils.fuse_conv_bn_eval(block[0], block[1])
            block[1] = nn.Identity()
        return self


def load(network, specs, values):
    """Fills the network with the other side's values; kernels change from [H,W,I,O] to [O,I,H,W]."""
    offset = 0
    for name, shape in specs:
        size = torch.Size(shape).numel()
        piece = values[offset : offset + size].reshape(shape)
        offset += size
        place, part = name.rsplit(".", 1)
        if place == "classifier":
            target = network.classifier.weight if part == "kernel" else network.classifier.bias
        else:
            convolution, norm, _ = network.blocks[place.replace(".", "_")]
            target = {
                "kernel": convolution.weight,
                "scale": norm.weight,
                "offset": norm.bias,
                "mean": norm.running_mean,
                "variance": norm.running_var,
            }[part]
        with torch.no_grad():
            target.copy_(piece.permute(3, 2, 0, 1) if part == "kernel" else piece)
    assert offset == values.numel()
