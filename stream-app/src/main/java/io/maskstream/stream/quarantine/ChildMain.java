package io.maskstream.stream.quarantine;

import io.maskstream.model.artifact.ModelArtifact;
import io.maskstream.model.artifact.ModelFolder;
import io.maskstream.model.runtime.BatchPredictor;
import io.maskstream.model.runtime.DeviceRequest;
import io.maskstream.model.runtime.LoadedModel;
import io.maskstream.model.runtime.TorchScriptRuntime;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The child JVM: loads a model and runs one image at a time, until its standard input ends. The images run on a daemon
 * thread, so that a call that hangs does not keep the JVM when its parent is gone.
 */
final class ChildMain {

    private final BatchPredictor predictor;
    private final int classes;
    private final DataOutputStream answers;

    private ChildMain(BatchPredictor predictor, int classes, DataOutputStream answers) {
        this.predictor = predictor;
        this.classes = classes;
        this.answers = answers;
    }

    /** @param args model folder, version, SHA-256 of its model file, device */
    public static void main(String[] args) throws IOException {
        DataOutputStream answers =
                new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
        // Whatever prints to the console must not print between the answers.
        System.setOut(System.err);
        ModelArtifact artifact = ModelFolder.of(Path.of(args[0])).read(args[1]).verify();
        if (!artifact.modelSha256().equals(args[2]))
            throw new IllegalStateException(
                    artifact + " has the hash " + artifact.modelSha256() + " now; the parent serves " + args[2]);
        try (TorchScriptRuntime runtime = TorchScriptRuntime.open(DeviceRequest.parse(args[3], OptionalInt.of(1)), 1);
                LoadedModel model = runtime.load(artifact);
                BatchPredictor predictor = model.predictor(runtime.slots().get(0))) {
            new ChildMain(predictor, model.spec().classes(), answers)
                    .answer(new DataInputStream(new BufferedInputStream(System.in)));
        }
    }

    private void answer(DataInputStream questions) throws IOException {
        answers.writeByte(Line.READY);
        answers.flush();
        ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
            Thread daemon = new Thread(task, "maskstream-examine");
            daemon.setDaemon(true);
            return daemon;
        });
        while (true) {
            try {
                float[] pixels = Line.floats(questions);
                thread.execute(() -> answer(pixels));
            } catch (EOFException e) {
                return;
            }
        }
    }

    private void answer(float[] pixels) {
        try {
            float[] logits = new float[classes];
            String failure = predict(pixels, logits);
            if (failure.isEmpty()) {
                answers.writeByte(Line.LOGITS);
                Line.floats(answers, logits);
            } else {
                answers.writeByte(Line.MESSAGE);
                answers.writeUTF(failure);
            }
            answers.flush();
        } catch (IOException e) {
            // The parent is gone, and with it the standard input.
        }
    }

    /** Why it failed; empty when it did not. */
    private String predict(float[] pixels, float[] logits) {
        try {
            predictor.predict(FloatBuffer.wrap(pixels), 1, logits);
            return "";
        } catch (RuntimeException | Error e) {
            String message = e.toString();
            return message.substring(0, Math.min(message.length(), 1000));
        }
    }
}
