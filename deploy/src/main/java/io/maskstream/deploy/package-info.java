/**
 * The distribution's programs: the command line that joins every module's commands, and the quickstart with its own
 * broker and simulated cameras.
 *
 * <p>In: arguments. Out: text, JSON lines and exit codes (0, 1 = failed, 2 = usage). Whoever starts a process or opens a
 * folder here ends it, also on Ctrl-C; a broker child ends with its parent even when that one is killed.
 */
@NullMarked
package io.maskstream.deploy;

import org.jspecify.annotations.NullMarked;
