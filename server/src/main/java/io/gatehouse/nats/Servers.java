package io.gatehouse.nats;

import io.gatehouse.nats.ServerUrl.Scheme;
import io.gatehouse.tls.HostAddress;
import io.gatehouse.tls.TlsSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The servers to connect to, in turn: those of the settings, then those that were announced by them. */
public final class Servers {
    private final TlsSettings tls;
    private final List<Server> configured;
    private List<Server> all;
    private int next;
    private int left;

    public Servers(NatsSettings settings) {
        this.tls = settings.tls();
        this.configured = settings.inTurn();
        this.all = configured;
        this.left = all.size();
    }

    /** The next one. */
    public Server next() {
        Server server = all.get(next % all.size());
        next = (next + 1) % all.size();
        left--;
        return server;
    }

    /** Whether each was tried since the last {@link #begin}. */
    public boolean isRoundOver() {
        return left <= 0;
    }

    /** Begins a round, with the one behind the last. */
    public void begin() {
        left = all.size();
    }

    /** Has the one behind this be the next. */
    public void passOver(Server server) {
        int at = all.indexOf(server);
        next = at < 0 ? next : (at + 1) % all.size();
    }

    /**
     * Takes up what a server tells of the others, in place of what was told before.
     *
     * @param by it must have been verified
     * @param told {@code host:port}
     */
    public void learn(Server by, List<String> told) {
        Map<String, Server> known = new LinkedHashMap<>();
        configured.forEach(server -> known.put(key(server.url()), server));
        for (String other : told) {
            Server server = learned(by, other);
            if (server != null) {
                known.putIfAbsent(key(server.url()), server);
            }
        }
        Server upcoming = all.get(next % all.size());
        all = new ArrayList<>(known.values());
        next = Math.max(0, all.indexOf(upcoming));
    }

    private static String key(ServerUrl url) {
        return url.host().toLowerCase(Locale.ROOT) + ' ' + url.port();
    }

    /** An address has no name of its own in a certificate as a rule: it is verified as the server that told of it. */
    private @Nullable Server learned(Server by, String hostPort) {
        Scheme scheme = by.url().scheme();
        if (scheme.websocket()) {
            return null;
        }
        try {
            ServerUrl plain = ServerUrlReading.read(hostPort).url();
            ServerUrl url = new ServerUrl(scheme, plain.host(), plain.port(), "");
            boolean isNamed = HostAddress.is(url.host()) && !HostAddress.is(by.name());
            return isNamed ? new Server(url, by.name()) : Server.configured(url, tls);
        } catch (ServerUrlException e) {
            return null;
        }
    }
}
