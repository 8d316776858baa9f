package io.gatehouse.service;

import io.gatehouse.admin.AdminAccess;
import io.gatehouse.admin.AdminListener;
import io.gatehouse.admin.AdminLog;
import io.gatehouse.admin.AdminReply;
import io.gatehouse.admin.AdminRoute;
import io.gatehouse.admin.AdminSettings;
import io.gatehouse.admin.AdminToken;
import io.gatehouse.admin.status.Observed;
import io.gatehouse.admin.status.Observed.Configured;
import io.gatehouse.admin.status.SessionSource;
import io.gatehouse.admin.status.StatusPage;
import io.gatehouse.admin.status.Vitals;
import io.gatehouse.explain.ExplainRequestJson;
import io.gatehouse.policy.LateErrors;
import io.gatehouse.service.revoke.LiveRevocation;
import io.gatehouse.service.search.Searched;
import io.gatehouse.service.search.UserSearch;
import io.gatehouse.sessions.Sessions;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** The admin requests of a service, each of which is answered as soon as there is what it asks for. */
final class AdminRequests implements AutoCloseable {
    private static final AdminReply STARTING = new AdminReply(503, "{\"status\":\"starting\"}");
    private static final AdminReply STOPPING = new AdminReply(
            503, "{\"problem\":\"the service is stopping: send the request to another instance, or again later\"}");

    private final Supplier<@Nullable Reloader> reloader;
    private final Supplier<@Nullable LiveExplainer> explainer;
    private final Supplier<@Nullable LiveRevocation> revocation;
    private final AdminToken token;
    private final StatusPage status;
    private final UserSearch search;
    private final Sinks.One<AdminReply> stopping = Sinks.one();
    private volatile boolean stops;

    /**
     * @param settings what the service was started with
     * @param vitals what is shown of it whatever it is configured with
     * @param reloader null as long as there is none
     * @param explainer the same
     * @param revocation the same
     */
    AdminRequests(
            GatehouseSettings settings,
            Vitals vitals,
            Supplier<@Nullable Reloader> reloader,
            Supplier<@Nullable LiveExplainer> explainer,
            Supplier<@Nullable LiveRevocation> revocation) {
        this.reloader = reloader;
        this.explainer = explainer;
        this.revocation = revocation;
        this.token = new AdminToken(settings.admin().token());
        SessionSource sessions = new SessionSource(settings.revocation() != null, this::sessions);
        this.status = new StatusPage(
                new Observed(vitals, settings.mode(), settings.passwords().threads(), this::configured, sessions));
        this.search = new UserSearch(this::searched, sessions);
    }

    /**
     * Who may make them, and where.
     *
     * @param audit hears of them where there is an audit log; otherwise the log does
     */
    AdminAccess access(GatehouseSettings settings, AdminListener audit) {
        return new AdminAccess(
                settings.admin(), token, routes(), settings.audit().isOn() ? audit : new AdminLog());
    }

    /** Requests have to bring the token of these from now on. */
    void use(AdminSettings now) {
        token.use(now.token());
    }

    private List<AdminRoute> routes() {
        return List.of(
                status.route(),
                search.route(),
                new AdminRoute("POST", "/-/reload", 0, body -> untilStop(this::reload)),
                new AdminRoute(
                        "POST", "/-/explain", ExplainRequestJson.MAX_BYTES, body -> untilStop(() -> explain(body))),
                new AdminRoute("POST", "/-/revoke", LiveRevocation.MAX_BYTES, body -> untilStop(() -> revoke(body))));
    }

    /** From the beginning of a stop on nobody waits for what is done no more. */
    private Mono<AdminReply> untilStop(Supplier<Mono<AdminReply>> answer) {
        return stops
                ? Mono.just(STOPPING)
                : Mono.firstWithSignal(answer.get(), stopping.asMono()).contextWrite(LateErrors::ignored);
    }

    /** The service begins to stop: what it is asked to do, or was and is not done yet, is answered with that. */
    void stop() {
        stops = true;
        Sinks.EmitResult unused = stopping.tryEmitValue(STOPPING);
    }

    private Mono<AdminReply> reload() {
        Reloader now = reloader.get();
        return now == null
                ? Mono.just(STARTING)
                : Mono.fromFuture(now.reload("POST /-/reload"), true)
                        .map(result -> new AdminReply(result.isSuccessful() ? 200 : 500, result.json()));
    }

    private Mono<AdminReply> explain(byte[] body) {
        LiveExplainer now = explainer.get();
        return now == null ? Mono.just(STARTING) : now.answer(body);
    }

    private Mono<AdminReply> revoke(byte[] body) {
        LiveRevocation now = revocation.get();
        return now == null ? Mono.just(STARTING) : now.answer(body);
    }

    private @Nullable Sessions sessions() {
        LiveRevocation now = revocation.get();
        return now == null ? null : now.sessions();
    }

    private @Nullable Configured configured() {
        Reloader now = reloader.get();
        return now == null ? null : now.inForce().configured();
    }

    private @Nullable Searched searched(String user) {
        LiveExplainer now = explainer.get();
        Reloader reloading = reloader.get();
        if (now == null || reloading == null) {
            return null;
        }
        return now.searched(reloading.inForce().sessionNames().of(user, null, null));
    }

    @Override
    public void close() {
        status.close();
        search.close();
    }
}
