package io.maskstream.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskstream.model.image.DecodeResult;
import io.maskstream.model.image.EncodedImage;
import io.maskstream.model.image.ImageDecoder;
import io.maskstream.model.image.ImageLimits;
import io.maskstream.schemas.ImageEncoding;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CameraImagesTest {

    private static final Path SHIPPED = Path.of("src/dist/images/fashion-mnist");
    private static final List<String> LABELS = List.of(
            "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot");

    private final ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULT);

    @Test
    void shippedImagesHaveTheModelsLabels() {
        CameraImages images = CameraImages.load(SHIPPED, LABELS);
        assertThat(images.size()).isEqualTo(400);
        assertThat(images.shuffled(ImageEncoding.PNG, 0).stream()
                        .collect(Collectors.groupingBy(CameraImage::label, Collectors.counting())))
                .containsOnlyKeys(LABELS)
                .allSatisfy((label, count) -> assertThat(count).isEqualTo(40));
    }

    @Test
    void camerasShowTheSameImagesInOrdersOfTheirOwn() {
        CameraImages images = CameraImages.load(SHIPPED, LABELS);
        List<CameraImage> one = images.shuffled(ImageEncoding.PNG, 1);
        assertThat(images.shuffled(ImageEncoding.PNG, 1)).isEqualTo(one);
        assertThat(images.shuffled(ImageEncoding.PNG, 2)).isNotEqualTo(one).containsExactlyInAnyOrderElementsOf(one);
    }

    @Test
    void everyImageDecodesInBothEncodingsAndNoneOnceItIsCorrupt() {
        CameraImages images = CameraImages.load(SHIPPED, LABELS);
        for (ImageEncoding encoding : List.of(ImageEncoding.PNG, ImageEncoding.JPEG))
            for (CameraImage image : images.shuffled(encoding, 0)) {
                assertThat(decode(image.bytes())).isInstanceOf(DecodeResult.Decoded.class);
                for (Corruption corruption : Corruption.values())
                    assertThat(decode(corruption.apply(image.bytes())))
                            .as("%s, %s", encoding, corruption)
                            .isInstanceOf(DecodeResult.Rejected.class);
            }
    }

    @Test
    void jpegIsJpeg() {
        byte[] jpeg = CameraImages.load(SHIPPED, LABELS)
                .shuffled(ImageEncoding.JPEG, 0)
                .get(0)
                .bytes();
        assertThat(jpeg).startsWith(0xFF, 0xD8, 0xFF);
    }

    @Test
    void refusesAClassThatTheModelDoesNotKnow() {
        assertThatThrownBy(() -> CameraImages.load(SHIPPED, List.of("red", "green")))
                .isInstanceOf(QuickstartException.class)
                .hasMessageContaining("Ankle-boot")
                .hasMessageContaining("[red, green]");
    }

    @Test
    void saysThatThereAreNoImages(@TempDir Path empty) throws Exception {
        Files.createDirectory(empty.resolve("Bag"));
        assertThatThrownBy(() -> CameraImages.load(empty, LABELS))
                .isInstanceOf(QuickstartException.class)
                .hasMessageContaining(empty.toString());
    }

    private DecodeResult decode(byte[] bytes) {
        return decoder.decode(EncodedImage.of(ByteBuffer.wrap(bytes)));
    }
}
