package io.maskstream.deploy;

import io.maskstream.model.data.ClassNames;
import io.maskstream.schemas.ImageEncoding;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** The shipped PNG images, {@code CLASS/*.png}, with the labels that they truly have. Immutable. */
final class CameraImages {

    /** High, so that the camera's compression is not what the accuracy measures. */
    private static final float JPEG_QUALITY = 0.95f;

    private final List<CameraImage> images;

    private CameraImages(List<CameraImage> images) {
        this.images = List.copyOf(images);
    }

    /**
     * @param folder with one folder a class
     * @param labels of the model; each class must be one of them
     * @throws QuickstartException when there are no images, or a class that the model does not know
     */
    static CameraImages load(Path folder, List<String> labels) {
        List<CameraImage> images = new ArrayList<>();
        try {
            for (Path classFolder : children(folder, Files::isDirectory)) {
                String label = label(classFolder, labels);
                for (Path file : children(classFolder, f -> f.toString().endsWith(".png")))
                    images.add(new CameraImage(label, Files.readAllBytes(file)));
            }
        } catch (IOException e) {
            throw new QuickstartException("the images in " + folder + " cannot be read: " + e, e);
        }
        if (images.isEmpty())
            throw new QuickstartException("there are no images in " + folder + "; build the distribution again");
        return new CameraImages(images);
    }

    private static String label(Path classFolder, List<String> labels) {
        String name = String.valueOf(classFolder.getFileName());
        return labels.stream()
                .filter(label -> ClassNames.folder(label).equals(name))
                .findFirst()
                .orElseThrow(() -> new QuickstartException("the model does not know the class " + name
                        + " of the shipped images; its labels are " + labels));
    }

    private static List<Path> children(Path folder, Predicate<Path> wanted) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(wanted).sorted().toList();
        }
    }

    int size() {
        return images.size();
    }

    /**
     * All of them in an order of the camera's own, classes mixed.
     *
     * @param encoding PNG, as they are shipped, or JPEG
     * @param seed the same gives the same order
     */
    List<CameraImage> shuffled(ImageEncoding encoding, long seed) {
        List<CameraImage> shuffled = new ArrayList<>();
        for (CameraImage image : images)
            shuffled.add(encoding == ImageEncoding.JPEG ? new CameraImage(image.label(), jpeg(image.bytes())) : image);
        Collections.shuffle(shuffled, new Random(seed));
        return List.copyOf(shuffled);
    }

    private static byte[] jpeg(byte[] png) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        // In memory: ImageIO's own streams go through a file.
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
            if (image == null) throw new QuickstartException("a shipped image is no PNG; build the distribution again");
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(JPEG_QUALITY);
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), param);
        } catch (IOException e) {
            throw new QuickstartException("a shipped image cannot be turned into JPEG: " + e, e);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }
}
