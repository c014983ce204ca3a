#!/usr/bin/env python3
"""What a Python user would write: a consumer that classifies frames in batches and produces JSON.

Says `ready` when its partitions are there, ends with its standard input.
"""

import argparse
import io
import json
import os
import sys
import threading

import numpy as np
import torch
from confluent_kafka import Consumer, Producer
from PIL import Image

from image_frame import RAW_RGB24, frame

BATCH = 32
TOP = 5


class Model:
    def __init__(self, folder):
        with open(os.path.join(folder, "manifest.json"), encoding="utf-8") as file:
            manifest = json.load(file)
        self.labels = manifest["labels"]
        shape = manifest["input"]
        self.size = (shape["width"], shape["height"])
        mean = np.array(manifest["normalization"]["mean"], np.float32)
        std = np.array(manifest["normalization"]["std"], np.float32)
        # One multiplication and one addition of a byte.
        self.scale = (1 / (255 * std)).astype(np.float32)
        self.shift = (-mean / std).astype(np.float32)
        self.network = torch.jit.load(os.path.join(folder, "model.pt")).eval()

    def pixels(self, encoding, size, content):
        if encoding == RAW_RGB24 and tuple(size) == self.size:
            return np.frombuffer(content, np.uint8).reshape(size[1], size[0], 3)
        if encoding == RAW_RGB24:
            image = Image.frombytes("RGB", tuple(size), content)
        else:
            image = Image.open(io.BytesIO(content))
            image.draft("RGB", self.size)  # a JPEG is scaled while it is decoded
            image = image.convert("RGB")
        if image.size != self.size:
            image = image.resize(self.size, Image.BILINEAR)
        return np.asarray(image)

    def predict(self, images):
        inputs = np.stack(images) * self.scale + self.shift
        with torch.inference_mode():
            logits = self.network(torch.from_numpy(inputs).permute(0, 3, 1, 2).contiguous())
            top = torch.softmax(logits, 1).topk(min(TOP, len(self.labels)))
        return top.indices.tolist(), top.values.tolist()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("servers")
    parser.add_argument("input")
    parser.add_argument("output")
    parser.add_argument("model", help="folder NAME/VERSION")
    args = parser.parse_args()

    def end_with_input():
        sys.stdin.read()
        os._exit(0)

    threading.Thread(target=end_with_input, daemon=True).start()
    torch.set_num_threads(1)
    model = Model(args.model)
    consumer = Consumer(
        {"bootstrap.servers": args.servers, "group.id": args.input, "auto.offset.reset": "earliest"}
    )
    producer = Producer({"bootstrap.servers": args.servers, "linger.ms": 5})
    consumer.subscribe([args.input], on_assign=lambda c, partitions: print("ready", flush=True))
    # The optimizer gains nothing with these networks and doubles the time of the first calls: docs/performance.md.
    with torch.jit.optimized_execution(False):
        while True:
            messages = consumer.consume(BATCH, timeout=0.1)
            frames = []
            for message in messages:
                if message.error():
                    raise RuntimeError(message.error())
                frames.append(frame(message.value()))
            if not frames:
                continue
            indices, values = model.predict([model.pixels(*f[2:]) for f in frames])
            for (frame_id, source_id, *_), classes, confidences in zip(frames, indices, values):
                predictions = [
                    {"label": model.labels[c], "confidence": round(p, 6)} for c, p in zip(classes, confidences)
                ]
                result = {"frame": frame_id, "source": source_id, "predictions": predictions}
                producer.produce(args.output, json.dumps(result), source_id)
            producer.poll(0)


if __name__ == "__main__":
    main()
