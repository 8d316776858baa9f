package io.gatehouse.directory.oidc.kubernetes;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.Backend;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.HostResolver;
import io.gatehouse.directory.LoginPart;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.ReloadRecorder;
import io.gatehouse.directory.oidc.BearerPart;
import io.gatehouse.drops.Drop;
import io.gatehouse.policy.LateErrors;
import io.gatehouse.policy.UndecidedException;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The directory of a cluster's service accounts: a client is the service account whose token it brings, until the token ends. It says who
 * somebody is and not what they may. What is no token of a service account is not looked at.
 */
final class KubernetesDirectory implements Directory {
    private final KubernetesSettings settings;
    private final ApiServer server;
    private final TokenCheck check;
    private final BearerPart part;
    private volatile boolean closed;

    private KubernetesDirectory(KubernetesSettings settings, ApiServer server, TokenCheck check) {
        this.settings = settings;
        this.server = server;
        this.check = check;
        this.part = new BearerPart(settings.user(), false);
    }

    /**
     * Opens it, and waits for nobody.
     *
     * @param watched hears whether keys can be asked for, where there are any
     */
    static KubernetesDirectory open(KubernetesSettings settings, Supplier<ReloadRecorder> watched) {
        return open(settings, watched, HostResolver.of(settings.name()), InstantSource.system());
    }

    /** @param hosts is closed with it */
    static KubernetesDirectory open(
            KubernetesSettings settings, Supplier<ReloadRecorder> watched, HostResolver hosts, InstantSource clock) {
        ApiServer server = ApiServer.of(settings, hosts);
        return new KubernetesDirectory(
                settings,
                server,
                switch (settings.mode()) {
                    case JWKS -> KeyCheck.start(settings, server, clock, watched.get());
                    case TOKEN_REVIEW -> new ReviewCheck(settings, server, clock);
                });
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public String type() {
        return KubernetesDirectoryType.TYPE;
    }

    @Override
    public Set<LoginPart> reads() {
        return part.reads();
    }

    @Override
    public @Nullable Lookup lookup(AuthorizationRequest login) {
        BearerPart.Brought brought = part.of(login.connect());
        return brought == null ? null : new KubernetesLookup(brought.text(), check, this::token);
    }

    /** A token of a namespace that is taken; null for every other. */
    private @Nullable ClusterAccountToken token(String text) {
        if (closed) {
            throw new UndecidedException(Drop.UNDECIDED, "the directory is closed");
        }
        ClusterAccountToken token = ClusterAccountToken.parse(text);
        return token != null && settings.takes(token.account().namespace()) ? token : null;
    }

    @Override
    public Backend backend() {
        return check.backend();
    }

    @Override
    public Mono<Void> probe() {
        return check.probe().contextWrite(LateErrors::ignored);
    }

    /** How many connections there are, in use or not. */
    int connections() {
        return server.connections();
    }

    @Override
    public void close() {
        closed = true;
        check.close();
    }

    @Override
    public String toString() {
        return "KubernetesDirectory[" + name() + "]";
    }
}
