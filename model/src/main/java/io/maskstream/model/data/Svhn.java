package io.maskstream.model.data;

import io.maskstream.model.data.MatlabFile.Numbers;
import io.maskstream.model.image.RgbImage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import us.hebi.matlab.mat.types.MatlabType;
import us.hebi.matlab.mat.types.Matrix;

/**
 * The cropped digits of SVHN (Netzer et al. 2011) without the extra set: colour images of 32x32. Since the files are
 * compressed, a part is held in memory as its bytes (225 MB of training images, 80 MB of test images).
 */
final class Svhn implements Dataset {

    static final Published PUBLISHED = new Published("http://ufldl.stanford.edu/housenumbers/");

    private static final int SIDE = 32;
    private static final int BYTES = 3 * SIDE * SIDE;
    private static final List<String> LABELS =
            IntStream.range(0, 10).mapToObj(String::valueOf).toList();

    private final Matrix pixels;
    private final byte[] labels;

    private Svhn(Matrix pixels, byte[] labels) {
        this.pixels = pixels;
        this.labels = labels;
    }

    static Svhn open(Path directory, Part part) {
        Path file = PUBLISHED.file(directory, part == Part.TRAIN ? "train_32x32.mat" : "test_32x32.mat");
        Map<String, Numbers> arrays = MatlabFile.read(file, PUBLISHED);
        Numbers x = array(file, arrays, "X");
        int[] dims = x.values().getDimensions();
        if (x.values().getType() != MatlabType.UInt8
                || dims.length != 4
                || dims[0] != SIDE
                || dims[1] != SIDE
                || dims[2] != 3)
            throw PUBLISHED.damaged(
                    file,
                    x.offset(),
                    "has X of " + x.values().getType() + " " + Arrays.toString(dims)
                            + ", must be of uint8 [32, 32, 3, images]");
        return new Svhn(x.values(), labels(file, array(file, arrays, "y"), dims[3]));
    }

    private static Numbers array(Path file, Map<String, Numbers> arrays, String name) {
        Numbers array = arrays.get(name);
        if (array == null)
            throw PUBLISHED.damaged(file, file.toFile().length(), "has no array " + name + " of numbers");
        return array;
    }

    private static byte[] labels(Path file, Numbers y, int images) {
        if (y.values().getNumElements() != images)
            throw PUBLISHED.damaged(
                    file, y.offset(), "has " + y.values().getNumElements() + " labels and " + images + " images");
        byte[] labels = new byte[images];
        for (int i = 0; i < images; i++) {
            double value = y.values().getDouble(i);
            if (value != Math.rint(value) || value < 1 || value > 10)
                throw PUBLISHED.damaged(
                        file,
                        y.offset(),
                        "has the label " + value + " for image " + i + ", must be 1 to 10 (10 is the digit 0)");
            labels[i] = (byte) (value % 10);
        }
        return labels;
    }

    @Override
    public int size() {
        return labels.length;
    }

    @Override
    public List<String> labels() {
        return LABELS;
    }

    @Override
    public int label(int index) {
        return labels[index];
    }

    @Override
    public RgbImage image(int index) {
        byte[] rgb = new byte[BYTES];
        int from = index * BYTES;
        // Column-major: the row runs fastest, then the column, then the channel.
        for (int c = 0; c < 3; c++)
            for (int x = 0; x < SIDE; x++)
                for (int y = 0; y < SIDE; y++) rgb[3 * (y * SIDE + x) + c] = (byte) pixels.getLong(from++);
        return new RgbImage(SIDE, SIDE, rgb);
    }
}
