package io.maskstream.it.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;

/** The other end of {@link Child}: says {@code ready}, then answers line by line until its input ends. */
final class Answers {

    interface Task {
        String answer(String[] words) throws IOException;
    }

    private Answers() {}

    static void answer(Task task) throws IOException {
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        System.out.println("ready");
        for (String line = questions.readLine(); line != null; line = questions.readLine())
            System.out.println(task.answer(line.split(" ")));
    }

    /** Ends this process when the parent is gone, whatever else runs. */
    static void endWithInput() {
        Thread watch = new Thread(
                () -> {
                    try {
                        System.in.transferTo(OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        // A broken pipe is the same news as its end.
                    }
                    Runtime.getRuntime().halt(0);
                },
                "parent-watch");
        watch.setDaemon(true);
        watch.start();
    }
}
