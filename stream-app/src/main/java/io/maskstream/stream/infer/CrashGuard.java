package io.maskstream.stream.infer;

import io.maskstream.stream.journal.CrashJournal;
import io.maskstream.stream.quarantine.Examiners;

/**
 * What keeps a frame that kills the JVM from doing so again.
 *
 * @param journal of what is in native code; not closed by the engine
 * @param examiners where suspects are run
 */
public record CrashGuard(CrashJournal journal, Examiners examiners) {}
