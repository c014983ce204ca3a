#!/usr/bin/env python3
"""Trains a network with PyTorch's own layers, loss and optimizer from given weights on given batches.

What the Java trainer does from the same weights on the same batches must come out the same.
"""

import argparse

import numpy as np
import torch
import torch.nn.functional as F

from networks import MASKS, Network


def sgd(network, rate, momentum, decay):
    """Decays kernels and matrices, not biases and batch normalisation, which have one dimension."""
    decayed = [p for p in network.parameters() if p.ndim > 1]
    others = [p for p in network.parameters() if p.ndim <= 1]
    groups = [{"params": decayed, "weight_decay": decay}, {"params": others, "weight_decay": 0}]
    return torch.optim.SGD(groups, lr=rate, momentum=momentum, nesterov=True)


def step(network, optimizer, images, labels, smoothing):
    """One step; returns the loss as a tensor."""
    optimizer.zero_grad()
    loss = F.cross_entropy(network(images), labels, label_smoothing=smoothing)
    loss.backward()
    optimizer.step()
    return loss.detach()


def load(network, file):
    weights = {name: torch.from_numpy(array) for name, array in np.load(file).items()}
    missing, unknown = network.load_state_dict(weights, strict=False)
    missing = [name for name in missing if not name.endswith("num_batches_tracked")]
    if missing or unknown:
        raise SystemExit(f"{file}: missing {missing}, unknown {unknown}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--network", required=True, choices=["resnet20", "dmc-nano"])
    parser.add_argument("--mask", default="off", choices=sorted(MASKS))
    parser.add_argument("--classes", type=int, default=10)
    parser.add_argument("--weights", required=True, help=".npz: every parameter and buffer under its name")
    parser.add_argument("--batches", required=True, help=".npz: images [steps,B,3,H,W], labels [steps,B]")
    parser.add_argument("--rate", type=float, default=0.1)
    parser.add_argument("--momentum", type=float, default=0.9)
    parser.add_argument("--decay", type=float, default=5e-4)
    parser.add_argument("--smoothing", type=float, default=0.1)
    parser.add_argument("--float64", action="store_true", help="compute in float64, from the same float32 values")
    parser.add_argument("--out", required=True, help=".npz: losses [steps] and the statistics of batch normalisation")
    args = parser.parse_args()

    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64 if args.float64 else torch.float32)
    network = Network(args.network, args.mask, args.classes).train()
    load(network, args.weights)
    optimizer = sgd(network, args.rate, args.momentum, args.decay)
    batches = np.load(args.batches)
    images = torch.from_numpy(batches["images"]).to(torch.get_default_dtype())
    labels = torch.from_numpy(batches["labels"]).long()
    losses = [step(network, optimizer, x, y, args.smoothing).item() for x, y in zip(images, labels)]
    statistics = {n: b.numpy().astype(np.float32) for n, b in network.named_buffers() if "running_" in n}
    np.savez(args.out, losses=np.array(losses, np.float32), **statistics)


if __name__ == "__main__":
    main()
