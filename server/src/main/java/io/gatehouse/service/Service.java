package io.gatehouse.service;

import io.gatehouse.admin.Health;
import io.gatehouse.admin.HealthMonitor;
import io.gatehouse.admin.HttpSettings;
import io.gatehouse.admin.status.Vitals;
import io.gatehouse.audit.Auditing;
import io.gatehouse.claims.ResponseJwt;
import io.gatehouse.crypto.Ed25519;
import io.gatehouse.crypto.Xkeys;
import io.gatehouse.directory.shared.SharedDirectories;
import io.gatehouse.expiry.Expiries;
import io.gatehouse.expiry.ValidityPeriod;
import io.gatehouse.logging.DecisionLog;
import io.gatehouse.metrics.BuildInfo;
import io.gatehouse.metrics.InstanceState;
import io.gatehouse.metrics.Metrics;
import io.gatehouse.metrics.Queues;
import io.gatehouse.metrics.RolloutReadiness;
import io.gatehouse.metrics.ServiceCounters;
import io.gatehouse.nats.CredsFileException;
import io.gatehouse.nats.ServerFacts;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.pipeline.Gate;
import io.gatehouse.pipeline.Snapshot;
import io.gatehouse.pipeline.message.Replies;
import io.gatehouse.policy.AnswerSizes;
import io.gatehouse.policy.Authorizer;
import io.gatehouse.policy.Policy;
import io.gatehouse.policy.account.AllowedAccounts;
import io.gatehouse.policy.rule.CertificateReader;
import io.gatehouse.service.logins.AuditStreamLogin;
import io.gatehouse.service.revoke.LiveRevocation;
import io.gatehouse.tracing.Tracing;
import io.gatehouse.transport.RenewableLink;
import io.gatehouse.warmup.LoopbackTransport;
import io.gatehouse.warmup.Warmup;
import io.gatehouse.warmup.WarmupProbe;
import io.gatehouse.warmup.WarmupTarget;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The service, put together by hand: it holds the snapshot that requests are answered with, and closes all that it opened.
 */
