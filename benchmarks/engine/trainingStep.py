"""PyTorch's side of trainingStep.ts: the same U-Net, loss and optimizer, timed on request.

Usage: trainingStep.py WEIGHTS_JSON WEIGHTS_BIN THREADS
Reads one command a line ("train LAYOUT", "infer LAYOUT", "loss") and answers each with one JSON line.
"""

import json
import sys
import time

import torch
from torch.nn import functional

from unet import CLASSES, Unet, load

SMOOTHING = 1.0  # segmentationLoss.ts


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
            copy = Unet().to(memory_format=self.format)
            copy.load_state_dict(self.network.state_dict())
            self.folded = copy.folded()
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
