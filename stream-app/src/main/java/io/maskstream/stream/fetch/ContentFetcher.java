package io.maskstream.stream.fetch;

import java.io.IOException;
import java.util.Set;

/**
 * Brings content from one kind of place, such as an object store. Its own are for {@code file}, {@code http} and {@code https}; others are given to {@code
 * ImageClassification.of}, or are found by {@link java.util.ServiceLoader}: {@code
 * maskstream run} looks into the jars of its {@code lib} folder. It is asked only for
 * schemes that {@code maskstream.fetch.schemes} allows; which hosts, buckets or folders are allowed within them is for the fetcher to check.
 *
 * <p><b>Threads</b>: called by up to {@code maskstream.fetch.threads} threads at once.
 *
 * <p><b>Time</b>: an attempt that is not done within {@link FetchAttempt#timeLeft()} is given up whether the fetcher returns or not. It is told by an
 * interrupt and by its {@link FetchAttempt#onCancel} actions, and must then return soon, by whatever exception: until it does, it
 * occupies one of the threads. The same happens when the pipeline stops.
 *
 * <p><b>Memory</b>: bytes go into the attempt as they come, which holds no more of them than the reference or {@code
 * maskstream.frame.max.bytes} says, and checks size and SHA-256. A fetcher keeps no copy.
 *
 * <p><b>Errors</b>: a {@link FetchException} says whether another attempt may help; any other {@link IOException} and any {@link RuntimeException} is
 * final, save {@link java.net.SocketTimeoutException}, which is a timeout. The frame becomes a dead letter, its message the exception's: it must not hold secrets. An Error stops
 * the pipeline.
 */
public interface ContentFetcher extends AutoCloseable {

    /** URI schemes in lower case; the same at every call. */
    Set<String> schemes();

    /**
     * One attempt. Returns when all bytes are in the attempt; is not called again for this attempt.
     *
     * @throws InterruptedException when the attempt is given up
     */
    void fetch(ContentReference reference, FetchAttempt attempt) throws IOException, InterruptedException;

    /** Frees what it holds; after the last attempt was given up or has returned. */
    @Override
    default void close() {}
}
