package io.maskstream.stream.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** An HTTP server on loopback that answers as badly as a test wants; one request a connection. */
final class LocalServer implements AutoCloseable {

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    LocalServer() throws IOException {
        daemon(this::accept);
    }

    interface Answer {
        void write(OutputStream out) throws IOException, InterruptedException;
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    int port() {
        return socket.getLocalPort();
    }

    LocalServer on(String path, Answer answer) {
        answers.put(path, answer);
        return this;
    }

    /** A different one each time; the last again and again. */
    LocalServer on(String path, Answer first, Answer... then) {
        List<Answer> left = new ArrayList<>(List.of(then));
        left.add(0, first);
        return on(path, out -> {
            Answer next;
            synchronized (left) {
                next = left.size() > 1 ? left.remove(0) : left.get(0);
            }
            next.write(out);
        });
    }

    /** Of each request, its first line. */
    List<String> requests() {
        return requests;
    }

    static Answer status(int status, String... headers) {
        return out -> head(out, status, headers);
    }

    static Answer ok(byte[] body) {
        return ok(body, body.length);
    }

    /** @param length what the header says */
    static Answer ok(byte[] body, long length) {
        return out -> {
            head(out, 200, "Content-Length: " + length);
            out.write(body);
        };
    }

    /** Without a length: the end of the connection is that of the body. */
    static Answer unknownLength(byte[] body) {
        return out -> {
            head(out, 200);
            out.write(body);
        };
    }

    Answer hang() {
        return out -> closed.await();
    }

    /** One byte at a time, each soon enough for a socket's timeout. */
    Answer drip(int bytes) {
        return out -> {
            head(out, 200, "Content-Length: " + bytes);
            for (int i = 0; i < bytes && closed.getCount() > 0; i++) {
                out.write(1);
                out.flush();
                if (closed.await(50, java.util.concurrent.TimeUnit.MILLISECONDS)) return;
            }
        };
    }

    static void head(OutputStream out, int status, String... headers) throws IOException {
        out.write(("HTTP/1.1 " + status + " Whatever\r\nConnection: close\r\n" + String.join("\r\n", headers)
                        + (headers.length == 0 ? "\r\n" : "\r\n\r\n"))
                .getBytes(ISO_8859_1));
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = socket.accept();
                connections.add(connection);
                daemon(() -> serve(connection));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            BufferedReader in = new BufferedReader(new InputStreamReader(connection.getInputStream(), ISO_8859_1));
            String request = in.readLine();
            if (request == null) return;
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                // Headers.
            }
            requests.add(request);
            answers.getOrDefault(request.split(" ")[1], status(404, "Content-Length: 0"))
                    .write(connection.getOutputStream());
        } catch (IOException | InterruptedException e) {
            // The client has gone, or the server.
        }
    }

    private static void daemon(Runnable action) {
        Thread thread = new Thread(action, "local-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        socket.close();
        for (Socket connection : connections) connection.close();
    }
}
