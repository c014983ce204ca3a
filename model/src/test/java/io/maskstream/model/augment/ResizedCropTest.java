package io.maskstream.model.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskstream.model.image.Region;
import io.maskstream.model.image.RgbImage;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ResizedCropTest {

    @Test
    void regionsLieInsideAndKeepAreaAndRatio() {
        RgbImage image = blank(200, 150);
        ResizedCrop crop = new ResizedCrop(0.25f, 4 / 3f);
        double least = 1;
        double greatest = 0;
        for (int i = 0; i < 1000; i++) {
            Region region = crop.region(image.width(), image.height(), new SplittableRandom(i));
            assertThat(region.isInside(image)).isTrue();
            double area = (double) region.width() * region.height() / (200 * 150);
            assertThat(area).isBetween(0.24, 1.0);
            assertThat((double) region.width() / region.height()).isBetween(0.73, 1.37);
            least = Math.min(least, area);
            greatest = Math.max(greatest, area);
        }
        assertThat(least).isLessThan(0.28);
        assertThat(greatest).isGreaterThan(0.85);
    }

    @Test
    void anImageThatIsTooLongGivesItsMiddle() {
        Region wide = new ResizedCrop(0.9f, 1.5f).region(100, 10, new SplittableRandom(1));
        assertThat(wide).isEqualTo(new Region(42, 0, 15, 10));
        Region high = new ResizedCrop(0.9f, 1.5f).region(10, 100, new SplittableRandom(1));
        assertThat(high).isEqualTo(new Region(0, 42, 10, 15));
    }

    @Test
    void offIsTheWholeImage() {
        RgbImage image = blank(30, 10);
        assertThat(ResizedCrop.OFF.region(image.width(), image.height(), new SplittableRandom(1)))
                .isEqualTo(image.whole());
        assertThat(ResizedCrop.OFF.crops()).isFalse();
    }

    @Test
    void refusesWhatIsOutOfBounds() {
        assertThatThrownBy(() -> new ResizedCrop(1.1f, 2)).hasMessageContaining("minArea: 1.1, must be in (0,1]");
        assertThatThrownBy(() -> new ResizedCrop(0.5f, 0.5f)).hasMessageContaining("maxRatio: 0.5, must be in [1,100]");
    }

    private static RgbImage blank(int width, int height) {
        return new RgbImage(width, height, new byte[3 * width * height]);
    }
}
