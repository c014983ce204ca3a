/**
 * Model artifacts on disk: reading, verifying, signing, writing.
 *
 * <p>In: a directory. Out: a {@link io.maskstream.model.artifact.ModelArtifact}. Any thread. Failure: {@link
 * io.maskstream.model.ModelException} of kind INVALID_ARTIFACT that names the file and the remedy.
 */
@NullMarked
package io.maskstream.model.artifact;

import org.jspecify.annotations.NullMarked;
