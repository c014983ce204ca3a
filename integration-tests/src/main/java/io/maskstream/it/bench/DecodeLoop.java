package io.maskstream.it.bench;

import io.maskstream.model.InputShape;
import io.maskstream.model.Normalization;
import io.maskstream.model.ResizeRule;
import io.maskstream.model.image.DecodeResult;
import io.maskstream.model.image.ImageDecoder;
import io.maskstream.model.image.ImageLimits;
import io.maskstream.model.image.Preprocessor;
import io.maskstream.model.image.Region;
import io.maskstream.model.image.RgbImage;
import io.maskstream.model.image.ScaledImage;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** JPEG to the floats of a model's input, in two ways that differ in the decoder alone; one thread. */
final class DecodeLoop {

    private final ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULT);
    private final ImageReader reader =
            ImageIO.getImageReadersByFormatName("jpeg").next();
    private final Corpus corpus;
    private final Preprocessor preprocessor;
    private final float[] slab;
    private long next;

    private DecodeLoop(Corpus corpus, int size) {
        InputShape input = new InputShape(3, size, size);
        Normalization normalization = new Normalization(List.of(0.5f, 0.5f, 0.5f), List.of(0.25f, 0.25f, 0.25f));
        this.corpus = corpus;
        this.preprocessor = Preprocessor.of(input, ResizeRule.STRETCH, normalization);
        this.slab = new float[input.floats()];
    }

    /**
     * Answers {@code ours N} and {@code jdk N} with nanoseconds.
     *
     * @param args folder of JPEG files, height and width of the input
     */
    public static void main(String[] args) throws IOException {
        DecodeLoop loop = new DecodeLoop(Corpus.read(Path.of(args[0])), Integer.parseInt(args[1]));
        Answers.answer(words -> {
            boolean ours = words[0].equals("ours");
            long start = System.nanoTime();
            for (int i = Integer.parseInt(words[1]); i > 0; i--) {
                ScaledImage image = ours ? loop.ours() : ScaledImage.full(loop.jdk());
                loop.preprocessor.write(image, image.whole(), loop.slab, 0);
            }
            return String.valueOf(System.nanoTime() - start);
        });
    }

    private ScaledImage ours() {
        DecodeResult result =
                decoder.decode(corpus.image(next++), (w, h) -> preprocessor.scale(new Region(0, 0, w, h)));
        if (result instanceof DecodeResult.Decoded decoded) return decoded.scaled();
        throw new IllegalStateException("image " + (next - 1) + " of the corpus: " + result);
    }

    private RgbImage jdk() throws IOException {
        BufferedImage image;
        try (MemoryCacheImageInputStream in =
                new MemoryCacheImageInputStream(new ByteArrayInputStream(corpus.bytes(next++)))) {
            reader.setInput(in, true, true);
            image = reader.read(0);
        }
        if (!(image.getRaster().getDataBuffer() instanceof DataBufferByte buffer)
                || image.getType() != BufferedImage.TYPE_3BYTE_BGR)
            throw new IOException("the JDK's reader gives images of type " + image.getType());
        byte[] bgr = buffer.getData();
        byte[] rgb = new byte[bgr.length];
        for (int i = 0; i < rgb.length; i += 3) {
            rgb[i] = bgr[i + 2];
            rgb[i + 1] = bgr[i + 1];
            rgb[i + 2] = bgr[i];
        }
        return new RgbImage(image.getWidth(), image.getHeight(), rgb);
    }
}
