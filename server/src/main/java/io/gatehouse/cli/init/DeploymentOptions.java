package io.gatehouse.cli.init;

import io.gatehouse.config.Requirement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The options of a new deployment.
 *
 * @param accounts the application accounts, at least one; letters, digits, dash and underscore
 * @param host where nats-server listens
 * @param port 1 to 65535
 * @param xkey whether requests and responses are sealed
 * @param defaultSentinel operator mode: whether clients may leave the sentinel credentials out (nats-server 2.11.2)
 */
public record DeploymentOptions(
        Mode mode, List<String> accounts, String host, int port, boolean xkey, boolean defaultSentinel) {
    static final String AUTH = "AUTH";
    static final String SYS = "SYS";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:_-]{1,253}");

    public DeploymentOptions {
        accounts = List.copyOf(accounts);
        Requirement.that(!accounts.isEmpty(), "at least one account is needed");
        Set<String> seen = new HashSet<>();
        for (String account : accounts) {
            Requirement.that(
                    NAME.matcher(account).matches(),
                    "the account name '" + account + "' may have letters, digits, dash and underscore only");
            Requirement.that(
                    !account.equals(AUTH) && !account.equals(SYS),
                    "the account " + account + " is made anyway, "
                            + (account.equals(AUTH) ? "for the service" : "for" + " the server itself")
                            + ": choose other names for the application accounts");
            Requirement.that(seen.add(account), "the account name " + account + " is given twice");
        }
        Requirement.that(HOST.matcher(host).matches(), "'" + host + "' is not an address to listen on");
        Requirement.that(port >= 1 && port <= 65535, "port " + port + " is not between 1 and 65535");
        Requirement.that(!defaultSentinel || mode == Mode.OPERATOR, "a default sentinel needs operator mode");
    }

    /** Operator mode with APP1, APP2 and an xkey, on 127.0.0.1:4222. */
    public static DeploymentOptions defaults() {
        return new DeploymentOptions(Mode.OPERATOR, List.of("APP1", "APP2"), "127.0.0.1", 4222, true, false);
    }

    public DeploymentOptions withMode(Mode newMode) {
        return new DeploymentOptions(newMode, accounts, host, port, xkey, defaultSentinel);
    }

    public DeploymentOptions withAccounts(List<String> newAccounts) {
        return new DeploymentOptions(mode, newAccounts, host, port, xkey, defaultSentinel);
    }

    public DeploymentOptions withPort(int newPort) {
        return new DeploymentOptions(mode, accounts, host, newPort, xkey, defaultSentinel);
    }

    public DeploymentOptions withXkey(boolean sealed) {
        return new DeploymentOptions(mode, accounts, host, port, sealed, defaultSentinel);
    }

    public DeploymentOptions withDefaultSentinel(boolean open) {
        return new DeploymentOptions(mode, accounts, host, port, xkey, open);
    }

    /** The address to listen on, as nats-server and URLs write it. */
    String authority() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    /** An address that clients on the same machine can use; a server that listens everywhere has none of its own. */
    public String reachable() {
        return switch (host) {
            case "0.0.0.0" -> "127.0.0.1:" + port;
            case "::" -> "[::1]:" + port;
            default -> authority();
        };
    }
}
