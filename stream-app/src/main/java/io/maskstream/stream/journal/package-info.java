/**
 * Which frames were inside a native call when a process died.
 *
 * <p>In: the frames of each batch, before it runs, from the device workers; each owns a {@link
 * io.maskstream.stream.journal.Region} of its process' memory-mapped file. Out: the suspects, frames that were in flight
 * when a process of this folder died uncleanly, for whoever admits frames. Threads: regions belong to their workers,
 * everything else is safe for many. Failure: a folder that cannot be written fails {@link
 * io.maskstream.stream.journal.CrashJournal#open}; later on, what cannot be written is logged and kept in memory.
 *
 * <p>The folder has one {@code inflight-*} file for each living process, locked by it, and one {@code suspects} file for
 * all of them.
 */
@NullMarked
package io.maskstream.stream.journal;

import org.jspecify.annotations.NullMarked;
