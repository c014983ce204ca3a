package io.maskstream.stream.app;

import java.util.List;
import java.util.Optional;

/** What the HTTP endpoints tell of the pipeline. Safe for many threads; answers at once. */
interface Health {

    /** Why the process has to end; empty while it is alive. */
    Optional<String> failure();

    /** Why no frame is classified at the moment; empty: ready. */
    List<String> notReady();
}
