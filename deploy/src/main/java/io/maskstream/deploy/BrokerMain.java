package io.maskstream.deploy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import kafka.Kafka;
import kafka.tools.StorageTool;

/**
 * The child JVM's entry point: formats the storage where that is still to do, then runs Kafka's own main.
 *
 * <p>Standard input is a pipe from the parent. A byte on it means: stop in order. Its end means that the parent is gone,
 * however it went, and the broker ends at once: a killed parent leaves no broker behind.
 */
final class BrokerMain {

    /** Any byte would do. */
    static final int STOP = 's';

    private BrokerMain() {}

    /** @param args the server properties file, and when the storage is new the cluster id and arguments for its formatting */
    public static void main(String[] args) {
        Thread parentWatch = new Thread(BrokerMain::endWithParent, "parent-watch");
        parentWatch.setDaemon(true);
        parentWatch.start();
        if (args.length >= 2) {
            List<String> format = new ArrayList<>(List.of("format", "--standalone", "-t", args[1], "-c", args[0]));
            format.addAll(Arrays.asList(args).subList(2, args.length));
            int code = StorageTool.execute(format.toArray(String[]::new), System.out);
            if (code != 0) System.exit(code);
        }
        Kafka.main(new String[] {args[0]});
    }

    private static void endWithParent() {
        try {
            if (System.in.read() >= 0) System.exit(0);
        } catch (IOException e) {
            // A broken pipe is the same news as its end.
        }
        Runtime.getRuntime().halt(0);
    }
}
