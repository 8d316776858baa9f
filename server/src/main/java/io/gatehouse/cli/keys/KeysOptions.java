package io.gatehouse.cli.keys;

import io.gatehouse.cli.place.RecordsFailure;
import io.gatehouse.cli.place.SystemCreds;
import io.gatehouse.cli.process.ProcessContext;
import io.gatehouse.cli.process.SettingsOptions;
import io.gatehouse.cli.process.ShellWords;
import io.gatehouse.nats.NatsSettings;
import io.gatehouse.nats.NatsSettings.Login;
import io.gatehouse.service.GatehouseSettings;
import io.gatehouse.service.SettingsLoader;
import io.gatehouse.sessions.SystemAccess;
import io.gatehouse.sessions.SystemException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The options that say whose keys are meant, and as whom the servers are asked about them. */
@Command
final class KeysOptions {
    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Mixin
    private SystemCreds systemCreds = new SystemCreds();

    /** The configuration with these options. */
    GatehouseSettings load(ProcessContext context) {
        SettingsLoader loader = settings.loader(context);
        systemCreds.giveTo(loader);
        return loader.load(settings.file(context));
    }

    /** Another of these commands that is for the same configuration, as it is to be typed. */
    String command(String name, Object... parameters) {
        return ProcessContext.program() + " keys " + name + " " + settings.given() + ShellWords.of(parameters);
    }

    /** Connects as a user of the system account. */
    static SystemAccess access(NatsSettings nats, Path creds) throws SystemException, InterruptedException {
        return SystemAccess.open(nats.as("gatehouse-keys", new Login.Creds(creds), nats.connectTimeout()));
    }

    /**
     * The same for a command that cannot do without.
     *
     * @throws RecordsFailure when that does not work
     */
    static SystemAccess access(GatehouseSettings settings) throws InterruptedException {
        Path creds = settings.check().sysCreds();
        if (creds == null) {
            throw new RecordsFailure("credentials of a user of the system account are needed to query the servers:"
                    + " pass --sys-creds FILE, or set check.sys_creds");
        }
        try {
            return access(settings.nats(), creds);
        } catch (SystemException e) {
            throw new RecordsFailure("the servers cannot be queried: " + e.getMessage() + "; nothing was changed");
        }
    }
}
