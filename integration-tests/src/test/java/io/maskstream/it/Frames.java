package io.maskstream.it;

import io.maskstream.model.RejectionReason;
import io.maskstream.model.fixture.TinyModel;
import io.maskstream.schemas.ContentRef;
import io.maskstream.schemas.FrameSerde;
import io.maskstream.schemas.ImageEncoding;
import io.maskstream.schemas.ImageFrame;
import io.maskstream.schemas.RegionOfInterest;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * Frames in one colour, which decides the class; its strength decides the confidence, so that a result that went to the
 * wrong frame is seen. The same number gives the same frame, always.
 */
final class Frames {

    static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

    private static final int SIZE = Models.SIZE;
    private static final int WEAK = 64;
    private static final byte @Nullable [] NOTHING = null;
    private static final FrameSerde SERDE = FrameSerde.singleObject();

    private Frames() {}

    /** One colour: the strong channel and its strength. */
    record Colour(int channel, int strength) {

        static Colour of(long number) {
            SplittableRandom random = new SplittableRandom(number);
            return new Colour(random.nextInt(3), 90 + random.nextInt(160));
        }

        TestFrame.Classified expected() {
            return new TestFrame.Classified(TinyModel.LABELS.get(channel), 10.0 * (strength - WEAK) / 255);
        }

        byte[] pixels(int count) {
            byte[] rgb = new byte[3 * count];
            Arrays.fill(rgb, (byte) WEAK);
            for (int p = 0; p < count; p++) rgb[3 * p + channel] = (byte) strength;
            return rgb;
        }

        byte[] png() {
            BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
            int rgb = (channel(0) << 16) | (channel(1) << 8) | channel(2);
            for (int p = 0; p < SIZE * SIZE; p++) image.setRGB(p % SIZE, p / SIZE, rgb);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try {
                ImageIO.write(image, "png", out);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return out.toByteArray();
        }

        private int channel(int c) {
            return c == channel ? strength : WEAK;
        }
    }

    /** Raw pixels, and every fourth a PNG. */
    static TestFrame good(long number) {
        return of(number, Colour.of(number));
    }

    static TestFrame of(long number, Colour colour) {
        ImageFrame frame = number % 4 == 0
                ? frame(number, ImageEncoding.PNG, colour.png()).build()
                : raw(number, colour).build();
        return new TestFrame(number, key(number), bytes(frame), colour.expected());
    }

    /** Raw pixels of one colour of any three strengths. */
    static TestFrame of(long number, int[] rgb, TestFrame.Expected expected) {
        byte[] pixels = new byte[3 * SIZE * SIZE];
        for (int i = 0; i < pixels.length; i++) pixels[i] = (byte) rgb[i % 3];
        ImageFrame frame = raw(number, Colour.of(number))
                .setContent(ByteBuffer.wrap(pixels))
                .build();
        return new TestFrame(number, key(number), bytes(frame), expected);
    }

    /** One of ten kinds of record that cannot be classified. */
    static TestFrame corrupt(long number) {
        Colour colour = Colour.of(number);
        return switch (new SplittableRandom(~number).nextInt(10)) {
            case 0 -> dead(number, frame(number, ImageEncoding.PNG, half(colour.png())), RejectionReason.TRUNCATED);
            case 1 ->
                dead(
                        number,
                        raw(number, colour).setContent(ByteBuffer.wrap(new byte[5])),
                        RejectionReason.RAW_SIZE_MISMATCH);
            case 2 ->
                dead(
                        number,
                        raw(number, colour).setRoi(List.of(new RegionOfInterest("outside", 4, 4, SIZE, SIZE))),
                        RejectionReason.REGION_OUTSIDE_IMAGE);
            case 3 -> dead(number, utf8("no Avro " + number), RejectionReason.MALFORMED_RECORD);
            case 4 -> dead(number, otherFingerprint(raw(number, colour).build()), RejectionReason.UNKNOWN_SCHEMA);
            case 5 -> dead(number, raw(number, colour).setHeight(-SIZE), RejectionReason.INVALID_FRAME);
            case 6 -> dead(number, raw(number, colour).setContentRef(elsewhere()), RejectionReason.INVALID_FRAME);
            case 7 -> dead(number, raw(number, colour).setContent(null), RejectionReason.INVALID_FRAME);
            case 8 ->
                dead(
                        number,
                        raw(number, colour).setContent(null).setContentRef(elsewhere()),
                        RejectionReason.FETCH_REFUSED);
            default -> dead(number, NOTHING, RejectionReason.NULL_VALUE);
        };
    }

    private static ContentRef elsewhere() {
        return new ContentRef("https://images.invalid/a", -1L, null);
    }

    /** Two bytes of marker, eight of fingerprint. */
    private static byte[] otherFingerprint(ImageFrame frame) {
        byte[] bytes = bytes(frame);
        bytes[5]++;
        return bytes;
    }

    /** One that {@link Models#writeDeadly} dies of. */
    static TestFrame deadly(long number) {
        return dead(number, raw(number, new Colour(0, Models.DEADLY)), RejectionReason.NATIVE_CRASH);
    }

    /** Good ones, and two in a hundred that are corrupt. */
    static TestFrame mixed(long number) {
        return number % 50 == 7 ? corrupt(number) : good(number);
    }

    /** A good frame to be completed. */
    static ImageFrame.Builder raw(long number, Colour colour) {
        return frame(number, ImageEncoding.RAW_RGB24, colour.pixels(SIZE * SIZE))
                .setWidth(SIZE)
                .setHeight(SIZE);
    }

    static Instant captureTime(long number) {
        return START.plusMillis(number);
    }

    static String source(long number) {
        return "cam-" + number % 7;
    }

    static byte[] key(long number) {
        return utf8(source(number));
    }

    static byte[] bytes(ImageFrame frame) {
        return SERDE.serializer().serialize("", frame);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ImageFrame.Builder frame(long number, ImageEncoding encoding, byte[] content) {
        return ImageFrame.newBuilder()
                .setFrameId(Long.toString(number))
                .setSourceId(source(number))
                .setCaptureTime(captureTime(number))
                .setEncoding(encoding)
                .setContent(ByteBuffer.wrap(content));
    }

    private static TestFrame dead(long number, ImageFrame.Builder frame, RejectionReason reason) {
        return dead(number, bytes(frame.build()), reason);
    }

    private static TestFrame dead(long number, byte @Nullable [] value, RejectionReason reason) {
        return new TestFrame(number, key(number), value, new TestFrame.DeadLetter(reason));
    }

    private static byte[] half(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length / 2);
    }
}
