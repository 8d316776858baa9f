package io.gatehouse.load.servers;

import io.gatehouse.load.options.LoadException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code gatehouse load servers}. */
@Command(
        name = "servers",
        mixinStandardHelpOptions = true,
        description = "Plays nats-servers that ask a callout service about clients, and judges every answer.")
public final class ServersCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new LoadException("load servers is not in this build");
    }
}
