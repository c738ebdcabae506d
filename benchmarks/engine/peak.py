"""
What the processor can do at most, for the rooflines in docs/results/engine-roofline.md: single-precision matrix products
and copies of memory that no cache holds, on THREADS threads. Median of seven.

    python benchmarks/engine/peak.py THREADS
"""
import statistics
import sys
import time

import torch

torch.set_num_threads(int(sys.argv[1]))


def seconds(run):
    run()
    times = []
    for _ in range(7):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


side = 3072
a, b = torch.rand(side, side), torch.rand(side, side)
product = torch.empty(side, side)
print(f"matrix product: {2 * side**3 / seconds(lambda: torch.mm(a, b, out=product)) / 1e9:.0f} GFLOP/s")
source = torch.rand(64 * 2**20)
target = torch.empty_like(source)
print(f"copy, read and written: {2 * source.nbytes / seconds(lambda: target.copy_(source)) / 1e9:.1f} GB/s")
