package io.maskstream.model.data;

import io.maskstream.model.image.RgbImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Fashion-MNIST (Xiao, Rasul, Vollgraf 2017): 60,000 + 10,000 gray images of 28x28 in 10 classes. A part is held in
 * memory as its bytes (47 MB of training images).
 */
final class FashionMnist implements Dataset {

    static final Published PUBLISHED = new Published("https://github.com/zalandoresearch/fashion-mnist");

    private static final List<String> LABELS = List.of(
            "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot");

    private final Idx images;
    private final Idx labels;

    private FashionMnist(Idx images, Idx labels) {
        this.images = images;
        this.labels = labels;
    }

    static FashionMnist open(Path directory, Part part) {
        String prefix = part == Part.TRAIN ? "train" : "t10k";
        Path imageFile = find(directory, prefix + "-images-idx3-ubyte");
        Path labelFile = find(directory, prefix + "-labels-idx1-ubyte");
        Idx images = Idx.read(imageFile, 3, PUBLISHED);
        Idx labels = Idx.read(labelFile, 1, PUBLISHED);
        if (images.dims()[0] != labels.dims()[0])
            throw new DatasetException(imageFile + " has " + images.dims()[0] + " images and " + labelFile + " "
                    + labels.dims()[0] + " labels; get both again from " + PUBLISHED.page());
        for (int i = 0; i < labels.data().length; i++)
            if (Byte.toUnsignedInt(labels.data()[i]) >= LABELS.size())
                throw PUBLISHED.damaged(
                        labelFile,
                        Idx.headerBytes(1) + i,
                        "has the label " + Byte.toUnsignedInt(labels.data()[i]) + " at item " + i + ", must be 0 to "
                                + (LABELS.size() - 1));
        return new FashionMnist(images, labels);
    }

    private static Path find(Path directory, String name) {
        Path plain = directory.resolve(name);
        if (Files.isRegularFile(plain)) return plain;
        Path gzip = directory.resolve(name + ".gz");
        if (Files.isRegularFile(gzip)) return gzip;
        throw new DatasetException(gzip + " is missing (as is " + name + " without .gz); get it from "
                + PUBLISHED.page() + " or, on Debian, with: apt-get install dataset-fashion-mnist");
    }

    @Override
    public int size() {
        return images.dims()[0];
    }

    @Override
    public List<String> labels() {
        return LABELS;
    }

    @Override
    public int label(int index) {
        return labels.data()[index];
    }

    @Override
    public RgbImage image(int index) {
        int height = images.dims()[1];
        int width = images.dims()[2];
        byte[] rgb = new byte[3 * height * width];
        for (int i = 0, from = index * height * width; i < height * width; i++) {
            byte gray = images.data()[from + i];
            rgb[3 * i] = gray;
            rgb[3 * i + 1] = gray;
            rgb[3 * i + 2] = gray;
        }
        return new RgbImage(width, height, rgb);
    }
}
