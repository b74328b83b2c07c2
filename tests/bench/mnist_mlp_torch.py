#!/usr/bin/python3
"""Peer: the MNIST network with two hidden layers of the seed, in PyTorch, on this machine.

apt-get install python3-torch   (Debian's build; run with /usr/bin/python3)
usage: mnist_mlp_torch.py DIR EPOCHS [THREADS]
DIR holds train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte,
t10k-labels-idx1-ubyte. Prints seconds per epoch and test accuracy.
784-256-256-10, ReLU, PyTorch's own initial values, Adam 1e-3, batch 1000. The images lie in memory as tensors: the
seed's DataLoader, which makes a tensor of each image anew, is left out and would be slower.
"""
import sys
import time

import numpy as np
import torch
import torch.nn as nn


def idx(path):
    raw = np.fromfile(path, dtype=np.uint8)
    return raw[16:].reshape(-1, 784) if "images" in path else raw[8:]


def part(root, name):
    images = torch.from_numpy(idx(f"{root}/{name}-images-idx3-ubyte").astype(np.float32) / 255)
    return images, torch.from_numpy(idx(f"{root}/{name}-labels-idx1-ubyte").astype(np.int64))


root, epochs = sys.argv[1], int(sys.argv[2])
torch.set_num_threads(int(sys.argv[3]) if len(sys.argv) > 3 else 2)
torch.manual_seed(0)
(x, y), (xt, yt) = part(root, "train"), part(root, "t10k")
model = nn.Sequential(nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 256), nn.ReLU(), nn.Linear(256, 10))
loss_of, optimiser = nn.CrossEntropyLoss(), torch.optim.Adam(model.parameters(), lr=1e-3)
for epoch in range(epochs):
    begun, order, total = time.time(), torch.randperm(len(x)), 0.0
    for i in range(0, len(x) - 999, 1000):
        batch = order[i : i + 1000]
        loss = loss_of(model(x[batch]), y[batch])
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        total += float(loss)
    seconds = time.time() - begun
    with torch.no_grad():
        accuracy = (model(xt).argmax(1) == yt).float().mean().item()
    print(f"epoch {epoch + 1} cost {total / (len(x) // 1000):.6f} seconds {seconds:.2f} accuracy {accuracy * 100:.2f}%", flush=True)
