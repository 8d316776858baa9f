package io.gatehouse.cli.init;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/** The files of a deployment and their places in its folder. */
public record Deployment(Path dir, Mode mode) {
    static final String SERVER_CONF = "server.conf";
    static final String SETTINGS = "gatehouse.yaml";
    static final String USERS = "users.json";
    static final String SERVICE_CREDS = "creds/service.creds";
    static final String SENTINEL_CREDS = "creds/sentinel.creds";
    static final String SYS_CREDS = "creds/sys.creds";
    static final String SERVICE_PASSWORD = "creds/service.password";
    static final String SYS_PASSWORD = "creds/sys.password";

    private static final Set<String> PARTS = Set.of(SERVER_CONF, SETTINGS, USERS, "keys", "creds");

    /**
     * Makes a new deployment; either all of it or nothing.
     *
     * @param dir a folder that is not there yet, or holds none of the files to be made
     * @throws IOException when something would be overwritten, or cannot be written
     */
    public static Deployment create(Path dir, DeploymentOptions options) throws IOException {
        Path folder = dir.toAbsolutePath().normalize();
        NewFiles files = new NewFiles();
        if (options.mode() == Mode.OPERATOR) {
            new OperatorPlan(folder, options, System.currentTimeMillis() / 1000).addTo(files);
        } else {
            new ConfigPlan(options).addTo(files);
        }
        files.write(folder);
        return new Deployment(folder, options.mode());
    }

    /** Whether a file or folder of this name is made in every deployment. */
    public static boolean isPart(String name) {
        return PARTS.contains(name);
    }

    /** nats-server's configuration. */
    public Path serverConf() {
        return dir.resolve(SERVER_CONF);
    }

    /** The service's configuration. */
    public Path settings() {
        return dir.resolve(SETTINGS);
    }

    public Path users() {
        return dir.resolve(USERS);
    }

    /** Operator mode: the service's credentials. */
    public Path serviceCreds() {
        return dir.resolve(SERVICE_CREDS);
    }

    /** Operator mode: what every client brings beside its own user and password. */
    public Path sentinelCreds() {
        return dir.resolve(SENTINEL_CREDS);
    }

    /** Operator mode: a user of the system account. */
    public Path sysCreds() {
        return dir.resolve(SYS_CREDS);
    }

    /** Config mode: the password of the user {@code sys} of the system account. */
    public Path sysPassword() {
        return dir.resolve(SYS_PASSWORD);
    }

    /** A key file, such as {@code APP1.signing} or {@code xkey}. */
    public Path key(String name) {
        return dir.resolve("keys").resolve(name + ".nk");
    }
}
