package io.gatehouse.load.clients.scenario;

import io.gatehouse.cli.init.Deployment;
import io.gatehouse.cli.init.DeploymentOptions;
import io.gatehouse.cli.init.Mode;
import io.gatehouse.testbed.tools.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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
            Files.writeString(deployment.users(), passwords.usersJson(users));
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

    Deployment deployment() {
        return deployment;
    }

    Path serviceLog() {
        return folder.resolve("service.log");
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
