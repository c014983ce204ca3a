/**
 * What the pipeline costs beside a bare loop over the same images, and how long a frame takes. Started by the script
 * {@code integration-tests/bench}.
 *
 * <p>In: a model and a folder of images. Out: a table or one JSON object. It owns the broker and every process that it starts;
 * a figure that cannot be taken is an exception, never a zero.
 */
@NullMarked
package io.maskstream.it.bench;

import org.jspecify.annotations.NullMarked;
