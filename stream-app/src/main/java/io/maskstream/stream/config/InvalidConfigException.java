package io.maskstream.stream.config;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration cannot be used; all of its problems at once. */
public final class InvalidConfigException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final transient List<ConfigProblem> problems;

    public InvalidConfigException(List<ConfigProblem> problems) {
        super(problems.stream().map(ConfigProblem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    InvalidConfigException(ConfigProblem problem) {
        this(List.of(problem));
    }

    /** At least one. */
    public List<ConfigProblem> problems() {
        return problems;
    }
}
