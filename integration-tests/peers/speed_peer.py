#!/usr/bin/env python3
"""Trains and predicts as it is told on its standard input, and says how many images took how much CPU time.

A line `train N` or `infer N` is answered with `IMAGES NANOSECONDS`.
"""

import argparse
import sys
import time

import numpy as np
import torch

from networks import MASKS, Network
from train_peer import sgd, step

RATE = 1e-4


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--network", required=True, choices=["resnet20", "dmc-nano"])
    parser.add_argument("--mask", default="off", choices=sorted(MASKS))
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--inference-batch", type=int, default=32)
    parser.add_argument("--archive", required=True, help="TorchScript")
    args = parser.parse_args()

    torch.set_num_threads(1)
    torch.manual_seed(1)
    random = np.random.default_rng(1)
    network = Network(args.network, args.mask, 10).train()
    optimizer = sgd(network, RATE, 0.9, 5e-4)
    images = random.uniform(-2, 2, (args.batch, 3, 32, 32)).astype(np.float32)
    labels = torch.from_numpy(random.integers(0, 10, args.batch))
    archive = torch.jit.load(args.archive).eval()
    pixels = random.uniform(-2, 2, (args.inference_batch, 3, 32, 32)).astype(np.float32)

    def train():
        # From and to memory of the host's, as the other side.
        step(network, optimizer, torch.from_numpy(images), labels, 0.1).item()
        return args.batch

    def infer():
        with torch.inference_mode():
            archive(torch.from_numpy(pixels)).numpy()
        return args.inference_batch

    tasks = {"train": train, "infer": infer}
    # As the Java side: its first calls take twice as long otherwise.
    with torch.jit.optimized_execution(False):
        print("ready", flush=True)
        for line in sys.stdin:
            task, times = line.split()
            before = time.process_time_ns()
            done = sum(tasks[task]() for _ in range(int(times)))
            print(done, time.process_time_ns() - before, flush=True)


if __name__ == "__main__":
    main()
