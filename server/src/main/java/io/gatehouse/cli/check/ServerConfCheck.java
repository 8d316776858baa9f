package io.gatehouse.cli.check;

import io.gatehouse.cli.check.conf.ConfException;
import io.gatehouse.cli.check.conf.ConfRules;
import io.gatehouse.cli.check.conf.ServerConf;
import io.gatehouse.cli.check.conf.ServerVerdict;
import io.gatehouse.cli.check.finding.Findings;
import io.gatehouse.service.GatehouseSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks at nats-server's configuration file by itself: whether a server would start with it, and is of our mode. */
final class ServerConfCheck {
    private final GatehouseSettings settings;
    private final Map<String, String> environment;
    private final Findings findings;
    private boolean otherMode;

    ServerConfCheck(GatehouseSettings settings, Map<String, String> environment, Findings findings) {
        this.settings = settings;
        this.environment = environment;
        this.findings = findings;
    }

    /** What the file says; null when there is none, or it cannot be used. */
    @Nullable ServerConf run() throws InterruptedException {
        Path file = settings.check().serverConf();
        if (file == null) {
            return null;
        }
        try {
            ServerConf conf = ServerConf.read(file, environment);
            judge(file, conf, verdict(file, conf));
            AuthTimeout.check(conf.authTimeout(), settings.pipeline().budget(), file + ": nats-server", findings);
            return ofOurMode(file, conf);
        } catch (ConfException e) {
            unreadable(file, e);
            return null;
        }
    }

    /** Whether the file turned out to be of a server in the other mode. */
    boolean isOfOtherMode() {
        return otherMode;
    }

    /** nats-server's own word counts, but for what it finds out only when it starts. */
    private void judge(Path file, ServerConf conf, ServerVerdict.@Nullable Said said) {
        List<ConfRules.Mistake> mistakes = conf.mistakes().stream()
                .filter(mistake -> said == null || !said.valid() || !mistake.unknownField())
                .toList();
        mistakes.forEach(mistake -> findings.fail(mistake.toString()));
        if (said == null) {
            return;
        }
        if (said.valid()) {
            findings.ok(file + ": nats-server " + said.version() + " -t finds nothing wrong");
        } else if (said.isWarning()) {
            findings.warn(file + ": nats-server " + said.version() + " -t warns: " + said.reason());
        } else if (said.isAboutFiles()) {
            findings.warn(
                    file + ": nats-server " + said.version() + " -t, as this user and in this folder, says: "
                            + said.reason(),
                    "run it where the server runs");
        } else if (mistakes.isEmpty()) {
            findings.fail(file + ": nats-server " + said.version() + " -t refuses it: " + said.reason());
        }
    }

    private void unreadable(Path file, ConfException e) throws InterruptedException {
        String message = String.valueOf(e.getMessage());
        ServerVerdict.Said said = Files.isReadable(file) ? verdict(file, null) : null;
        if (said != null && said.valid()) {
            findings.warn(
                    message,
                    "nats-server " + said.version() + " -t takes the file, so only the comparison with"
                            + " it is left out");
        } else {
            findings.fail(message, "correct it there, or name another file with check.server_conf or --server-conf");
        }
        findings.skip("what is compared with " + file, "it cannot be read");
    }

    /** A nats-server that is told to test its file makes the resolver's folder; it is only asked where that is there. */
    private ServerVerdict.@Nullable Said verdict(Path file, @Nullable ServerConf conf) throws InterruptedException {
        Optional<ServerVerdict> server = ServerVerdict.atHand(environment);
        Path folder = conf == null ? null : conf.resolverFolder();
        boolean unknown = conf == null && settings.operatorMode();
        if (server.isEmpty() || unknown || (folder != null && !Files.isDirectory(folder))) {
            return null;
        }
        try {
            return server.get().on(file);
        } catch (IOException e) {
            findings.skip(file + " with nats-server -t", String.valueOf(e.getMessage()));
            return null;
        }
    }

    private @Nullable ServerConf ofOurMode(Path file, ServerConf conf) {
        if (conf.operatorMode() == settings.operatorMode()) {
            return conf;
        }
        if (conf.operatorMode()) {
            findings.fail(
                    file + " is of a server in operator mode, and no accounts are configured here",
                    "add accounts with their ids and signing keys");
        } else {
            findings.fail(
                    file + " is of a server in config mode, and accounts with signing keys are configured here",
                    "remove accounts; users are placed by the accounts' names");
        }
        findings.skip("what is compared with " + file, "it is of the other mode");
        otherMode = true;
        return null;
    }
}
