package io.gatehouse.load.rig;

import io.gatehouse.load.options.LoadException;
import io.gatehouse.load.request.TestUsers;
import io.gatehouse.testbed.tools.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The environment of a measurement, on loopback: a plain nats-server, the callout's keys and a folder for users' files.
 * Nothing of it is left when it is closed.
 */
public final class TestEnvironment implements AutoCloseable {
    private final CalloutKeys keys;
    private final Path folder;
    private final Broker broker;
    private int started;

    private TestEnvironment(CalloutKeys keys, Path folder, Broker broker) {
        this.keys = keys;
        this.folder = folder;
        this.broker = broker;
    }

    /**
     * Starts the nats-server and makes the keys.
     *
     * @throws io.gatehouse.testbed.tools.ToolMissingException if there is no nats-server and none can be had
     */
    public static TestEnvironment open() {
        Broker broker = Broker.start();
        try {
            return new TestEnvironment(CalloutKeys.generate(), Files.createTempDirectory("gatehouse-load-"), broker);
        } catch (IOException e) {
            broker.close();
            throw new LoadException("A temporary folder cannot be made: " + e.getMessage(), e);
        }
    }

    /** A file of that name in the environment's own folder. */
    public Path file(String name) {
        return folder.resolve(name);
    }

    /** Starts a service with a users.json, and returns when it is ready. */
    public RunningService start(ServiceUnderTest service, Path directory, Encryption encryption) {
        ServiceLaunchSettings settings = new ServiceLaunchSettings(
                broker.url(),
                Broker.SERVICE,
                broker.password(),
                directory,
                keys.issuer().seed(),
                encryption == Encryption.XKEY ? keys.xkey().seed() : null);
        String group = "gatehouse-load-" + ProcessHandle.current().pid() + "-" + ++started;
        return RunningService.start(service, service.launch(settings), group);
    }

    /** A run of the load tool against whatever serves here, with the logins of a list. */
    public ServersRun load(Path logins, Encryption encryption) {
        return plainLoad(logins, encryption)
                .with("--expect-pub", UserFiles.PUBLISH)
                .with("--expect-sub", UserFiles.SUBSCRIBE);
    }

    /** The same where users may do whatever their account may. */
    public ServersRun plainLoad(Path logins, Encryption encryption) {
        ServersRun run = new ServersRun()
                .with("--server", broker.url())
                .with("--user", Broker.LOAD)
                .with("--password", broker.password())
                .with("--issuer", keys.issuer().publicKey().text())
                .with("--credentials", logins.toString())
                .with("--server-pid", Long.toString(broker.pid()));
        return encryption == Encryption.XKEY
                ? run.with("--xkey", keys.xkey().publicKey().text())
                : run;
    }

    /** Asks whether one user is let in. */
    public LoginProbe probe(String user, String password, Encryption encryption) {
        return probe(TestUsers.patterned(1, user, password, 0), encryption);
    }

    /** Asks whether users are let in. */
    public LoginProbe probe(TestUsers users, Encryption encryption) {
        BrokerClient client = BrokerClient.connect(broker.url(), Broker.LOAD, broker.password());
        return new LoginProbe(client, keys, encryption, users);
    }

    @Override
    public void close() {
        broker.close();
        FileTree.delete(folder);
    }
}
