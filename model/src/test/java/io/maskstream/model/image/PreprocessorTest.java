package io.maskstream.model.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.maskstream.model.InputShape;
import io.maskstream.model.Normalization;
import io.maskstream.model.ResizeRule;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PreprocessorTest {

    private static final Normalization PLAIN = new Normalization(List.of(0f, 0f, 0f), List.of(1f, 1f, 1f));

    @ParameterizedTest
    @CsvSource({
        // source width and height, target width and height, CRC-32 of what Pillow 12.3 resize(.., BILINEAR) gives
        "61,   47,  32,  32,  0x0de90124",
        "13,   9,   32,  32,  0x6c793164",
        "200,  10,  28,  28,  0xd217bfd0",
        "33,   31,  32,  32,  0x8aad61e5",
        "1,    3000, 16, 16,  0x06374612",
        "640,  480, 224, 224, 0x7b76712e",
        "640,  480, 32,  32,  0xb4455354",
    })
    void stretchesToThePixelsThatPillowGives(int width, int height, int toWidth, int toHeight, String crc) {
        RgbImage image = TestImages.noise(width, height);

        RgbImage resized = preprocessor(toWidth, toHeight, ResizeRule.STRETCH).resize(image, image.whole());

        assertThat(crc(resized)).isEqualTo(Long.decode(crc));
    }

    @Test
    void cropsToTheRegionBeforeItResizes() {
        Preprocessor preprocessor = preprocessor(32, 32, ResizeRule.STRETCH);

        // Pillow: crop((5, 7, 45, 37)).resize((32, 32), BILINEAR)
        assertThat(crc(preprocessor.resize(TestImages.noise(61, 47), new Region(5, 7, 40, 30))))
                .isEqualTo(0x71a3ba01L);
    }

    @Test
    void fitsWithBlackBarsOnBothSides() {
        RgbImage image = TestImages.noise(64, 32);

        // Pillow: resize((32, 16), BILINEAR) pasted at (0, 8) into black
        assertThat(crc(preprocessor(32, 32, ResizeRule.FIT).resize(image, image.whole())))
                .isEqualTo(0x000208faL);
    }

    @Test
    void coversAndCutsTheOverhangOnBothSides() {
        RgbImage image = TestImages.noise(64, 40);

        // Pillow: resize((51, 32), BILINEAR).crop((9, 0, 41, 32))
        assertThat(crc(preprocessor(32, 32, ResizeRule.COVER).resize(image, image.whole())))
                .isEqualTo(0x9662a011L);
    }

    @Test
    void weighsNeighboursByTheWidenedTriangle() {
        RgbImage image = gray(4, 1, 0, 100, 200, 40);

        RgbImage half = preprocessor(2, 1, ResizeRule.STRETCH).resize(image, image.whole());

        // Left: (0.75 * 0 + 0.75 * 100 + 0.25 * 200) / 1.75; right: (0.25 * 100 + 0.75 * 200 + 0.75 * 40) / 1.75.
        assertThat(half.rgb()).containsExactly(71, 71, 71, 117, 117, 117);
    }

    @ParameterizedTest
    @EnumSource(ResizeRule.class)
    void anImageOfTheInputSizeIsTakenAsItIs(ResizeRule rule) {
        RgbImage image = TestImages.noise(32, 24);
        Preprocessor preprocessor = preprocessor(32, 24, rule);

        assertThat(preprocessor.resize(image, image.whole())).isSameAs(image);
        float[] slab = new float[3 * 32 * 24];
        preprocessor.write(image, image.whole(), slab, 0);
        assertThat(slab[0]).isEqualTo((image.rgb()[0] & 0xff) / 255f);
        assertThat(slab[slab.length - 1]).isEqualTo((image.rgb()[image.rgb().length - 1] & 0xff) / 255f);
    }

    @Test
    void aConstantImageStaysConstant() {
        byte[] rgb = new byte[3 * 301 * 77];
        Arrays.fill(rgb, (byte) 201);
        RgbImage image = new RgbImage(301, 77, rgb);

        for (int size : new int[] {1, 7, 64, 500})
            assertThat(preprocessor(size, size, ResizeRule.COVER)
                            .resize(image, image.whole())
                            .rgb())
                    .containsOnly(201);
    }

    @Test
    void shrinkingKeepsTheMean() {
        RgbImage image = TestImages.noise(512, 384);

        RgbImage small = preprocessor(16, 12, ResizeRule.STRETCH).resize(image, image.whole());

        assertThat(mean(small)).isCloseTo(mean(image), within(1.0));
    }

    @Test
    void aGradientStaysMonotone() {
        int[] ramp = new int[200];
        for (int i = 0; i < ramp.length; i++) ramp[i] = i;
        RgbImage image = gray(200, 1, ramp);

        for (int width : new int[] {13, 199, 333}) {
            byte[] row = preprocessor(width, 1, ResizeRule.STRETCH)
                    .resize(image, image.whole())
                    .rgb();
            for (int i = 3; i < row.length; i++) assertThat(row[i] & 0xff).isGreaterThanOrEqualTo(row[i - 3] & 0xff);
        }
    }

    @ParameterizedTest
    @EnumSource(ResizeRule.class)
    void writesExactlyWhatTheResizedImageGives(ResizeRule rule) {
        Preprocessor preprocessor = preprocessor(20, 28, rule);
        RgbImage image = TestImages.noise(97, 61);
        Region region = new Region(3, 4, 71, 50);
        RgbImage resized = preprocessor.resize(image, region);
        float[] direct = new float[3 * 20 * 28];
        float[] inTwoSteps = new float[3 * 20 * 28];

        // A larger model's leftovers in the thread's scratch memory must not show.
        preprocessor(64, 64, ResizeRule.STRETCH).write(image, image.whole(), new float[3 * 64 * 64], 0);
        preprocessor.write(image, region, direct, 0);
        preprocessor.write(resized, resized.whole(), inTwoSteps, 0);

        assertThat(direct).isEqualTo(inTwoSteps);
    }

    @Test
    void normalisesPlaneByPlaneFromTheOffsetOn() {
        Normalization normalization = new Normalization(List.of(0.5f, 0.25f, 0f), List.of(0.5f, 0.25f, 2f));
        Preprocessor preprocessor = Preprocessor.of(new InputShape(3, 1, 2), ResizeRule.STRETCH, normalization);
        RgbImage image = new RgbImage(2, 1, new byte[] {0, 51, (byte) 255, (byte) 255, 0, 0});
        float[] slab = new float[8];
        Arrays.fill(slab, 9);

        preprocessor.write(image, image.whole(), slab, 1);

        assertThat(slab).containsExactly(new float[] {9, -1, 1, (0.2f - 0.25f) / 0.25f, -1, 0.5f, 0, 9}, within(1e-6f));
    }

    @Test
    void refusesARegionOutsideTheImage() {
        RgbImage image = TestImages.noise(10, 10);

        assertThatThrownBy(() -> preprocessor(4, 4, ResizeRule.FIT).resize(image, new Region(5, 5, 6, 5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("10x10");
    }

    private static Preprocessor preprocessor(int width, int height, ResizeRule rule) {
        return Preprocessor.of(new InputShape(3, height, width), rule, PLAIN);
    }

    private static RgbImage gray(int width, int height, int... values) {
        byte[] rgb = new byte[3 * values.length];
        for (int i = 0; i < rgb.length; i++) rgb[i] = (byte) values[i / 3];
        return new RgbImage(width, height, rgb);
    }

    private static double mean(RgbImage image) {
        long sum = 0;
        for (byte value : image.rgb()) sum += value & 0xff;
        return (double) sum / image.rgb().length;
    }

    private static long crc(RgbImage image) {
        CRC32 crc = new CRC32();
        crc.update(image.rgb());
        return crc.getValue();
    }
}
