/**
 * Configuration: every key declared once, read once, immutable afterwards.
 *
 * <p>In: a properties file, environment variables and command-line overrides, each over the one before. Out: a
 * {@link io.maskstream.stream.config.PipelineConfig}. Any thread. Failure: {@link
 * io.maskstream.stream.config.InvalidConfigException} that lists every problem with key, value and remedy. Secrets are
 * never part of a message or of {@code toString}.
 */
@NullMarked
package io.maskstream.stream.config;

import org.jspecify.annotations.NullMarked;
