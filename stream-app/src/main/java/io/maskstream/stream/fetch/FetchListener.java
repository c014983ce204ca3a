package io.maskstream.stream.fetch;

import java.time.Duration;
import java.util.Optional;

/** What is reported of fetching. Called on fetch threads and the timer's; must return at once and never throw. */
public interface FetchListener {

    /**
     * An attempt ended.
     *
     * @param failure empty: the content is here
     */
    void onFetchAttempt(Optional<FetchException.Kind> failure, Duration took);
}
