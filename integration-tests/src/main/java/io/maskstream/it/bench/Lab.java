package io.maskstream.it.bench;

import io.maskstream.deploy.BrokerOptions;
import io.maskstream.deploy.BrokerProcess;
import io.maskstream.deploy.TemporaryFolder;
import io.maskstream.it.Application;
import io.maskstream.it.Distribution;
import io.maskstream.it.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The broker, the models, the frames and every process of a benchmark, made when they are first asked for. It owns them all:
 * after {@link #close} none is left. For one thread, but for close.
 */
final class Lab implements AutoCloseable {

    private static final int PICTURES = 64;
    private static final long SECONDS_TO_END = 10;

    private final LabSettings settings;
    private final Distribution distribution;
    private final TemporaryFolder folder;
    private final Turns turns;
    private final Opened opened = new Opened();
    private final Map<FrameFormat, Corpus> corpora = new EnumMap<>(FrameFormat.class);
    private int started;

    Lab(LabSettings settings, Distribution distribution) throws IOException {
        this.settings = settings;
        this.distribution = distribution;
        this.folder = TemporaryFolder.create("maskstream-bench-");
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
        return folder.path();
    }

    boolean isShippedModel() {
        return settings.model().toString().isEmpty();
    }

    /** NAME/VERSION of the model that is called nano here: the shipped one, or the user's. */
    Path nano() {
        return isShippedModel()
                ? distribution.home().resolve("models/dmc-nano-fashion/2")
                : settings.model().toAbsolutePath();
    }

    /** NAME/VERSION of the first of so many versions of an exported network. */
    Path exported(Network network, int versions) throws IOException {
        Path models = folder().resolve("models-" + versions);
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

    /** Whether frames are the user's, in whatever format. */
    boolean hasOwnImages() {
        return !settings.images().toString().isEmpty();
    }

    /** Those that differ: the user's images are one, called RAW. */
    List<FrameFormat> formats() {
        return hasOwnImages() ? List.of(FrameFormat.RAW) : List.of(FrameFormat.values());
    }

    /** Such as {@code 32x32 PNG}. */
    String description(FrameFormat format) {
        return hasOwnImages() ? "your images" : format.description();
    }

    /** The folder of the frames. */
    Path frames(FrameFormat format) throws IOException {
        if (hasOwnImages()) return settings.images();
        Path frames = folder().resolve(format.label());
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
        return opened.get(setup, PipelineSide.class, () -> {
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
            Instant start = Instant.now();
            Application application = Application.start(distribution, name, folder(), all, setup.java());
            try {
                application.awaitReady();
                Instant ready = Instant.now();
                Traffic traffic = new Traffic(bootstrapServers(), topics, corpus, application::isAlive);
                return new PipelineSide(application, traffic, start, ready);
            } catch (RuntimeException e) {
                application.close();
                throw e;
            }
        });
    }

    /** The baseline, decoding and predicting. */
    LoopSide bare(Path model, FrameFormat format, int batch) throws IOException {
        record Key(Path model, FrameFormat format, int batch) {}
        return opened.get(new Key(model, format, batch), LoopSide.class, () -> bareAlone(model, format, batch));
    }

    /** As {@link #bare}, but not kept: the caller closes it. */
    LoopSide bareAlone(Path model, FrameFormat format, int batch) throws IOException {
        String[] arguments = {model.toString(), frames(format).toString(), settings.device(), String.valueOf(batch)};
        return new LoopSide(child("bare-" + ++started, Jvm.command(BareLoop.class, arguments)), "run");
    }

    /** A consumer and producer of another's, that is told servers, input, output and model. */
    PeerSide peer(Peer peer, Path model, FrameFormat format) throws IOException {
        record Key(Peer peer, Path model, FrameFormat format) {}
        return opened.get(new Key(peer, model, format), PeerSide.class, () -> {
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
        opened.requireNotClosed();
        return Child.start(name, command, folder());
    }

    private String bootstrapServers() throws IOException {
        return opened.get(BrokerProcess.class, BrokerProcess.class, () -> BrokerProcess.start(BrokerOptions.DEFAULT))
                .bootstrapServers();
    }

    /** Ends a side that nobody needs any more, so that its idle threads disturb no other. */
    void end(Side side) {
        opened.end(side);
    }

    /** Ends all sides, in whatever state they are; the broker stays. */
    void endSides() {
        opened.endSides();
    }

    /** Ends every process, the last one first, and deletes the folder. Idempotent; from any thread. */
    @Override
    public void close() {
        opened.close();
        // Whatever was just being started.
        List<ProcessHandle> rest = ProcessHandle.current().descendants().toList();
        rest.forEach(ProcessHandle::destroyForcibly);
        try {
            // They would write into the folder.
            CompletableFuture.allOf(rest.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                    .orTimeout(SECONDS_TO_END, TimeUnit.SECONDS)
                    .join();
            folder.close();
        } catch (CompletionException | UncheckedIOException e) {
            System.err.println("bench: " + folder() + " may be left: " + e);
        }
    }
}
