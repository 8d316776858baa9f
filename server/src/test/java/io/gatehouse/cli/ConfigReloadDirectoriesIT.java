package io.gatehouse.cli;

import io.gatehouse.cli.FiveDirectories.Named;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Directories of each type are removed and added while a user logs in 200 times a second; none of these logins is lost. */
@AgainstNatsServer
@Tag("heavy")
class ConfigReloadDirectoriesIT {
    @TempDir
    private Path folder;

    /** Without a directory, and the rule of the same name. */
    private static String without(String yaml, Named directory) {
        return yaml.replaceAll("(?m)^  " + directory.name().toLowerCase(Locale.ROOT) + ":\\n(    .*\\n)+", "");
    }

    @Test
    void certificatesNkeysAndTokensAreRemovedAndAdded() throws Exception {
        FiveDirectories directories = FiveDirectories.in(folder);
        Stage.Builder builder = directories
                .stage()
                .prepared(deployment -> Files.writeString(
                        deployment.settings(), without(Files.readString(deployment.settings()), Named.STAFF)));
        try (PacedReloads reloads = PacedReloads.open(builder, "fred", "f1", "20ms")) {
            Stage stage = reloads.stage();
            for (Named each : List.of(Named.DEVICES, Named.MACHINES, Named.API)) {
                String type = "directories." + each.name().toLowerCase(Locale.ROOT) + ".type";
                directories.logIn(stage, each).close();

                reloads.take(type, without(reloads.yaml(), each));
                Refusal.of(directories.client(stage, each));

                reloads.take(type, reloads.yaml());
                directories.logIn(stage, each).close();
            }
        }
    }
}
