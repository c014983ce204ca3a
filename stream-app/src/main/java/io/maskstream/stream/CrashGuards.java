package io.maskstream.stream;

import io.maskstream.model.runtime.DeviceSlot;
import io.maskstream.stream.config.ConfigProblem;
import io.maskstream.stream.config.InvalidConfigException;
import io.maskstream.stream.config.PipelineConfig;
import io.maskstream.stream.infer.CrashGuard;
import io.maskstream.stream.infer.DeviceWorkers;
import io.maskstream.stream.journal.CrashJournal;
import io.maskstream.stream.quarantine.ChildJvms;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.StreamsConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The crash journal that a configuration asks for. */
final class CrashGuards {

    private static final Logger LOG = LoggerFactory.getLogger(CrashGuards.class);
    private static final String DIR = "maskstream.crash.journal.dir";

    private CrashGuards() {}

    /**
     * Opens it; empty where there is none. The caller closes the journal.
     *
     * @throws InvalidConfigException when the folder that is asked for cannot be written
     */
    static Optional<CrashGuard> open(PipelineConfig config, List<DeviceSlot> slots) {
        if (!config.crashJournal()) return Optional.empty();
        Optional<Path> folder = config.crashJournalDir().or(() -> ownFolder(config));
        if (folder.isEmpty()) {
            LOG.atInfo().log("no crash journal is kept: set " + DIR + " to a folder of this application");
            return Optional.empty();
        }
        try {
            CrashJournal journal = CrashJournal.open(
                    folder.get(), slots.size() + DeviceWorkers.ABANDONED_AT_MOST, config.batchMaxImages());
            return Optional.of(new CrashGuard(
                    journal, new ChildJvms(config.modelDir(), slots.get(0).device(), journal.folder())));
        } catch (IOException e) {
            if (config.crashJournalDir().isPresent())
                throw new InvalidConfigException(List.of(new ConfigProblem(
                        DIR, folder.get().toString(), "must be a folder that this process may write: " + e)));
            LOG.atWarn()
                    .addKeyValue("folder", folder.get())
                    .addKeyValue("why", e)
                    .log("no crash journal is kept: a frame that kills the process will kill it again; set " + DIR
                            + " to a folder that can be written, or maskstream.crash.journal to false");
            return Optional.empty();
        }
    }

    /** Beside what Kafka Streams keeps. */
    private static Optional<Path> ownFolder(PipelineConfig config) {
        String state = config.kafka()
                .getOrDefault(
                        StreamsConfig.STATE_DIR_CONFIG,
                        String.valueOf(StreamsConfig.configDef().defaultValues().get(StreamsConfig.STATE_DIR_CONFIG)));
        return config.applicationId().map(application -> Path.of(state, "maskstream-journal", application));
    }
}
