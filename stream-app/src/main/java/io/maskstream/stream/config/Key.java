package io.maskstream.stream.config;

import java.util.Locale;
import java.util.Optional;

/**
 * A configuration key.
 *
 * @param name in full
 * @param rule what its value may be
 * @param defaultText as one would write it in the file; empty: no default
 * @param need who has to set it
 * @param doc what it does, one sentence, Markdown
 */
record Key<T>(String name, Rule<T> rule, Optional<String> defaultText, Need need, String doc) {

    /** Who has to set a key. */
    enum Need {
        ALWAYS,
        /** Only {@code maskstream run}; an embedding program says it in its topology. */
        STANDALONE,
        NEVER
    }

    /** {@code MASKSTREAM_BATCH_MAX_IMAGES} for {@code maskstream.batch.max.images}. */
    String environmentVariable() {
        return name.toUpperCase(Locale.ROOT).replace('.', '_');
    }
}
