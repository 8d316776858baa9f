package io.gatehouse.cli.place;

import io.gatehouse.service.SettingsLoader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The option that says as whom servers are asked what the system account alone may know. */
@Command
public final class SystemCreds {
    private static final String NAME = "--sys-creds";

    @Option(
            names = NAME,
            order = 5,
            paramLabel = "FILE",
            description = "Credentials of a user of the system account, to ask the servers. Default: check.sys_creds.")
    private @Nullable String file;

    /** Tells what is given. */
    public void giveTo(SettingsLoader loader) {
        if (file != null) {
            loader.option("check.sys_creds", NAME, file);
        }
    }
}
