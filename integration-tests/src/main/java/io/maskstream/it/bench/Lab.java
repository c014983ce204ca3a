package io.maskstream.it.bench;

import io.maskstream.deploy.BrokerOptions;
import io.maskstream.deploy.BrokerProcess;
import io.maskstream.it.Application;
import io.maskstream.it.Distribution;
import io.maskstream.it.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The broker, the models, the frames and every process of a benchmark, made when they are first asked for. It owns them all:
 * after {@link #close} none is left. For one thread, but for close.
 */
final class Lab implements AutoCloseable {

    private static final int PICTURES = 64;
    private static final String CLOSED = "the benchmark is being ended";

    private final LabSettings settings;
    private final Distribution distribution;
    private final Path folder;
    private final Turns turns;
    private final Map<Object, AutoCloseable> open = new LinkedHashMap<>();
    private final Map<FrameFormat, Corpus> corpora = new LinkedHashMap<>();
    private int started;
    private volatile boolean closed;

    Lab(LabSettings settings, Distribution distribution) throws IOException {
        this.settings = settings;
        this.distribution = distribution;
        this.folder = Files.createTempDirectory("maskstream-bench-");
        this.turns = new Turns(settings.pace());
    }

    LabSettings settings() {
        return settings;
    }

    Pace pace() {
        return settings.pace();
    }

    Turns turns() {
        return turns;
    }

    /** Of this laboratory, deleted at its end. */
    Path folder() {
        return folder;
    }

    /** NAME/VERSION of the model that is called nano here: the shipped one, or the user's. */
    Path nano() {
        return settings.model().toString().isEmpty()
                ? distribution.home().resolve("models/dmc-nano-fashion/1")
                : settings.model().toAbsolutePath();
    }

    /** NAME/VERSION of the first of so many versions of an exported network. */
    Path exported(Network network, int versions) throws IOException {
        Path models = folder.resolve("models-" + versions);
        Path first = models.resolve(network.label()).resolve("1");
        if (Files.exists(first)) return first;
        Files.createDirectories(models);
        try (Child export = child("export", Jvm.command(ExportNetworks.class, models.toString()))) {
            export.ask(network + " " + versions);
        }
        return first;
    }

    Path tiny() throws IOException {
        return exported(Network.TINY, 1);
    }

    /** The folder of the frames. */
    Path frames(FrameFormat format) throws IOException {
        if (!settings.images().toString().isEmpty()) return settings.images();
        Path frames = folder.resolve(format.label());
        if (!Files.exists(frames)) Corpus.write(frames, format, PICTURES);
        return frames;
    }

    private Corpus corpus(FrameFormat format) throws IOException {
        Corpus known = corpora.get(format);
        if (known != null) return known;
        Corpus read = Corpus.read(frames(format));
        corpora.put(format, read);
        return read;
    }

    /** The one that runs already, where the same was asked for before. */
    PipelineSide pipeline(Setup setup) throws IOException {
        return pipeline(setup, traffic -> {});
    }

    /** @param before what lies in its topic when it starts */
    PipelineSide pipeline(Setup setup, Consumer<Traffic> before) throws IOException {
        return opened(setup, PipelineSide.class, () -> {
            String name = "bench-" + ++started;
            Topics topics = Topics.create(bootstrapServers(), name, setup.partitions());
            Map<String, String> all = new LinkedHashMap<>(topics.settings());
            all.put("maskstream.application.id", name);
            all.put("maskstream.model.dir", String.valueOf(setup.model().getParent()));
            all.put("maskstream.device", settings.device());
            all.put("maskstream.processing.guarantee", settings.guarantee());
            all.put("kafka.bootstrap.servers", bootstrapServers());
            all.putAll(settings.further());
            all.putAll(setup.settings());
            Corpus corpus = corpus(setup.format());
            try (Traffic early = new Traffic(bootstrapServers(), topics, corpus, () -> true)) {
                before.accept(early);
            }
            Application application = Application.start(distribution, name, folder, all, setup.java());
            try {
                application.awaitReady();
                return new PipelineSide(
                        application, new Traffic(bootstrapServers(), topics, corpus, application::isAlive));
            } catch (RuntimeException e) {
                application.close();
                throw e;
            }
        });
    }

    LoopSide bare(Path model, FrameFormat format, int batch) throws IOException {
        record Key(Path model, FrameFormat format, int batch) {}
        return opened(new Key(model, format, batch), LoopSide.class, () -> {
            String[] arguments = {model.toString(), frames(format).toString(), settings.device(), String.valueOf(batch)
            };
            return new LoopSide(child("bare-" + ++started, Jvm.command(BareLoop.class, arguments)), "run");
        });
    }

    /** A consumer and producer of another's, that is told servers, input, output and model. */
    PeerSide peer(Peer peer, Path model, FrameFormat format) throws IOException {
        record Key(Peer peer, Path model, FrameFormat format) {}
        return opened(new Key(peer, model, format), PeerSide.class, () -> {
            String name = peer.label() + "-" + ++started;
            Topics topics = Topics.create(bootstrapServers(), name, Setup.PARTITIONS);
            Corpus corpus = corpus(format);
            Child child = child(
                    name,
                    peer.command(
                            settings, List.of(bootstrapServers(), topics.input(), topics.output(), model.toString())));
            return new PeerSide(child, new Traffic(bootstrapServers(), topics, corpus, child::isAlive));
        });
    }

    /** Not kept: the caller closes it. */
    Child child(String name, List<String> command) throws IOException {
        requireNotClosed();
        return Child.start(name, command, folder);
    }

    private String bootstrapServers() throws IOException {
        return opened(BrokerProcess.class, BrokerProcess.class, () -> BrokerProcess.start(BrokerOptions.DEFAULT))
                .bootstrapServers();
    }

    private interface Opening<T> {
        T open() throws IOException;
    }

    private <T extends AutoCloseable> T opened(Object key, Class<T> type, Opening<T> opening) throws IOException {
        synchronized (open) {
            AutoCloseable known = open.get(key);
            if (known != null) return type.cast(known);
            requireNotClosed();
        }
        T made = opening.open();
        synchronized (open) {
            if (!closed) {
                open.put(key, made);
                return made;
            }
        }
        // Ctrl-C came while it was started.
        try {
            made.close();
        } catch (Exception e) {
            throw new IOException("a process that nobody needs any more did not close", e);
        }
        throw new IllegalStateException(CLOSED);
    }

    private void requireNotClosed() {
        if (closed) throw new IllegalStateException(CLOSED);
    }

    /** Ends a side that nobody needs any more, so that its idle threads disturb no other. */
    void end(Side side) {
        synchronized (open) {
            open.values().remove(side);
        }
        side.close();
    }

    /** Ends every process, the last one first, and deletes the folder. Idempotent; from any thread. */
    @Override
    public void close() {
        List<AutoCloseable> all;
        synchronized (open) {
            closed = true;
            all = new ArrayList<>(open.values());
            open.clear();
        }
        for (int i = all.size() - 1; i >= 0; i--) {
            try {
                all.get(i).close();
            } catch (Exception e) {
                System.err.println("bench: " + all.get(i) + " did not close: " + e);
            }
        }
        // Whatever was just being started.
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        delete();
    }

    private void delete() {
        if (!Files.exists(folder)) return;
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) Files.deleteIfExists(file);
        } catch (IOException e) {
            System.err.println("bench: " + folder + " cannot be deleted: " + e);
        }
    }
}
