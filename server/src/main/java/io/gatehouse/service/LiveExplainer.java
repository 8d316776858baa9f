package io.gatehouse.service;

import io.gatehouse.admin.AdminReply;
import io.gatehouse.claims.jwt.JsonWriter;
import io.gatehouse.directory.LookupRecorder;
import io.gatehouse.directory.chain.ChainBuilder;
import io.gatehouse.directory.chain.ChainTrace;
import io.gatehouse.explain.ExplainRequestJson;
import io.gatehouse.explain.Explanation;
import io.gatehouse.explain.ExplanationJson;
import io.gatehouse.explain.ExplanationText;
import io.gatehouse.explain.LoginExplainer;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.policy.Policy;
import io.gatehouse.policy.Verdict;
import io.gatehouse.revocation.Revoked;
import io.gatehouse.service.search.Searched;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Explains logins by what a running service decides by, one after the other on a thread of its own. Nothing is remembered of them but
 * this: credentials that are found wrong count as those of a login do, and all of them together as those of one source.
 */
final class LiveExplainer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LiveExplainer.class);

    /** What all that is tried here comes from, as far as failures are concerned; no address. */
    private static final String TELLER = "admin requests";

    private static final int MOST_WAITING = 8;
    private static final int IDLE_SECONDS = 60;
    private static final AdminReply BUSY = problem(503, "too many logins are to be explained at once");

    private final Scheduler thread =
            Schedulers.newBoundedElastic(1, MOST_WAITING, "gatehouse-explain", IDLE_SECONDS, true);
    private final Supplier<InForce> inForce;
    private final Function<GatehouseSettings, Policy> policies;
    private final PasswordChecks checks;
    private final LookupRecorder limits;
    private final IntSupplier maxPayload;

    /**
     * Of a service.
     *
     * @param inForce what logins are decided by now
     * @param policies makes what identities may by a configuration, with sessions as long as they may be
     * @param recorder hears of logins that are not looked up since there were too many failures
     * @param maxPayload what nats-server takes in one message, in bytes
     */
    LiveExplainer(
            Supplier<InForce> inForce,
            Function<GatehouseSettings, Policy> policies,
            PasswordChecks checks,
            LookupRecorder recorder,
            IntSupplier maxPayload) {
        this.inForce = inForce;
        this.policies = policies;
        this.checks = checks;
        this.limits = new LookupRecorder() {
            @Override
            public void limited(Limit by) {
                recorder.limited(by);
            }
        };
        this.maxPayload = maxPayload;
    }

    /** Answers an admin request, whose body is as {@link ExplainRequestJson} reads it. */
    Mono<AdminReply> answer(byte[] body) {
        return Mono.fromCallable(() -> reply(body))
                .subscribeOn(thread)
                .onErrorResume(RejectedExecutionException.class, full -> Mono.just(BUSY));
    }

    private AdminReply reply(byte[] body) {
        InUse now = new InUse(inForce.get());
        ExplainRequestJson asked;
        try {
            asked = ExplainRequestJson.read(body);
            asked.request().requireMeant(now.names());
        } catch (IllegalArgumentException e) {
            return problem(400, String.valueOf(e.getMessage()));
        }
        Explanation explanation = explain(asked, now);
        log.info("explained a login to an admin request: {}", outcome(explanation.verdict()));
        return new AdminReply(200, asked.asText() ? text(explanation) : ExplanationJson.of(explanation));
    }

    private Explanation explain(ExplainRequestJson asked, InUse directories) {
        GatehouseSettings settings = directories.now.settings();
        LoginExplainer explainer = new LoginExplainer(new LoginExplainer.Grounds(
                settings.pipeline(),
                settings.lookups(),
                policies.apply(settings),
                settings.signers(),
                settings.xkeys(),
                RequestSubjects.of(settings),
                RequestSubjects.first(settings),
                Clock.systemUTC(),
                maxPayload.getAsInt()));
        return explainer.explain(asked.request(), directories);
    }

    /**
     * What a user is looked for in.
     *
     * @param user whose sessions are looked for
     */
    Searched searched(Revoked user) {
        InForce now = inForce.get();
        GatehouseSettings settings = now.settings();
        return new Searched(
                policies.apply(settings),
                RequestSubjects.first(settings),
                settings.xkey(),
                now.directories().stream().map(OpenDirectory::searched).toList(),
                user);
    }

    private static String outcome(Verdict verdict) {
        if (verdict instanceof Verdict.Denied denied) {
            return "denied, " + denied.reason().code();
        }
        return verdict instanceof Verdict.Dropped dropped
                ? "no answer, " + dropped.reason().code()
                : "granted";
    }

    private static String text(Explanation explanation) {
        JsonWriter json = new JsonWriter(2048).begin().member("exit_code", explanation.exitCode());
        return string(json.member("text", ExplanationText.of(explanation)).end());
    }

    private static AdminReply problem(int status, String words) {
        return new AdminReply(
                status,
                string(new JsonWriter(128).begin().member("problem", words).end()));
    }

    private static String string(JsonWriter json) {
        return new String(json.toByteArray(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        thread.dispose();
    }

    /** The directories that are in use, with their failure limits, and caches of their own. */
    private final class InUse implements LoginExplainer.Asked {
        private final InForce now;

        InUse(InForce now) {
            this.now = now;
        }

        @Override
        public List<String> names() {
            return now.directories().stream().map(OpenDirectory::name).toList();
        }

        @Override
        public ChainBuilder chain(ChainTrace trace) {
            ChainBuilder chain = new ChainBuilder(now.settings().lookups(), limits)
                    .after(now.chain())
                    .via(TELLER);
            for (OpenDirectory one : now.directories()) {
                trace.add(
                        chain,
                        one.names(),
                        one.settings().match(),
                        one.directory(),
                        one.settings().cache());
            }
            return chain.addDecoy(checks);
        }
    }
}
