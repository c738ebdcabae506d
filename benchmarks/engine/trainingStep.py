"""PyTorch's side of trainingStep.ts: the same U-Net, loss and optimizer, timed on request.

Usage: trainingStep.py WEIGHTS_JSON WEIGHTS_BIN THREADS
Reads one command a line ("train LAYOUT", "infer LAYOUT", "loss") and answers each with one JSON line.
"""

import json
import sys
import time

import torch
from torch import nn
from torch.nn import functional

WIDTH, DEPTH, CLASSES = 16, 4, 2
SMOOTHING = 1.0  # segmentationLoss.ts


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
            target = {"kernel": convolution.weight, "scale": norm.weight, "offset": norm.bias}[part]
        with torch.no_grad():
            target.copy_(piece.permute(3, 2, 0, 1) if part == "kernel" else piece)
    assert offset == values.numel()


def loss_of(logits, labels):
    """Cross entropy + (1 - soft Dice): src-main/engine/losses/segmentationLoss.ts."""
    log_probabilities = functional.log_softmax(logits, 1)
    cross_entropy = functional.nll_loss(log_probabilities, labels)
    target = functional.one_hot(labels, CLASSES).permute(0, 3, 1, 2).to(logits.dtype)
    probabilities = log_probabilities.exp()
    both = (probabilities * target).sum((0, 2, 3))
    either = probabilities.sum((0, 2, 3)) + target.sum((0, 2, 3))
    dice = (2 * both + SMOOTHING) / (either + SMOOTHING)
    return cross_entropy + 1 - dice.mean()


def pattern(count):
    """The same input on both sides: a smooth wave with no symmetry a wrong layout could hide in."""
    index = torch.arange(count, dtype=torch.float64)
    return torch.sin(index * 0.37 + torch.remainder(index, 257) * 0.11).float()


class Side:
    def __init__(self, specs, values, layout):
        self.format = torch.channels_last if layout == "channels_last" else torch.contiguous_format
        self.network = Unet()
        load(self.network, specs, values)
        self.network = self.network.to(memory_format=self.format)
        self.optimizer = torch.optim.AdamW(self.network.parameters(), lr=1e-4, weight_decay=1e-2, fused=True)
        images = pattern(4 * 256 * 256).reshape(4, 1, 256, 256)
        self.images = images.to(memory_format=self.format)
        self.labels = (images[:, 0] > 0).long()
        self.large = pattern(512 * 512).reshape(1, 1, 512, 512).to(memory_format=self.format)
        self.folded = None

    def train(self):
        self.network.train()
        self.optimizer.zero_grad()
        loss = loss_of(self.network(self.images), self.labels)
        loss.backward()
        self.optimizer.step()
        return loss.item()

    def infer(self):
        if self.folded is None:
            # Both sides fold batch normalisation into the convolutions.
            self.folded = Unet().to(memory_format=self.format)
            self.folded.load_state_dict(self.network.state_dict())
            self.folded.eval()
            for block in self.folded.blocks.values():
                block[0] = nn.utils.fuse_conv_bn_eval(block[0], block[1])
                block[1] = nn.Identity()
        with torch.inference_mode():
            return torch.softmax(self.folded(self.large), 1)[0, 0, 0, 0].item()


def main():
    specs = json.load(open(sys.argv[1]))
    values = torch.frombuffer(bytearray(open(sys.argv[2], "rb").read()), dtype=torch.float32)
    torch.set_num_threads(int(sys.argv[3]))
    sides = {}
    print(json.dumps({"version": torch.__version__, "threads": torch.get_num_threads()}), flush=True)
    for line in sys.stdin:
        what, layout = line.split()
        if layout not in sides:
            sides[layout] = Side(specs, values, layout)
        side = sides[layout]
        start, cpu_start = time.perf_counter(), time.process_time()
        result = side.train() if what == "train" else side.infer()
        ms, cpu_ms = (time.perf_counter() - start) * 1000, (time.process_time() - cpu_start) * 1000
        print(json.dumps({"ms": ms, "cpuMs": cpu_ms, "result": result}), flush=True)


main()
