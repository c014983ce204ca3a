package io.maskstream.stream.app;

import io.maskstream.stream.config.InvalidConfigException;
import io.maskstream.stream.config.PipelineConfig;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code maskstream config acls}: what the brokers have to allow. */
@Command(
        name = "acls",
        mixinStandardHelpOptions = true,
        description = {
            "Prints every permission that a pipeline needs on the brokers, as commands of Kafka's own tool.",
            "With these and no others it runs. An administrator executes them, with a --command-config of their own.",
            "",
            "Example: maskstream config acls --config pipeline.properties --principal User:gate-cameras"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:the configuration is not valid", "2:wrong usage, a wrong value of --set among it"})
final class AclsCommand implements Callable<Integer> {

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Option(
            names = "--principal",
            paramLabel = "TYPE:NAME",
            defaultValue = "User:NAME",
            description = "Who the brokers take the pipeline for (${DEFAULT-VALUE}, to be replaced).")
    private String principal = "";

    @Option(
            names = "--json",
            description =
                    "An object a line: {\"resource\",\"name\",\"pattern\":\"literal\"|\"prefixed\",\"operations\":[..]}.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            PipelineConfig config = options.load();
            String servers = config.standalone().bootstrapServers();
            for (Acl acl : Acl.of(config)) out.println(json ? line(acl) : KafkaTool.allow(servers, principal, acl));
            return CommandLine.ExitCode.OK;
        } catch (InvalidConfigException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return options.exitCode(e);
        } finally {
            out.flush();
        }
    }

    private static String line(Acl acl) {
        return JsonLine.of(Map.of(
                "resource", acl.resource(),
                "name", acl.name(),
                "pattern", acl.pattern(),
                "operations", acl.operations()));
    }
}
