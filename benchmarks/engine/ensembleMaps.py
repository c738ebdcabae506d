"""PyTorch's side of ensembleMaps.ts: the same ensemble, looped, with statistics of its own, timed on request.

Usage: ensembleMaps.py WEIGHTS_JSON WEIGHTS_BIN SAMPLES SIDE MEMBERS CORE CONTEXT THREADS
Reads one command a line and answers each with one JSON line: "whole" (the image at once), "tiles" (cores of CORE pixels
with CONTEXT around them), "save PATH" (the last run's mean probability of class 1, then its mutual information).
"""

import json
import re
import sys
import time

import torch
from torch.nn import functional

from unet import CLASSES, Unet, load


class Maps:
    """What an ensemble says of a box: running sums, so that no two members' maps lie in memory together."""

    def __init__(self, height, width):
        self.mean = torch.zeros(1, CLASSES, height, width)
        self.variance = torch.zeros(1, CLASSES, height, width)
        self.expected = torch.zeros(1, height, width)
        self.members = []

    def add(self, logits):
        # One plane a class: a softmax over the last axis of a tensor in channels_last would not use vector instructions.
        log_p = functional.log_softmax(logits.contiguous(), 1)
        p = log_p.exp()
        self.members.append(most_probable(p))
        self.mean.add_(p)
        self.variance.addcmul_(p, p)
        self.expected.sub_(log_p.mul_(p).sum(1))

    def finish(self):
        count = len(self.members)
        self.mean.div_(count)
        self.variance.div_(count).addcmul_(self.mean, self.mean, value=-1).clamp_(min=0)
        self.expected.div_(count)
        self.predictive = torch.special.entr(self.mean).sum(1)
        self.information = (self.predictive - self.expected).clamp_(min=0)
        self.prediction = most_probable(self.mean)
        return self


def most_probable(p):
    """Of two classes a comparison is several times faster than an argmax."""
    return (p[:, 1] > p[:, 0]).byte() if CLASSES == 2 else p.argmax(1).byte()


def normalised(path, side):
    samples = torch.from_file(path, shared=False, size=side * side, dtype=torch.uint8).float()
    deviation, mean = torch.std_mean(samples, correction=0)
    return samples.sub_(mean).div_(deviation).reshape(1, 1, side, side)


def whole(networks, image):
    maps = Maps(*image.shape[2:])
    for network in networks:
        maps.add(network(image))
    return [(0, 0, maps.finish())]


def tiles(networks, image, core, context):
    side = image.shape[2]
    outcomes = []
    for top in range(0, side, core):
        for left in range(0, side, core):
            y, x = max(0, top - context), max(0, left - context)
            bottom, right = min(side, top + core), min(side, left + core)
            part = image[:, :, y : min(side, bottom + context), x : min(side, right + context)]
            part = part.contiguous(memory_format=torch.channels_last)
            maps = Maps(bottom - top, right - left)
            for network in networks:
                maps.add(network(part)[:, :, top - y : bottom - y, left - x : right - x])
            outcomes.append((top, left, maps.finish()))
    return outcomes


def save(path, side, outcomes):
    kept = torch.from_file(path, shared=True, size=2 * side * side, dtype=torch.float32).reshape(2, side, side)
    for top, left, maps in outcomes:
        height, width = maps.information.shape[1:]
        box = kept[:, top : top + height, left : left + width]
        box[0], box[1] = maps.mean[0, 1], maps.information[0]


def peak_bytes():
    return int(re.search(r"VmHWM:\s*(\d+) kB", open("/proc/self/status").read()).group(1)) * 1024


def forget_peak():
    with open("/proc/self/clear_refs", "w") as file:
        file.write("5")


def main():
    specs_path, values_path, samples_path, *numbers = sys.argv[1:]
    side, members, core, context, threads = map(int, numbers)
    torch.set_num_threads(threads)
    specs = json.load(open(specs_path))
    values = torch.frombuffer(bytearray(open(values_path, "rb").read()), dtype=torch.float32)
    networks = []
    for member in values.reshape(members, -1):
        network = Unet()
        load(network, specs, member)
        networks.append(network.to(memory_format=torch.channels_last).folded())
    print(json.dumps({"version": torch.__version__}), flush=True)
    outcomes = []
    for line in sys.stdin:
        what, *rest = line.split()
        if what == "save":
            save(rest[0], side, outcomes)
            print("{}", flush=True)
            continue
        outcomes = []
        forget_peak()
        start, cpu_start = time.perf_counter(), time.process_time()
        with torch.inference_mode():
            image = normalised(samples_path, side).to(memory_format=torch.channels_last)
            outcomes = whole(networks, image) if what == "whole" else tiles(networks, image, core, context)
        ms, cpu_ms = (time.perf_counter() - start) * 1e3, (time.process_time() - cpu_start) * 1e3
        # Sums taken in turns of the tiles: close enough to see what was computed.
        result = sum(maps.mean[0, 1].sum().item() for _, _, maps in outcomes) / side**2
        print(json.dumps({"ms": ms, "cpuMs": cpu_ms, "result": result, "peakBytes": peak_bytes()}), flush=True)


if __name__ == "__main__":
    main()
