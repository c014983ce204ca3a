package io.maskstream.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A self-signed certificate for 127.0.0.1 in two stores, made by the JDK's keytool.
 *
 * @param keys what the broker has
 * @param trust what its clients have
 * @param password of both
 */
record Certificates(Path keys, Path trust, String password) {

    static Certificates make(Path folder, String password) throws IOException, InterruptedException {
        Path keys = folder.resolve("broker.p12");
        Path trust = folder.resolve("trust.p12");
        Path certificate = folder.resolve("broker.pem");
        keytool(
                keys,
                password,
                "-genkeypair -keyalg EC -groupname secp256r1 -dname CN=127.0.0.1 -ext SAN=ip:127.0.0.1 -validity 2");
        keytool(keys, password, "-exportcert -rfc -file " + certificate);
        keytool(trust, password, "-importcert -noprompt -file " + certificate);
        return new Certificates(keys, trust, password);
    }

    private static void keytool(Path store, String password, String arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments.split(" ")));
        command.addAll(List.of(
                "-alias", "broker", "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", password));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) throw new IllegalStateException("keytool failed: " + output);
    }
}
