"""Reads an ImageFrame in Avro's single-object encoding by hand; needs Python alone."""

RAW_RGB24 = 6


def zigzag(data, at):
    """A number of Avro's and where it ends."""
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return (value >> 1) ^ -(value & 1), at
        shift += 7


def text(data, at):
    length, at = zigzag(data, at)
    return data[at : at + length], at + length


def frame(data):
    """Frame id, source id, encoding, size and content of an ImageFrame in Avro's single-object encoding."""
    frame_id, at = text(data, 10)  # after the marker and the fingerprint
    source_id, at = text(data, at)
    _, at = zigzag(data, at)  # capture_time
    encoding, at = zigzag(data, at)
    size = []
    for _ in range(2):
        is_set, at = zigzag(data, at)
        value, at = zigzag(data, at) if is_set else (None, at)
        size.append(value)
    is_set, at = zigzag(data, at)
    if not is_set:
        raise ValueError("a frame without content")
    content, _ = text(data, at)
    return frame_id.decode(), source_id.decode(), encoding, size, content
