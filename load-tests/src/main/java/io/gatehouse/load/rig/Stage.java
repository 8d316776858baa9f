package io.gatehouse.load.rig;

import io.gatehouse.load.options.LoadException;
import io.gatehouse.testbed.tools.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where services are put to work, on loopback: a plain nats-server, the callout's keys and a folder for users' files.
 * Nothing of it is left when it is closed.
 */
public final class Stage implements AutoCloseable {
    private final Keys keys;
    private final Path folder;
    private final Broker broker;
    private int started;

    private Stage(Keys keys, Path folder, Broker broker) {
        this.keys = keys;
        this.folder = folder;
        this.broker = broker;
    }

    /**
     * Starts the nats-server and makes the keys.
     *
     * @throws io.gatehouse.testbed.tools.ToolMissingException if there is no nats-server and none can be had
     */
    public static Stage open() {
        Broker broker = Broker.start();
        try {
            return new Stage(Keys.generate(), Files.createTempDirectory("gatehouse-load-"), broker);
        } catch (IOException e) {
            broker.close();
            throw new LoadException("A temporary folder cannot be made: " + e.getMessage(), e);
        }
    }

    /** A file of that name in the stage's own folder. */
    public Path file(String name) {
        return folder.resolve(name);
    }

    /** Starts a service with a users.json, and returns when it is ready. */
    public Running start(Service service, Path directory, Sealing sealing) {
        Post post = new Post(
                broker.url(),
                Broker.SERVICE,
                broker.password(),
                directory,
                keys.issuer().seed(),
                sealing == Sealing.XKEY ? keys.xkey().seed() : null);
        String group = "gatehouse-load-" + ProcessHandle.current().pid() + "-" + ++started;
        return Running.start(service, service.launch(post), group);
    }

    /** A run of the load tool against whatever serves here, with the logins of a list. */
    public Load load(Path logins, Sealing sealing) {
        Load load = new Load()
                .with("--server", broker.url())
                .with("--user", Broker.LOAD)
                .with("--password", broker.password())
                .with("--issuer", keys.issuer().publicKey().text())
                .with("--credentials", logins.toString())
                .with("--expect-pub", UserFiles.PUBLISH)
                .with("--expect-sub", UserFiles.SUBSCRIBE)
                .with("--server-pid", Long.toString(broker.pid()));
        return sealing == Sealing.XKEY
                ? load.with("--xkey", keys.xkey().publicKey().text())
                : load;
    }

    @Override
    public void close() {
        broker.close();
        FileTree.delete(folder);
    }
}
