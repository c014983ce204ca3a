package io.maskstream.model.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;

/** What is put in a dynamic mask's place, to learn what it does. Static masks are left alone. */
public enum MaskIntervention {
    /** The mask itself. */
    NONE,
    /** That of the image before it in the batch, the last one's for the first. */
    OTHER_IMAGE,
    /** The mean over the batch: the same for every image. */
    BATCH_MEAN,
    /** The mean over the map, of a mask on the input; a mask on the kernel has no map and stays. */
    SPATIAL_MEAN,
    /** 1: no mask. */
    ONE;

    /**
     * @param masks [B, ...]
     * @return of the same shape, on the same manager
     */
    NDArray apply(NDArray masks) {
        Shape shape = masks.getShape();
        boolean map = shape.dimension() == 4;
        return switch (this) {
            case NONE -> masks;
            case OTHER_IMAGE -> rolled(masks, shape.get(0));
            case BATCH_MEAN -> masks.mean(new int[] {0}, true).broadcast(shape);
            case SPATIAL_MEAN -> map ? meanOverMap(masks, shape) : masks;
            case ONE -> masks.onesLike();
        };
    }

    private static NDArray meanOverMap(NDArray masks, Shape shape) {
        NDArray flat = masks.reshape(shape.get(0), shape.get(1), -1);
        return flat.mean(new int[] {2}, true)
                .reshape(shape.get(0), shape.get(1), 1, 1)
                .broadcast(shape);
    }

    private static NDArray rolled(NDArray masks, long images) {
        if (images == 1) return masks;
        NDList parts = masks.split(new long[] {images - 1}, 0);
        return parts.get(1).concat(parts.get(0), 0);
    }
}
