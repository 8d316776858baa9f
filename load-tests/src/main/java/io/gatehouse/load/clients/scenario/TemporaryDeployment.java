package io.gatehouse.load.clients.scenario;

import io.gatehouse.cli.init.Deployment;
import io.gatehouse.cli.init.DeploymentOptions;
import io.gatehouse.cli.init.Mode;
import io.gatehouse.load.rig.LaunchCommand;
import io.gatehouse.testbed.tools.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A temporary folder with a deployment as {@code gatehouse init --mode config} makes it, and as many users as asked for. */
final class TemporaryDeployment implements AutoCloseable {
    static final String ACCOUNT = "APP";

    private final Path folder;
    private final Deployment deployment;
    private final Thread atExit;

    private TemporaryDeployment(Path folder, Deployment deployment) {
        this.folder = folder;
        this.deployment = deployment;
        this.atExit = new Thread(() -> FileTree.delete(folder), "scenario-cleanup");
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Makes one. */
    static TemporaryDeployment create(int users, Passwords passwords, boolean xkey) throws IOException {
        Path folder = Files.createTempDirectory("gatehouse-storm-").toRealPath();
        try {
            DeploymentOptions options = DeploymentOptions.defaults()
                    .withMode(Mode.CONFIG)
                    .withAccounts(List.of(ACCOUNT))
                    .withXkey(xkey);
            Deployment deployment = Deployment.create(folder.resolve("deployment"), options);
            passwords.writeUsers(deployment.users(), users);
            return new TemporaryDeployment(folder, deployment);
        } catch (IOException | RuntimeException e) {
            FileTree.delete(folder);
            throw e;
        }
    }

    /** server.conf, with room for so many clients. */
    String serverConf(int clients) throws IOException {
        return Files.readString(deployment.serverConf()) + "\nmax_connections: " + (clients + 1000) + "\n";
    }

    /**
     * A service that is started with {@code sh -c}; the command must end in an {@code exec} for its CPU to be measured. Its
     * environment has {@code NATS_URL}, {@code NATS_USER}, {@code NATS_PASSWORD_FILE}, {@code ISSUER_SEED_FILE}, {@code
     * XKEY_SEED_FILE} (missing without an xkey), {@code USERS_JSON} and {@code GATEHOUSE_CONFIG}.
     */
    LaunchCommand service(String command, String url) {
        return service(deployment, command, url);
    }

    static LaunchCommand service(Deployment deployment, String command, String url) {
        Map<String, String> environment = new HashMap<>();
        environment.put("NATS_URL", url);
        environment.put("NATS_USER", "gatehouse");
        environment.put(
                "NATS_PASSWORD_FILE",
                deployment.dir().resolve("creds/service.password").toString());
        environment.put("ISSUER_SEED_FILE", deployment.key("issuer").toString());
        environment.put("USERS_JSON", deployment.users().toString());
        environment.put("GATEHOUSE_CONFIG", deployment.settings().toString());
        Path xkey = deployment.key("xkey");
        if (Files.exists(xkey)) {
            environment.put("XKEY_SEED_FILE", xkey.toString());
        }
        return new LaunchCommand(List.of("sh", "-c", command), environment);
    }

    @Override
    public void close() {
        FileTree.delete(folder);
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException alreadyEnding) {
            return;
        }
    }
}
