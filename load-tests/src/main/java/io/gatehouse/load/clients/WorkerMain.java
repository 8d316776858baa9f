package io.gatehouse.load.clients;

import io.gatehouse.load.clients.engine.ClientGroup;
import io.gatehouse.load.clients.engine.ClientGroupPlan;
import io.gatehouse.load.clients.engine.LocalClientGroup;
import io.gatehouse.load.clients.workers.Worker;
import io.gatehouse.load.options.LoadException;
import io.gatehouse.load.options.LoadExitCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the process of a share of the clients begins; not for people. */
@Command(name = "clients-worker")
public final class WorkerMain implements Callable<Integer> {
    @Mixin
    private final ClientGroupOptions groupOptions = new ClientGroupOptions();

    @Option(names = "--share", required = true)
    private int share;

    @Option(names = "--shares", required = true)
    private int shares;

    private WorkerMain() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new WorkerMain())
                .setExecutionExceptionHandler((e, line, parsed) -> tell(e, line))
                .execute(args));
    }

    private static int tell(Exception e, CommandLine line) {
        if (e instanceof LoadException) {
            line.getErr().println("gatehouse load: " + e.getMessage());
        } else {
            e.printStackTrace(line.getErr());
        }
        return LoadExitCode.FAILED;
    }

    @Override
    public Integer call() throws IOException {
        ClientGroupPlan plan = groupOptions.plan().withShare(new ClientGroupPlan.Share(share, shares));
        try (ClientGroup group = new LocalClientGroup(plan)) {
            new Worker(group, System.out)
                    .serve(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
        }
        return LoadExitCode.OK;
    }

    /** The command that starts the process of a share, on this process's Java and class path. */
    static List<String> command(int share, int shares, List<String> groupArguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-Xmx1g", "-XX:+ExitOnOutOfMemoryError"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), WorkerMain.class.getName()));
        command.addAll(List.of("--share=" + share, "--shares=" + shares));
        command.addAll(groupArguments);
        return command;
    }
}
