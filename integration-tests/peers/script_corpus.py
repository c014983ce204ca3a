"""Archives as PyTorch writes them: good/*.pt of ordinary networks, bad/*.pt that reach for more than tensors."""
import pathlib
import sys

import torch
import torch.nn.functional as F
from torch import nn


class Block(nn.Module):
    def __init__(self, width, out, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(width, out, 3, stride, 1, bias=False)
        self.norm1 = nn.BatchNorm2d(out)
        self.conv2 = nn.Conv2d(out, out, 3, 1, 1, bias=False)
        self.norm2 = nn.BatchNorm2d(out)
        same = stride == 1 and width == out
        self.shortcut = nn.Identity() if same else nn.Sequential(
            nn.Conv2d(width, out, 1, stride, bias=False), nn.BatchNorm2d(out))

    def forward(self, x):
        y = F.relu(self.norm1(self.conv1(x)))
        return F.relu(self.norm2(self.conv2(y)) + self.shortcut(x))


class ResNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, 8, 3, 1, 1)
        self.blocks = nn.Sequential(Block(8, 8, 1), Block(8, 16, 2))
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.drop = nn.Dropout(0.2)
        self.fc = nn.Linear(16, 10)

    def forward(self, x):
        return self.fc(self.drop(torch.flatten(self.pool(self.blocks(self.stem(x))), 1)))


class Mixed(nn.Module):
    """Loops, lists, dictionaries of modules, attention, interpolation, an exception."""

    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList([nn.Conv2d(3, 3, 3, padding=1) for _ in range(3)])
        self.acts = nn.ModuleDict({"gelu": nn.GELU(), "swish": nn.Hardswish(), "silu": nn.SiLU()})
        self.norm = nn.GroupNorm(1, 3)
        self.attention = nn.MultiheadAttention(3, 1, batch_first=True)
        self.scale = 0.5
        self.fc = nn.Linear(3, 10)

    def forward(self, x):
        outs = []
        for layer in self.layers:
            x = layer(x) * self.scale
            outs.append(x)
        for act in self.acts.values():
            x = act(x)
        if x.dim() != 4:
            raise ValueError("images must be 4-D, are {}".format(x.size()))
        x = self.norm(x + torch.stack(outs).sum(0))
        t = F.interpolate(x, size=[4, 4], mode="bilinear", align_corners=False).flatten(2).transpose(1, 2)
        t, _ = self.attention(t, t, t)
        return self.fc(t.mean(1))


class MobileNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(3, 8, 3, 2, 1, bias=False), nn.BatchNorm2d(8), nn.ReLU6(inplace=True),
            nn.Conv2d(8, 8, 3, 1, 1, groups=8), nn.LeakyReLU(0.1), nn.MaxPool2d(2), nn.PReLU(), nn.Conv2d(8, 16, 1),
            nn.Hardsigmoid(), nn.AvgPool2d(2))
        self.fc = nn.Linear(16, 10)

    def forward(self, x):
        x = self.features(x).mean([2, 3])
        return self.fc(torch.cat([x[:, :8], x[:, 8:]], 1))


class Saves(nn.Module):
    def forward(self, x: torch.Tensor):
        torch.save(x, "/tmp/stolen")
        return x


class Reads(nn.Module):
    def forward(self, x: torch.Tensor):
        return x + torch.from_file("/etc/hostname", False, 1)


class Prints(nn.Module):
    def forward(self, x: torch.Tensor):
        print(x)
        return x


class Forks(nn.Module):
    def forward(self, x: torch.Tensor):
        return torch.jit.wait(torch.jit.fork(torch.relu, x))


def main(out):
    good, bad = out / "good", out / "bad"
    good.mkdir(parents=True)
    bad.mkdir()
    x = torch.rand(2, 3, 16, 16)
    for network in (ResNet, Mixed, MobileNet):
        model = network().eval()
        name = network.__name__.lower()
        scripted = torch.jit.script(model)
        scripted.save(str(good / (name + "-script.pt")))
        torch.jit.trace(model, x, check_trace=False).save(str(good / (name + "-trace.pt")))
        torch.jit.freeze(scripted).save(str(good / (name + "-freeze.pt")))
    for module in (Saves, Reads, Prints, Forks):
        torch.jit.script(module()).save(str(bad / (module.__name__.lower() + ".pt")))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
