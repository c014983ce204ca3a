package io.maskstream.it.bench;

import java.util.ArrayList;
import java.util.List;

/** What a user would write instead. */
enum Peer {
    /** The model called once a record, in Kafka Streams, in a JVM that nobody has tuned. */
    PER_RECORD {
        @Override
        List<String> command(LabSettings settings, List<String> arguments) {
            return Jvm.plain(PerRecord.class, arguments.toArray(String[]::new));
        }
    },
    /** A consumer in Python, in batches. */
    PYTHON {
        @Override
        List<String> command(LabSettings settings, List<String> arguments) {
            List<String> command = new ArrayList<>(List.of(
                    settings.python().toString(),
                    settings.peers().resolve("consume_peer.py").toString()));
            command.addAll(arguments);
            return command;
        }
    };

    String label() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /** @param arguments bootstrap servers, input topic, output topic, model folder */
    abstract List<String> command(LabSettings settings, List<String> arguments);
}
