package io.maskstream.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The applications of one test: whatever still runs after it is killed, and a failed test shows their logs. */
final class Applications implements BeforeEachCallback, AfterEachCallback {

    private static final Path LOGS = Path.of(System.getProperty("maskstream.it.logs", "target/logs"));
    private static final String JAVA_OPTIONS = "-Xmx512m -XX:+UseSerialGC -XX:-CreateCoredumpOnCrash -XX:ErrorFile="
            + LOGS.toAbsolutePath().resolve("hs_err_%p.log");

    private final List<Application> started = new ArrayList<>();
    private String test = "";

    /** Starts one and returns at once. */
    Application start(Map<String, String> settings) throws IOException {
        return start(settings, "");
    }

    /** Starts one with more options of the JVM and returns at once. */
    Application start(Map<String, String> settings, String javaOptions) throws IOException {
        String name = test + "-" + (started.size() + 1);
        Application application = Application.start(
                Distribution.located(), name, LOGS.toAbsolutePath(), settings, JAVA_OPTIONS + " " + javaOptions);
        started.add(application);
        return application;
    }

    /** Starts one and returns when it is ready. */
    Application ready(Map<String, String> settings) throws IOException {
        return start(settings).awaitReady();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        started.clear();
        test = context.getRequiredTestClass().getSimpleName() + "-"
                + context.getDisplayName().replaceAll("[^A-Za-z0-9]+", "_");
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        boolean failed = context.getExecutionException().isPresent();
        if (failed) {
            // Whichever stands still says where; the broker's side of it goes with the broker otherwise.
            for (Application application : started) application.dumpThreads();
            TestBroker.keepLog(LOGS.resolve(test + "-broker.log"));
        }
        started.forEach(Application::close);
        if (failed)
            for (Application application : started)
                System.err.println("== " + application.name() + ", exit code " + application.exitCode() + ", log "
                        + application.logTail());
    }
}
