package io.maskstream.model.augment;

import io.maskstream.model.InputShape;
import io.maskstream.model.image.Region;
import java.nio.FloatBuffer;

/**
 * How one batch is mixed: image i with image n-1-i, which are strangers since the order is random. Immutable. In a batch
 * of an odd size the one in the middle stays as it is.
 */
public sealed interface Mix {

    /** Nothing changes. */
    Mix NONE = new Blend(1);

    /** Weight of an image's own label, in [0,1]; the rest is its partner's. */
    float own();

    /**
     * Mixes in place.
     *
     * @param images from position 0: {@code count * C * H * W} floats, CHW
     */
    void apply(FloatBuffer images, int count, InputShape input);

    /** Mixup: {@code own * x + (1 - own) * partner}. */
    record Blend(float own) implements Mix {

        @Override
        public void apply(FloatBuffer images, int count, InputShape input) {
            if (own == 1) return;
            int length = input.floats();
            float[] first = new float[length];
            float[] second = new float[length];
            for (int i = 0, j = count - 1; i < j; i++, j--) {
                images.get(i * length, first).get(j * length, second);
                for (int k = 0; k < length; k++) {
                    float a = first[k];
                    float b = second[k];
                    first[k] = own * a + (1 - own) * b;
                    second[k] = own * b + (1 - own) * a;
                }
                images.put(i * length, first).put(j * length, second);
            }
        }
    }

    /**
     * CutMix: the partners exchange a rectangle.
     *
     * @param own share of the area outside the rectangle
     */
    record Paste(Region box, float own) implements Mix {

        Paste(Region box, InputShape input) {
            this(box, 1 - (float) (box.width() * box.height()) / (input.width() * input.height()));
        }

        @Override
        public void apply(FloatBuffer images, int count, InputShape input) {
            int rows = input.channels() * input.height();
            float[] first = new float[box.width()];
            float[] second = new float[box.width()];
            for (int i = 0, j = count - 1; i < j; i++, j--)
                for (int row = 0; row < rows; row++) {
                    int y = row % input.height();
                    if (y < box.y() || y >= box.y() + box.height()) continue;
                    int a = (i * rows + row) * input.width() + box.x();
                    int b = (j * rows + row) * input.width() + box.x();
                    images.get(a, first).get(b, second).put(a, second).put(b, first);
                }
        }
    }
}
