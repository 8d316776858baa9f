package io.gatehouse.directory.http;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.Backend;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.HostResolver;
import io.gatehouse.directory.IdentityLookup;
import io.gatehouse.directory.LoginPart;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.Sharing;
import io.gatehouse.directory.web.WebAnswer;
import io.gatehouse.directory.web.WebClient;
import io.gatehouse.directory.web.WebServers;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.passwords.PasswordHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The directory of a service that is asked over HTTP about each login that is not remembered. */
final class HttpDirectory implements Directory {
    private final HttpDirectorySettings settings;
    private final WebClient client;
    private final WebServers servers;
    private final OwnCredentials ownCredentials;
    private final LoginExchange exchange;
    private final @Nullable RecordExchange records;
    private final long version = System.nanoTime();

    private HttpDirectory(HttpDirectorySettings settings, WebClient client, PasswordChecks checks, LongSupplier clock) {
        this.settings = settings;
        this.client = client;
        this.servers = new WebServers(client, settings.urls());
        this.ownCredentials = new OwnCredentials(client, settings.probeUrls(), settings.own());
        this.records = settings.mode() == HttpMode.LOOKUP ? new RecordExchange(settings, ownCredentials, checks) : null;
        this.exchange = switch (settings.mode()) {
            case JSON -> new JsonExchange(settings);
            case STATUS ->
                new StatusExchange(
                        settings,
                        ownCredentials,
                        new Strangers(client, settings.urls(), settings.web().timeout(), clock));
            case LOOKUP -> Objects.requireNonNull(records);
        };
    }

    /**
     * Opens it; connects to nothing.
     *
     * @param checks checks the passwords; not closed with it
     */
    static HttpDirectory open(HttpDirectorySettings settings, PasswordChecks checks) {
        return open(settings, HostResolver.of(settings.name()), checks);
    }

    /** @param hosts is closed with it */
    static HttpDirectory open(HttpDirectorySettings settings, HostResolver hosts, PasswordChecks checks) {
        return open(settings, hosts, checks, System::nanoTime);
    }

    /** @param clock by which it ages that a made-up login was refused */
    static HttpDirectory open(
            HttpDirectorySettings settings, HostResolver hosts, PasswordChecks checks, LongSupplier clock) {
        try {
            return new HttpDirectory(settings, WebClient.of(settings.web(), hosts), checks, clock);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public String type() {
        return HttpDirectoryType.TYPE;
    }

    @Override
    public Set<LoginPart> reads() {
        return exchange.reads();
    }

    @Override
    public @Nullable Lookup lookup(AuthorizationRequest login) {
        return exchange.takes(login) ? new HttpLookup(exchange, servers, login, version) : null;
    }

    @Override
    public @Nullable PasswordHash decoy() {
        return exchange.decoy();
    }

    /** Nobody says how many may wait for its connections. */
    @Override
    public Backend backend() {
        return Backend.adaptive()
                .serving(settings.web().poolSize() * settings.urls().size());
    }

    /**
     * Asks for the URL that is there for it, or else for a user who does not exist; in mode {@code status} for both, since whoever
     * answers there with 200 lets people in.
     */
    @Override
    public Mono<Void> probe() {
        return Mono.defer(() -> {
            long deadline = System.nanoTime() + settings.web().timeout().toNanos();
            boolean both =
                    settings.mode() == HttpMode.STATUS || settings.probeUrls().isEmpty();
            return ownCredentials.probe(deadline).then(both ? askForNobody(deadline) : Mono.empty());
        });
    }

    private Mono<Void> askForNobody(long deadline) {
        AuthorizationRequest nobody = MadeUpLogin.request();
        Mono<WebAnswer> answer = servers.send(
                url -> exchange.target(url, nobody), exchange.request(nobody), deadline, exchange::decides);
        return answer.doOnNext(exchange::verify).then();
    }

    /** Nobody says how a service compares names. */
    @Override
    public boolean mayIgnoreSpelling() {
        return true;
    }

    /** A service tells of no change. */
    @Override
    public Sharing sharing() {
        return Sharing.TIMED;
    }

    /** By the records of users; in other modes the service wants to know a password. */
    @Override
    public @Nullable IdentityLookup identityLookup() {
        RecordExchange asked = records;
        return asked == null ? null : user -> asked.takes(user) ? new RecordPoll(asked, servers, user, version) : null;
    }

    /** How many connections there are, in use or not. */
    int connections() {
        return client.connections();
    }

    @Override
    public void close() {
        client.close();
    }

    @Override
    public String toString() {
        return "HttpDirectory[" + settings.name() + "]";
    }
}