public final class Service implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Service.class);

    private final GatehouseSettings settings;
    private final ServiceCounters counters = new ServiceCounters();
    private final Health health = new Health();
    private final HealthMonitor monitor;
    private final RolloutReadiness rollout;
    private final Expiries expiries = new Expiries();
    private final CountDownLatch up = new CountDownLatch(1);
    private final Duration budget;
    private final DecisionLog decisions = new DecisionLog();
    private final Auditing audit;
    private final AuditStreamLogin auditStream;
    private final Tracing tracing;
    private final PasswordChecks checks;
    private final SharedDirectories shared;
    private final LiveRevocation revocation;
    private final Directories directories;
    private final RenewableLink link;
    private final AtomicReference<Snapshot> snapshot;
    private final Gate gate;
    private final Metrics metrics;
    private final AdminRequests requests;
    private final HttpServing http;
    private final Reloader reloader;
    private final LiveExplainer explainer;

    private Service(GatehouseSettings settings) {
        this.settings = settings;
        Unwinding opened = new Unwinding();
        opened.add(decisions::close);
        try {
            budget = settings.pipeline().budget();
            ResponseJwt response = new ResponseJwt(settings.issuer(), settings.issuerAccount());
            AnswerSizes sizes = new AnswerSizes(response, settings.xkey() != null, this::maxPayload);
            monitor = new HealthMonitor(counters, health, sizes.ordinary());
            Ed25519 ed25519 = Ed25519.fastest();
            BuildInfo build = new BuildInfo(ProductVersion.number(), ed25519.name(), settings.instance());
            Queues queues = Queues.of(this::gate, this::checks);
            rollout = new RolloutReadiness(
                    counters.passwords(), queues.hashing(), settings.passwords().threads(), this::hashes);
            health.require("warm", rollout::whyCold);
            metrics = new Metrics(
                    counters,
                    queues,
                    new InstanceState(health::isReady, this::isRolloutReady, this::expiries),
                    () -> build);
            opened.add(metrics::close);
            auditStream = new AuditStreamLogin(settings.audit());
            audit = Auditing.of(auditStream.settings(), settings.instance(), settings.revision(), counters.audit());
            opened.add(audit::close);
            tracing = Tracing.of(settings.tracing(), settings.instance(), ProductVersion.number(), counters.traces());
            opened.add(tracing::close);
            health.noteEach(audit::notes);
            health.require("audit", audit::obstacle);
            requests = new AdminRequests(
                    settings,
                    new Vitals(
                            build,
                            health,
                            counters,
                            queues,
                            this::isRolloutReady,
                            this::serverFacts,
                            decisions.refusals()),
                    this::reloader,
                    this::explainer,
                    this::revocation);
            opened.add(requests::close);
            http = HttpServing.begin(settings.http(), health, metrics, requests.access(settings, audit::admin));
            opened.add(http::stop);
            Set<String> subjects = RequestSubjects.of(settings);
            SettingsWarnings.of(settings, subjects).log(log);
            AllowedAccounts allowed = new AllowedAccounts(settings.policy().allowedAccounts());
            Policies policies = new Policies(allowed, new RuleCertificates());
            Policy policy = policies.of(settings);
            checks = new PasswordChecks(settings.passwords(), counters.passwords());
            opened.add(checks::close);
            shared = SharedDirectories.of(settings.shared(), counters, counters::sharedCacheUsable);
            opened.add(shared::close);
            revocation = LiveRevocation.of(
                    settings.revocation(),
                    budget,
                    () -> inForce(InForce::chain),
                    () -> inForce(InForce::sessionNames),
                    () -> inForce(InForce::polled),
                    counters.revocations(),
                    counters.polls(),
                    audit);
            opened.add(revocation::close);
            directories = new Directories(checks, sizes, monitor, settings.nats(), shared, revocation);
            opened.add(directories::close);
            List<OpenDirectory> opening = directories.start(settings.directories(), policy);
            InForce inForce = InForce.first(settings, policy, opening, checks, counters, revocation::found);
            link = new RenewableLink(
                    settings.nats(),
                    new SelfDescription(counters).of(settings.instance()),
                    CalloutAccounts.of(settings),
                    new ReadyLatch(
                            monitor,
                            rollout::subscribed,
                            up,
                            settings.operatorMode(),
                            allowed,
                            directories,
                            settings.policy()),
                    budget);
            Snapshot first = inForce.snapshot(settings.signers(), Xkeys.NONE, subjects);
            snapshot = new AtomicReference<>(first);
            counters.keys().hold(first.issuers(), first.xkeys());
            gate = new Gate(
                    settings.pipeline(),
                    snapshot::get,
                    link,
                    tracing.after(audit.after(counters.and(decisions))),
                    audit.recorder(),
                    tracing.sampler());
            opened.add(gate::dispose);
            log.info(
                    "Gatehouse {} on JDK {}, instance {}, {}; Ed25519 by {}",
                    ProductVersion.number(),
                    Runtime.version(),
                    settings.instance(),
                    settings.mode(),
                    ed25519.name());
            http.await();
            health.noteEach(this::outages);
            health.noteEach(shared::notes);
            health.noteEach(revocation::notes);
            health.remarkEach(() -> revocation.remarks(directories.settings()));
            health.note("renewal", link::pending);
            reloader = new Reloader(
                    inForce,
                    policies::of,
                    directories,
                    checks,
                    counters,
                    monitor,
                    this::use,
                    (occasion, result) -> audit.reloaded(
                            occasion, result.changed(), result.problems().size()),
                    Reloader.REPAIRED_AFTER);
            explainer =
                    new LiveExplainer(reloader::inForce, policies::withoutJitter, checks, counters, this::maxPayload);
        } catch (RuntimeException | Error e) {
            opened.close(e);
            throw e;
        }
    }

    /**
     * Puts the service together without connecting it.
     *
     * @throws RuntimeException when the users file cannot be used, or the HTTP address is taken; nothing is left open
     */
    public static Service prepare(GatehouseSettings settings) {
        return new Service(settings);
    }

    /** Warms up, and begins to connect on a thread of its own; closes everything when that fails. */
    public void open() {
        try {
            audit.start(ProductVersion.number());
            shared.start();
            warmUp();
            shared.awaitBegun();
            link.start(gate);
            revocation.start();
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** Prepares and opens the service. */
    public static Service start(GatehouseSettings settings) {
        Service service = prepare(settings);
        service.open();
        return service;
    }

    /**
     * Reads the configuration again, and the users files; what becomes of those is told by their directories.
     *
     * @param occasion who asked for it, in a word or two
     */
    public CompletableFuture<ReloadResult> reload(String occasion) {
        return reloader.reload(occasion);
    }

    /** Waits until it is connected and subscribed. */
    public void awaitUp() throws InterruptedException {
        up.await();
    }

    /** Whether it is, or was, connected and subscribed. */
    public boolean isUp() {
        return up.getCount() == 0;
    }

    public ServiceCounters counters() {
        return counters;
    }

    /** What the server that we are connected to says of itself and of us, null while there is none. */
    public @Nullable ServerFacts serverFacts() {
        RenewableLink now = link;
        return now == null ? null : now.facts();
    }

    /** Where metrics and health are served, null when nowhere. */
    public @Nullable HttpSettings httpAddress() {
        return http.address();
    }

    /** Where admin requests are served, null when there are none. */
    public @Nullable HttpSettings adminAddress() {
        return http.adminAddress();
    }

    /** Takes no new requests, answers those it has as long as that is worth something, and closes everything. */
    @Override
    public void close() {
        requests.stop();
        explainer.close();
        reloader.close();
        revocation.close();
        link.unsubscribe();
        boolean finished = gate.awaitIdle(budget);
        link.close();
        gate.dispose();
        reloader.inForce().chain().stopProbing();
        directories.close();
        shared.close();
        checks.close();
        decisions.close();
        audit.close();
        tracing.close();
        http.stop();
        requests.close();
        metrics.close();
        log.info("Stopped{}", finished ? "" : "; some requests could not be answered in time");
    }

    /** Makes the code warm while nobody waits, by the users that are to be served and by keys of other accounts. */
    private void warmUp() {
        long begin = System.nanoTime();
        Authorizer authorizer = WarmupTarget.authorizer(
                settings.placement(new AllowedAccounts(List.of())),
                settings.policy().sessions(),
                settings.policy().with(CertificateReader.NONE),
                directories.identities());
        long answered = Warmup.run(
                settings.pipeline(),
                WarmupTarget.of(settings.xkey() != null, settings.issuerAccount(), authorizer),
                new LoopbackTransport(),
                new WarmupProbe());
        log.debug("Warmed up by {} answers in {} ms", answered, (System.nanoTime() - begin) / 1_000_000);
    }

    /** Requests that are opened from now on are decided and answered so; those that are under way go on as they began. */
    private void use(InForce inForce, ConfigurationChange change) {
        GatehouseSettings now = inForce.settings();
        audit.use(now.audit(), now.revision());
        auditStream.use(now.audit());
        requests.use(now.admin());
        revocation.use(now.revocation());
        shared.use(now.shared());
        tracing.use(now.tracing());
        Snapshot before = Objects.requireNonNull(snapshot.get());
        Snapshot next =
                inForce.snapshot(now.signers().inPlaceOf(before.issuers()), before.xkeys(), RequestSubjects.of(now));
        snapshot.set(next);
        counters.keys().hold(next.issuers(), next.xkeys());
        link.expectIn(CalloutAccounts.of(now));
        if (change.isOfConnection()) {
            connectAnew(now);
        }
    }

    /** Credentials that were exchanged since they were read are looked at again in a moment. */
    private void connectAnew(GatehouseSettings now) {
        try {
            link.renew(now.nats());
        } catch (CredsFileException e) {
            log.warn("{}. The connection that there is stays", e.getMessage());
        }
    }

    /** The directories whose backends fail, by what they are called on the page. */
    private Map<String, String> outages() {
        Reloader now = reloader;
        return now == null ? Map.of() : now.inForce().outages();
    }

    private @Nullable Reloader reloader() {
        return reloader;
    }

    /** A part of what is in force; null while the service is put together. */
    private <T> @Nullable T inForce(Function<InForce, T> part) {
        Reloader now = reloader;
        return now == null ? null : part.apply(now.inForce());
    }

    private @Nullable LiveRevocation revocation() {
        return revocation;
    }

    private @Nullable LiveExplainer explainer() {
        return explainer;
    }

    private @Nullable Gate gate() {
        return gate;
    }

    private @Nullable PasswordChecks checks() {
        return checks;
    }

    private int maxPayload() {
        RenewableLink now = link;
        return now == null ? Replies.DEFAULT_MAX_PAYLOAD : now.maxPayload();
    }

    private boolean hashes() {
        Directories now = directories;
        return now != null && now.hashes();
    }

    /** Whether this instance could carry the logins of the next as well. */
    public boolean isRolloutReady() {
        return health.isReady() && rollout.nextMayGo();
    }

    /** Asked by scrapes, of which there is one at a time. */
    private Map<String, ValidityPeriod> expiries() {
        Reloader now = reloader;
        SettingsSource source = (now == null ? settings : now.inForce().settings()).source();
        return expiries.now(source.values(), source.keys());
    }
}
