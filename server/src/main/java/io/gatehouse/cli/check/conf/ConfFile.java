package io.gatehouse.cli.check.conf;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * nats-server's configuration as it stands, with the files that it includes from its own folder.
 *
 * @param root all of its settings
 * @param mistakes what nats-server would refuse although the syntax is right
 */
public record ConfFile(ConfValue root, List<ConfRules.Mistake> mistakes) {
    /**
     * Reads a configuration.
     *
     * @throws ConfException when nats-server could not read it either, or an include leads out of the folder
     */
    public static ConfFile read(Path file, Map<String, String> environment) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        ConfReader reader = new ConfReader(environment, folder);
        ConfValue root = reader.read(file);
        return new ConfFile(root, new ConfRules(reader, false).mistakes(root));
    }
}
