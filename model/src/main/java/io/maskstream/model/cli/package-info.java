/**
 * {@code maskstream model ...}: training, export, evaluation and a look at models from the command line.
 *
 * <p>In: arguments. Out: text or, with {@code --json}, JSON on standard output; progress and errors on standard error; an
 * exit code: 0 done, 1 failed, 2 wrong usage. A command runs on the thread that calls it. Failure: one line that names
 * option, value and remedy. Door: {@link io.maskstream.model.cli.ModelCommands}. Needs picocli and the progress bar
 * library, which users of the library do without.
 */
@NullMarked
package io.maskstream.model.cli;

import org.jspecify.annotations.NullMarked;
