package io.gatehouse.load.clients;

import io.gatehouse.claims.CredsFile;
import io.gatehouse.load.clients.engine.ClientGroupPlan;
import io.gatehouse.load.clients.engine.Security;
import io.gatehouse.load.clients.engine.ServerLists;
import io.gatehouse.load.clients.engine.SourceAddresses;
import io.gatehouse.load.clients.policy.ReconnectPolicy;
import io.gatehouse.load.clients.wire.LoginWriter;
import io.gatehouse.load.nats.ServerAddress;
import io.gatehouse.load.options.LoadException;
import io.gatehouse.load.options.ReconnectOptions;
import io.gatehouse.load.options.TlsOptions;
import io.gatehouse.load.options.UserOptions;
import io.gatehouse.load.report.HtmlPage;
import io.gatehouse.load.request.TestUsers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say who the clients are and how they behave; a picocli mixin. */
final class ClientGroupOptions {
    @Option(
            names = "--server",
            paramLabel = "URL",
            split = ",",
            required = true,
            description =
                    "The broker's address, as nats://127.0.0.1:4222 or tls://host:4222; several with commas between them.")
    private List<String> servers = new ArrayList<>();

    @Option(names = "--spread", description = "Each client knows only one of the servers, by turns.")
    private boolean spread;

    @Option(names = "--clients", paramLabel = "N", defaultValue = "1000", description = "How many. Default: 1000")
    private int clients;

    @Mixin
    private final UserOptions userOptions = new UserOptions();

    @Option(
            names = "--users",
            paramLabel = "N",
            description = "How many users there are, shared by the clients in turn. Default: as many as clients")
    private @Nullable Integer users;

    @Option(
            names = "--sentinel",
            paramLabel = "FILE.creds",
            description = "Operator mode: the credentials that every client brings along with its own.")
    private @Nullable Path sentinel;

    @Mixin
    private final TlsOptions tls = new TlsOptions();

    @Mixin
    private final ReconnectOptions reconnects = new ReconnectOptions();

    @Option(
            names = "--connect-rate",
            paramLabel = "R",
            defaultValue = "1000",
            description = "First logins begun a second. Default: 1000")
    private double connectRate;

    @Option(
            names = "--connect-window",
            paramLabel = "N",
            defaultValue = "200",
            description = "First logins that may be on their way at once; the ramp is slower where it would be more."
                    + " Default: 200")
    private int connectWindow;

    @Option(
            names = "--source",
            paramLabel = "ADDRESS",
            split = ",",
            description = "Addresses to dial from. Default: the system's choice; 127.0.0.2 and up for more than 3,000"
                    + " clients on Linux's loopback.")
    private List<String> sources = new ArrayList<>();

    int clients() {
        return clients;
    }

    double connectRate() {
        return connectRate;
    }

    /**
     * The whole group.
     *
     * @throws IllegalArgumentException when an option cannot be used
     * @throws LoadException when a file cannot be read, or a host not be found
     */
    ClientGroupPlan plan() {
        List<ServerAddress> addresses =
                servers.stream().map(ServerAddress::parse).toList();
        ServerLists lists = new ServerLists(
                addresses.stream().map(ClientGroupOptions::resolve).toList(), spread);
        ReconnectPolicy rules = reconnects.policy();
        Security security = security(addresses);
        return new ClientGroupPlan(
                lists,
                clients,
                ClientGroupPlan.Share.ALL,
                connectRate,
                connectWindow,
                rules,
                new LoginWriter(users(), sentinelCreds(), rules.library(), security.wanted()),
                sources.isEmpty() ? SourceAddresses.choose(lists.all(), spread, clients) : sourceAddresses(),
                security);
    }

    private static InetSocketAddress resolve(ServerAddress server) {
        InetSocketAddress address = new InetSocketAddress(server.host(), server.port());
        if (address.isUnresolved()) {
            throw new LoadException("--server " + server + ": the host " + server.host() + " is not found");
        }
        return address;
    }

    private Security security(List<ServerAddress> addresses) {
        boolean wanted = tls.isWanted() || addresses.stream().anyMatch(ServerAddress::tls);
        return new Security(wanted, tls.tls());
    }

    private TestUsers users() {
        int count = users == null ? Math.max(1, clients) : users;
        if (count < 1) {
            throw new IllegalArgumentException("--users is " + count + "; at least 1 is needed");
        }
        return userOptions.users(count, 0);
    }

    private @Nullable CredsFile sentinelCreds() {
        if (sentinel == null) {
            return null;
        }
        try {
            return CredsFile.parse(Files.readString(sentinel));
        } catch (IOException e) {
            throw new LoadException("--sentinel " + sentinel + " cannot be read: " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new LoadException("--sentinel " + sentinel + ": " + e.getMessage(), e);
        }
    }

    private List<InetAddress> sourceAddresses() {
        List<InetAddress> addresses = new ArrayList<>();
        for (String source : sources) {
            try {
                addresses.add(InetAddress.getByName(source));
            } catch (UnknownHostException e) {
                throw new LoadException("--source " + source + " is not an address", e);
            }
        }
        return addresses;
    }

    /** How the run is described in a report. */
    List<HtmlPage.Fact> facts() {
        ReconnectPolicy rules = reconnects.policy();
        return List.of(
                new HtmlPage.Fact("servers", String.join(", ", servers) + (spread ? ", one for each client" : "")),
                new HtmlPage.Fact(
                        "rules of",
                        rules.library().label() + " " + rules.library().version() + ": wait "
                                + rules.reconnectWait().toMillis() + " ms, jitter "
                                + rules.jitter().toMillis() + " ms, "
                                + (rules.maxReconnects() < 0
                                        ? "reconnects forever"
                                        : rules.maxReconnects() + " reconnects")
                                + ", connect timeout " + rules.connectTimeout().toMillis() + " ms"),
                new HtmlPage.Fact("first logins begun", connectRate + " a second"),
                new HtmlPage.Fact("mode", sentinel == null ? "user and password" : "user, password and sentinel"));
    }
}
