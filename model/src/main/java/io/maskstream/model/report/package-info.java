/**
 * Measurements as something to look at.
 *
 * <p>In: an {@link io.maskstream.model.evaluate.EvaluationReport} and the images that it is of. Out: pictures, and one HTML
 * file with all of them inside. The calling thread draws; needs no display. Failure: {@link java.io.IOException} when a
 * file cannot be written, {@link io.maskstream.model.data.DatasetException} when an image cannot be read. Door: {@link
 * io.maskstream.model.report.HtmlReport}.
 */
@NullMarked
package io.maskstream.model.report;

import org.jspecify.annotations.NullMarked;
