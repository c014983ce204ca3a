/**
 * Fetch: the content that a frame points to is brought here before its decoding.
 *
 * <p>In: references, from the StreamThreads by way of the engine's admission. Out: the bytes, or a {@link io.maskstream.model.Rejection} of
 * stage FETCH, each exactly once, on a fetch thread or the timer's. Fetchers run on {@link
 * io.maskstream.stream.fetch.FetchPool}'s own threads and nowhere else. Failure: one frame's, unless a fetcher throws an Error, which
 * fails the engine. Nothing may be fetched that the operator has not allowed.
 */
@NullMarked
package io.maskstream.stream.fetch;

import org.jspecify.annotations.NullMarked;
