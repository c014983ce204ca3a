/**
 * The pipeline as a program: start-up checks, topology, life and end of the process, its HTTP endpoints and its commands.
 *
 * <p>In: a {@link io.maskstream.stream.config.PipelineConfig} or a command's arguments. Out: running Kafka Streams; lines and
 * exit codes (0, 1 = failed, 2 = usage). The calling thread starts and ends everything, HTTP threads only read what is
 * published. Failure before the start: {@link io.maskstream.stream.app.StartupException} with every problem; afterwards {@link
 * io.maskstream.stream.app.Pipeline#failure()}, and the program ends with 1.
 */
@NullMarked
package io.maskstream.stream.app;

import org.jspecify.annotations.NullMarked;
