package io.maskstream.model.data;

import io.maskstream.model.image.Reduction;
import io.maskstream.model.image.RgbImage;
import io.maskstream.model.image.ScaledImage;
import java.util.List;

/** Labelled images by index. Immutable once opened and safe for many threads; images are read when they are asked for. */
public interface Dataset {

    int size();

    /** Class names by class id. */
    List<String> labels();

    /** Class id of an item, an index into {@link #labels()}. */
    int label(int index);

    /**
     * The pixels of an item in its own size. Not cached: two calls read twice.
     *
     * @throws DatasetException when the item cannot be read; the message names its file
     */
    RgbImage image(int index);

    /**
     * The same item, in fewer pixels where the reduction allows for them and the item's decoder can give them.
     *
     * @throws DatasetException as {@link #image(int)}
     */
    default ScaledImage image(int index, Reduction reduction) {
        return ScaledImage.full(image(index));
    }
}
