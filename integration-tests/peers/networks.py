"""The networks of maskstream in PyTorch, under the same parameter names; for inputs up to 64 pixels (stem stride 1)."""

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

GROUPS = 4
DILATIONS = (1, 2, 3)
WIDTHS = (16, 32, 64)


def conv(inputs, outputs, kernel, stride=1, dilation=1, groups=1, bias=False):
    padding = dilation * (kernel - 1) // 2
    return nn.Conv2d(inputs, outputs, kernel, stride, padding, dilation, groups, bias)


def norm(channels):
    """Constants as Java holds them, in float32: where a channel is all but constant, eps counts."""
    return nn.BatchNorm2d(channels, eps=float(np.float32(1e-5)), momentum=float(1 - np.float32(0.9)))


def mean(x):
    return x.mean((2, 3))


class InputMask(nn.Module):
    """A mask on the convolutions' input: [B, C, H, W] to [B, branches * GROUPS, H, W]."""

    def __init__(self, channels):
        super().__init__()
        r = max(8, channels // 8)
        self.reduce, self.bn1 = conv(channels, r, 1), norm(r)
        self.local, self.bn2 = conv(r, r, 3, dilation=2, groups=r), norm(r)
        self.glob = nn.Linear(channels, r)
        self.head = conv(r, len(DILATIONS) * GROUPS, 1, bias=True)

    def forward(self, x):
        e = self.bn2(self.local(F.relu(self.bn1(self.reduce(x)))))
        z = self.glob(mean(x))[:, :, None, None]
        return 2 * torch.sigmoid(self.head(F.relu(e + z)))

    def convolve(self, x, convs):
        channel_group = torch.arange(x.shape[1]) % GROUPS
        masks = self(x)
        return [c(x * masks[:, b * GROUPS + channel_group]) for b, c in enumerate(convs)]


class KernelMask(nn.Module):
    """A mask on taps and input channels of the kernels, one for each sample."""

    def __init__(self, channels):
        super().__init__()
        r = max(8, channels // 8)
        self.fc1 = nn.Linear(channels, r)
        self.fc2 = nn.Linear(r, len(DILATIONS) * (GROUPS * 9 + channels))

    def convolve(self, x, convs):
        batch, channels, height, width = x.shape
        masks = 2 * torch.sigmoid(self.fc2(F.relu(self.fc1(mean(x)))))
        taps = masks[:, : len(convs) * GROUPS * 9].view(batch, len(convs), GROUPS, 1, 1, 3, 3)
        inputs = masks[:, len(convs) * GROUPS * 9 :].view(batch, len(convs), channels, 1, 1)
        results = []
        for b, c in enumerate(convs):
            outputs = c.weight.shape[0]
            kernels = c.weight.view(GROUPS, outputs // GROUPS, channels, 3, 3) * taps[:, b]
            y = F.conv2d(
                (x * inputs[:, b]).reshape(1, batch * channels, height, width),
                kernels.reshape(batch * outputs, channels, 3, 3),
                padding=c.padding,
                dilation=c.dilation,
                groups=batch,
            )
            results.append(y.view(batch, outputs, height, width))
        return results


class NoMask(nn.Module):
    def convolve(self, x, convs):
        return [c(x) for c in convs]


MASKS = {"off": lambda channels: NoMask(), "input": InputMask, "kernel": KernelMask}


class Fusion(nn.Module):
    def __init__(self, channels, mask):
        super().__init__()
        self.width = channels // 2
        self.mask = MASKS[mask](channels)
        self.convs = nn.ModuleList(conv(channels, self.width, 3, dilation=d) for d in DILATIONS)
        self.bns = nn.ModuleList(norm(self.width) for _ in DILATIONS)
        m = max(16, self.width // 4)
        self.sel1, self.sel2 = nn.Linear(self.width, m), nn.Linear(m, len(DILATIONS) * self.width)
        self.proj, self.bnp = conv(self.width, channels, 1), norm(channels)

    def forward(self, x):
        branches = [F.relu(bn(y)) for bn, y in zip(self.bns, self.mask.convolve(x, self.convs))]
        t = F.relu(self.sel1(mean(sum(branches))))
        a = self.sel2(t).view(-1, len(branches), self.width, 1, 1).softmax(1)
        return self.bnp(self.proj(sum(a[:, b] * y for b, y in enumerate(branches))))


class Enhancement(nn.Module):
    def __init__(self, channels):
        super().__init__()
        rc, rp = max(8, channels // 16), max(8, channels // 8)
        self.c1, self.c2, self.gate = nn.Linear(channels, rc), nn.Linear(rc, channels), nn.Linear(rc, 2)
        self.p1, self.p2 = conv(channels, rp, 1, bias=True), conv(rp, 1, 1, bias=True)

    def forward(self, f):
        u = F.relu(self.c1(mean(f)))
        beta = 2 * self.gate(u).softmax(1)
        by_channel = torch.sigmoid(self.c2(u)) * beta[:, :1]
        by_pixel = torch.sigmoid(self.p2(F.relu(self.p1(f)))) * beta[:, 1, None, None, None]
        return f * (by_channel[:, :, None, None] + by_pixel)


def shortcut(inputs, outputs, stride):
    if stride == 1 and inputs == outputs:
        return nn.Identity()
    pool = [nn.AvgPool2d(2)] if stride == 2 else []
    return nn.Sequential(*pool, conv(inputs, outputs, 1), norm(outputs))


class MaskedBlock(nn.Module):
    def __init__(self, inputs, outputs, stride, mask):
        super().__init__()
        self.conv1, self.bn1 = conv(inputs, outputs, 3, stride), norm(outputs)
        self.mb, self.aem = Fusion(outputs, mask), Enhancement(outputs)
        self.short = shortcut(inputs, outputs, stride)

    def forward(self, x):
        y = self.aem(self.mb(F.relu(self.bn1(self.conv1(x)))))
        return F.relu(y + self.short(x))


class PlainBlock(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1, self.bn1 = conv(inputs, outputs, 3, stride), norm(outputs)
        self.conv2, self.bn2 = conv(outputs, outputs, 3), norm(outputs)
        self.short = shortcut(inputs, outputs, stride)

    def forward(self, x):
        y = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        return F.relu(y + self.short(x))


class Network(nn.Module):
    def __init__(self, name, mask, classes):
        super().__init__()
        depth, block = {
            "resnet20": (3, PlainBlock),
            "dmc-nano": (2, lambda *shape: MaskedBlock(*shape, mask)),
        }[name]
        self.stem = nn.Sequential(conv(3, WIDTHS[0], 3), norm(WIDTHS[0]), nn.ReLU())
        blocks, inputs = [], WIDTHS[0]
        for stage, outputs in enumerate(WIDTHS):
            for i in range(depth):
                blocks.append(block(inputs, outputs, 2 if stage > 0 and i == 0 else 1))
                inputs = outputs
        self.blocks = nn.Sequential(*blocks)
        self.fc = nn.Linear(inputs, classes)

    def forward(self, images):
        return self.fc(mean(self.blocks(self.stem(images))))
