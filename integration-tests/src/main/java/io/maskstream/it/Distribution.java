package io.maskstream.it;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The assembled distribution, as a user unpacks it.
 *
 * @param home the folder with {@code bin} and {@code lib}
 */
public record Distribution(Path home) {

    /** The system property that says where it lies. */
    public static final String PROPERTY = "maskstream.dist";

    public Distribution {
        home = home.toAbsolutePath().normalize();
        if (!Files.isExecutable(home.resolve("bin/maskstream")))
            throw new IllegalStateException(PROPERTY + ": " + home
                    + " holds no bin/maskstream; build it with `mvn -B -pl deploy -am -DskipTests package`");
    }

    /** Where the system property says. */
    public static Distribution located() {
        String home = System.getProperty(PROPERTY);
        if (home == null)
            throw new IllegalStateException(
                    PROPERTY + " is not set: it must name the folder of the distribution, deploy/target/maskstream");
        return new Distribution(Path.of(home));
    }

    Path program() {
        return home.resolve("bin/maskstream");
    }
}
