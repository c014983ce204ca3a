package io.maskstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import io.maskstream.schemas.WireFormatException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import org.apache.avro.SchemaParser;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever bytes come, the answer is a record or the one documented exception, at a price that fits the bytes. */
@NullMarked
class HostileBytesTest {

    private static final WireFormat<ImageFrame> FRAMES = WireFormat.singleObject(ImageFrame.class);
    private static final int HEADER = 10;

    @ParameterizedTest
    @ValueSource(longs = {2_000_000_000, Integer.MAX_VALUE, Long.MAX_VALUE, -1, Integer.MIN_VALUE, Long.MIN_VALUE})
    void aDeclaredLengthIsRefusedBeforeItIsAllocated(long length) throws IOException {
        byte[] bytes = frame(out -> {
            out.writeString("frame-7");
            out.writeLong(length); // of source_id
        });

        assertMalformed(bytes);
    }

    @ParameterizedTest
    @ValueSource(longs = {2_000_000_000, Integer.MAX_VALUE, Long.MAX_VALUE, -1, Long.MIN_VALUE})
    void aDeclaredContentLengthIsRefusedBeforeItIsAllocated(long length) throws IOException {
        byte[] bytes = frame(out -> {
            upToContent(out);
            out.writeIndex(1);
            out.writeLong(length);
        });

        assertMalformed(bytes);
    }

    @ParameterizedTest
    @ValueSource(longs = {2_000_000_000, Integer.MAX_VALUE, Long.MAX_VALUE, -2_000_000_000, Long.MIN_VALUE})
    void aDeclaredCountIsRefusedBeforeItIsAllocated(long count) throws IOException {
        byte[] regions = frame(out -> {
            upToContent(out);
            out.writeIndex(0);
            out.writeIndex(0);
            out.writeLong(count); // of roi
            out.writeLong(7); // block size, where the count is negative
        });
        byte[] attributes = frame(out -> {
            upToContent(out);
            out.writeIndex(0);
            out.writeIndex(0);
            out.writeLong(0); // no roi
            out.writeIndex(0);
            out.writeLong(count); // of attributes
            out.writeLong(7);
        });

        assertMalformed(regions);
        assertMalformed(attributes);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 9, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void anEnumOrUnionIndexOutOfRangeIsMalformed(int index) throws IOException {
        assertMalformed(frame(out -> {
            out.writeString("frame-7");
            out.writeString("cam-1");
            out.writeLong(0);
            out.writeInt(index); // encoding
        }));
        assertMalformed(frame(out -> {
            out.writeString("frame-7");
            out.writeString("cam-1");
            out.writeLong(0);
            out.writeEnum(0);
            out.writeInt(index); // width
        }));
    }

    @Test
    void everyTruncationIsMalformed() {
        byte[] whole = FRAMES.encode(Examples.fullFrame());
        for (int length = 0; length < whole.length; length++) assertMalformed(Arrays.copyOf(whole, length));
    }

    @Test
    void bytesAfterTheRecordAreMalformed() {
        byte[] whole = FRAMES.encode(Examples.fullFrame());

        assertThatThrownBy(() -> FRAMES.decode(Arrays.copyOf(whole, whole.length + 1)))
                .isInstanceOf(WireFormatException.class)
                .hasMessageContaining("bytes follow the record");
    }

    @Test
    void anotherRecordsBytesAreAnUnknownSchema() {
        byte[] announcement = WireFormat.singleObject(ModelAnnouncement.class).encode(Examples.fullAnnouncement());

        assertThatThrownBy(() -> FRAMES.decode(announcement))
                .isInstanceOfSatisfying(
                        WireFormatException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNKNOWN_SCHEMA));
    }

    @Test
    void aRegistrysFormatIsRecognisedInTheMessage() {
        assertThatThrownBy(() -> FRAMES.decode(new byte[] {0, 0, 0, 0, 7, 1, 2, 3}))
                .isInstanceOf(WireFormatException.class)
                .hasMessageContaining("set schema.registry.url");
    }

    /** Ten thousand damaged records of each kind of damage, the same on every run. */
    @Test
    void randomDamageIsARecordOrTheOneException() {
        byte[] whole = FRAMES.encode(Examples.fullFrame());
        Random random = new Random(20260131);
        for (int i = 0; i < 10_000; i++) {
            byte[] damaged = whole.clone();
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--)
                damaged[HEADER + random.nextInt(whole.length - HEADER)] = (byte) random.nextInt();
            decodeOrOneException(damaged);

            byte[] noise = new byte[HEADER + random.nextInt(64)];
            random.nextBytes(noise);
            System.arraycopy(whole, 0, noise, 0, HEADER);
            decodeOrOneException(noise);
        }
    }

    @Test
    void aForeignSchemaOfNothingAndOneThatRecursAreBoundedToo() throws IOException {
        WireFormat<?> nothings = WireFormat.binary(new SchemaParser()
                .parse("{\"type\":\"record\",\"name\":\"N\",\"fields\":[{\"name\":\"n\",\"type\":{\"type\":\"array\","
                        + "\"items\":\"null\"}}]}")
                .mainSchema());
        WireFormat<?> list = WireFormat.binary(new SchemaParser()
                .parse(
                        "{\"type\":\"record\",\"name\":\"L\",\"fields\":[{\"name\":\"next\",\"type\":[\"null\",\"L\"]}]}")
                .mainSchema());
        byte[] millionsOfNothing = plain(out -> {
            out.writeLong(2_000_000_000);
            out.writeLong(0);
        });
        byte[] deep = new byte[5_000_000];
        Arrays.fill(deep, (byte) 2);

        assertThatThrownBy(() -> nothings.decode(millionsOfNothing)).isInstanceOf(WireFormatException.class);
        assertThatThrownBy(() -> list.decode(deep))
                .isInstanceOf(WireFormatException.class)
                .hasMessageContaining("nested too deep");
    }

    private static void decodeOrOneException(byte[] bytes) {
        try {
            assertThat(FRAMES.decode(bytes)).isNotNull();
        } catch (WireFormatException e) {
            assertThat(e.kind()).isEqualTo(Kind.MALFORMED);
        } catch (Throwable e) {
            fail("not the documented exception on " + Arrays.toString(bytes), e);
        }
    }

    private static void assertMalformed(byte[] bytes) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        assertThatThrownBy(() -> FRAMES.decode(bytes))
                .isInstanceOfSatisfying(
                        WireFormatException.class, e -> assertThat(e.kind()).isEqualTo(Kind.MALFORMED));
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(allocated).as("bytes allocated, the test's own included").isLessThan(20_000_000);
    }

    private interface Writing {
        void to(BinaryEncoder out) throws IOException;
    }

    private static void upToContent(BinaryEncoder out) throws IOException {
        out.writeString("frame-7");
        out.writeString("cam-1");
        out.writeLong(0);
        out.writeEnum(0);
        out.writeIndex(0);
        out.writeIndex(0);
    }

    private static byte[] frame(Writing writing) throws IOException {
        byte[] body = plain(writing);
        byte[] bytes = Arrays.copyOf(FRAMES.encode(Examples.minimalFrame()), HEADER + body.length);
        System.arraycopy(body, 0, bytes, HEADER, body.length);
        return bytes;
    }

    private static byte[] plain(Writing writing) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        writing.to(encoder);
        encoder.flush();
        return out.toByteArray();
    }
}
