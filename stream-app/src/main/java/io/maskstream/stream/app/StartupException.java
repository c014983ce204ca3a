package io.maskstream.stream.app;

import io.maskstream.stream.config.ConfigProblem;
import java.util.List;
import java.util.stream.Collectors;

/** The pipeline cannot start as things are; the message is meant for the operator and lists every problem, one a line. */
public final class StartupException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<ConfigProblem> problems;

    StartupException(List<ConfigProblem> problems) {
        super(problems.stream().map(ConfigProblem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    StartupException(ConfigProblem problem) {
        this(List.of(problem));
    }

    StartupException(ConfigProblem problem, Throwable cause) {
        this(problem);
        initCause(cause);
    }

    /** At least one. */
    public List<ConfigProblem> problems() {
        return problems;
    }
}
