package io.gatehouse.load.clients.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cli.init.Deployment;
import io.gatehouse.cli.init.DeploymentOptions;
import io.gatehouse.load.clients.ClientsCommand;
import io.gatehouse.load.clients.CommandRun;
import io.gatehouse.load.rig.ChildProcess;
import io.gatehouse.testbed.NatsServer;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operator mode: every client brings the sentinel's credentials, and signs the server's nonce with them. */
@AgainstNatsServer
class SentinelIT {
    private static final int CLIENTS = 50;

    @TempDir
    private Path folder;

    @Test
    void clientsLogInBehindASentinel() throws IOException {
        DeploymentOptions options = DeploymentOptions.defaults().withAccounts(List.of(TemporaryDeployment.ACCOUNT));
        Deployment deployment = Deployment.create(folder.resolve("deployment"), options);
        new Passwords(0).writeUsers(deployment.users(), CLIENTS);
        try (NatsServer server = NatsServer.start(deployment.serverConf());
                ChildProcess service = ChildProcess.launch(
                        "the service",
                        TemporaryDeployment.service(deployment, BrokerRestartIT.GATEHOUSE, server.url()))) {
            CommandRun run = CommandRun.of(
                    new ClientsCommand(),
                    List.of(
                            "--server=" + server.url(),
                            "--clients=" + CLIENTS,
                            "--sentinel=" + deployment.sentinelCreds(),
                            // The service is starting meanwhile: until then attempts time out.
                            "--connect-timeout=1500ms",
                            "--reconnect-wait=200ms",
                            "--max-reconnects=-1",
                            "--pid=" + service.pid(),
                            "--server-pid=" + server.pid(),
                            "--json"));

            assertThat(run.exit()).as(run.err()).isZero();
            assertThat(run.figure("logged_in")).as(service.tail()).isEqualTo(CLIENTS);
            assertThat(run.figure("first_service_cpu_s")).isGreaterThan(0);
        }
    }
}
