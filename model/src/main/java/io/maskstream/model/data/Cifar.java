package io.maskstream.model.data;

import io.maskstream.model.image.RgbImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * CIFAR-10 and CIFAR-100: colour images of 32x32, records of label bytes and 3,072 of pixels (planes of red, green, blue,
 * row by row). The files are memory-mapped and must not change while they are open; labels are checked and kept.
 */
final class Cifar implements Dataset {

    static final Published PUBLISHED = new Published("https://www.cs.toronto.edu/~kriz/cifar.html");

    private static final int SIDE = 32;
    private static final int PLANE = SIDE * SIDE;

    private final List<String> names;
    private final int labelBytes;
    private final List<ByteBuffer> files;
    private final byte[] labels;

    private Cifar(List<String> names, int labelBytes, List<ByteBuffer> files, byte[] labels) {
        this.names = names;
        this.labelBytes = labelBytes;
        this.files = files;
        this.labels = labels;
    }

    static Cifar open(Path directory, CifarVersion version, Part part) {
        List<String> names = names(PUBLISHED.file(directory, version.names()), version.classes());
        List<ByteBuffer> files = new ArrayList<>();
        byte[] labels = new byte[0];
        for (String name : version.files(part)) {
            Path file = PUBLISHED.file(directory, name);
            ByteBuffer records = Published.map(file);
            byte[] more = labels(file, records, version);
            files.add(records);
            int known = labels.length;
            labels = Arrays.copyOf(labels, known + more.length);
            System.arraycopy(more, 0, labels, known, more.length);
        }
        return new Cifar(names, version.labelBytes(), List.copyOf(files), labels);
    }

    private static List<String> names(Path file, int classes) {
        try {
            List<String> names =
                    Files.readAllLines(file).stream().filter(l -> !l.isBlank()).toList();
            if (names.size() != classes)
                throw PUBLISHED.damaged(
                        file, Files.size(file), "has " + names.size() + " class names, must have " + classes);
            return names;
        } catch (IOException e) {
            throw PUBLISHED.damaged(file, 0, "cannot be read as lines of text: " + e.getMessage(), e);
        }
    }

    private static byte[] labels(Path file, ByteBuffer records, CifarVersion version) {
        int record = version.labelBytes() + 3 * PLANE;
        int rest = records.limit() % record;
        if (records.limit() == 0 || rest != 0)
            throw PUBLISHED.damaged(
                    file,
                    records.limit() - rest,
                    "has " + records.limit() + " bytes, which is not a number of whole records of " + record);
        byte[] labels = new byte[records.limit() / record];
        for (int i = 0; i < labels.length; i++) {
            int at = i * record + version.labelBytes() - 1;
            labels[i] = records.get(at);
            if (Byte.toUnsignedInt(labels[i]) >= version.classes())
                throw PUBLISHED.damaged(
                        file,
                        at,
                        "has the label " + Byte.toUnsignedInt(labels[i]) + " in record " + i + ", must be 0 to "
                                + (version.classes() - 1));
        }
        return labels;
    }

    @Override
    public int size() {
        return labels.length;
    }

    @Override
    public List<String> labels() {
        return names;
    }

    @Override
    public int label(int index) {
        return labels[index];
    }

    @Override
    public RgbImage image(int index) {
        int record = labelBytes + 3 * PLANE;
        int at = index;
        int f = 0;
        for (int count; at >= (count = files.get(f).limit() / record); f++) at -= count;
        byte[] planes = new byte[3 * PLANE];
        files.get(f).get(at * record + labelBytes, planes);
        byte[] rgb = new byte[3 * PLANE];
        for (int c = 0, from = 0; c < 3; c++) for (int to = c; to < rgb.length; to += 3) rgb[to] = planes[from++];
        return new RgbImage(SIDE, SIDE, rgb);
    }
}
