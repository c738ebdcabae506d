"""ONNX Runtime's Python side of benchmarks/engine/inference.ts: runs a graph whenever it is told to.

    python inference.py INPUT HEIGHT WIDTH THREADS NAME=GRAPH ...

Reads a line with a graph's name, answers with one line of JSON.
"""

import json
import sys
import time

import numpy
import onnxruntime


def main() -> None:
    input_path, height, width, threads, *graphs = sys.argv[1:]
    image = numpy.fromfile(input_path, numpy.float32).reshape(1, 1, int(height), int(width))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = int(threads)
    options.inter_op_num_threads = 1
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
    sessions = {}
    for graph in graphs:
        name, path = graph.split("=", 1)
        sessions[name] = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    print(json.dumps({"version": onnxruntime.__version__}), flush=True)
    for line in sys.stdin:
        start, cpu_start = time.perf_counter(), time.process_time()
        outputs = sessions[line.strip()].run(None, {"image": image})
        ms, cpu_ms = (time.perf_counter() - start) * 1e3, (time.process_time() - cpu_start) * 1e3
        # The first output is the mean [1, classes, height, width].
        print(json.dumps({"ms": ms, "cpuMs": cpu_ms, "result": float(outputs[0][0, 1].mean())}), flush=True)


if __name__ == "__main__":
    main()
