/**
 * Fetch, decode and batch: frames of all tasks share one engine.
 *
 * <p>In: tickets, offered by StreamThreads through a {@link io.maskstream.stream.batch.Lane}. Out: the same tickets, completed by the
 * decode pool or a device worker and read by the StreamThread that owns them; nothing calls back up. Failure of one image:
 * a rejected outcome. Failure of the device or model: {@link io.maskstream.stream.batch.EngineFailedException} on the
 * StreamThread. No Kafka here.
 */
@NullMarked
package io.maskstream.stream.batch;

import org.jspecify.annotations.NullMarked;
