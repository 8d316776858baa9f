package io.gatehouse.directory.certificate;

import io.gatehouse.certificate.ClientCertificates;
import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.claims.request.ConnectOptions;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.LoginPart;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.ReloadRecorder;
import io.gatehouse.directory.certificate.RevocationLists.Older;
import io.gatehouse.drops.Drop;
import io.gatehouse.policy.UndecidedException;
import io.gatehouse.threads.BackgroundThread;
import io.gatehouse.threads.Recovery;
import io.gatehouse.threads.Vital;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * The directory of clients that have shown nats-server a certificate which it has verified. It says who they are and not what they
 * may. Changed revocation lists take the place of those before as a whole; what cannot be used leaves the last good ones in
 * use.
 */
public final class CertificateDirectory implements Directory {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateDirectory.class);
    private static final String THREAD = "gatehouse-crls";
    /** Between two looks at the lists there are so many glances, by which new ones that can be used are taken that much sooner. */
    private static final int GLANCES = 10;

    private static final long LEAST_MILLIS = 50;

    private static final Set<LoginPart> CERTIFICATE = Set.of(LoginPart.CERTIFICATE);
    /** Not the nkey, whose nonce is another each time: a login that brings one is not looked up at all. */
    private static final Set<LoginPart> CERTIFICATE_ALONE =
            Set.of(LoginPart.CERTIFICATE, LoginPart.PASSWORD, LoginPart.TOKEN);

    private final CertificateSettings settings;
    private final InstantSource clock;
    private final ReloadRecorder recorder;
    private final ClientCertificates certificates = new ClientCertificates();
    private final KnownClients clients = new KnownClients();
    private final Sinks.Many<Set<String>> marks = Sinks.many().multicast().directBestEffort();
    private final CrlWatch watch;
    private final @Nullable ScheduledExecutorService watcher;
    private volatile CrlState state = CrlState.none();
    /** The issuers that the log was told of; the watching thread's. */
    private List<String> told = List.of();

    private CertificateDirectory(CertificateSettings settings, InstantSource clock, ReloadRecorder recorder) {
        this.settings = settings;
        this.clock = clock;
        this.recorder = recorder;
        this.watch = new CrlWatch(settings.crls(), this::read, this::use, this::keep);
        this.watcher = settings.crls().isEmpty()
                ? null
                : Executors.newSingleThreadScheduledExecutor(work -> new BackgroundThread(work, THREAD));
    }

    /**
     * Reads the revocation lists, and begins to watch them.
     *
     * @throws CrlFileException when they cannot be used
     */
    static CertificateDirectory open(CertificateSettings settings, InstantSource clock, ReloadRecorder recorder) {
        CertificateDirectory directory = new CertificateDirectory(settings, clock, recorder);
        try {
            directory.begin();
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
        return directory;
    }

    private void begin() {
        if (watcher == null) {
            return;
        }
        use(watch.first());
        long every = settings.reload().toMillis();
        // Nobody waits for it: it ends with the thread, and tells of its failures itself.
        ScheduledFuture<?> unused = watcher.scheduleWithFixedDelay(this::look, every, every, TimeUnit.MILLISECONDS);
        long between = every / GLANCES;
        if (between >= LEAST_MILLIS) {
            ScheduledFuture<?> unusedGlances =
                    watcher.scheduleWithFixedDelay(this::glance, between, between, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public String type() {
        return CertificateDirectoryType.TYPE;
    }

    @Override
    public Set<LoginPart> reads() {
        return settings.withPassword() ? CERTIFICATE : CERTIFICATE_ALONE;
    }

    @Override
    public @Nullable Lookup lookup(AuthorizationRequest login) {
        return ClientCertificates.areIn(login) && (settings.withPassword() || bringsNoSecret(login.connect()))
                ? new CertificateLookup(settings, state, certificates, clients, clock, login)
                : null;
    }

    /** The nkey of a sentinel's JWT proves no more than that the client has the sentinel's file. */
    private static boolean bringsNoSecret(ConnectOptions connect) {
        String nkey = connect.nkey();
        return connect.password() == null
                && connect.token() == null
                && (nkey == null || nkey.isEmpty() || connect.isSentinelsNkey());
    }

    /** Fails while a list is out of date and does not count any more. */
    @Override
    public Mono<Void> probe() {
        return Mono.defer(() -> {
            List<String> outdated = outdated();
            return outdated.isEmpty() || settings.takesOutdated()
                    ? Mono.empty()
                    : Mono.error(new UndecidedException(Drop.UNDECIDED, words(outdated)));
        });
    }

    /** Reads the revocation lists now, whether they have changed or not; true when they could be used, or there are none. */
    public CompletableFuture<Boolean> reload() {
        return watcher == null || watcher.isShutdown()
                ? CompletableFuture.completedFuture(watcher == null)
                : CompletableFuture.supplyAsync(watch::reread, watcher).whenComplete((unused, failure) -> {
                    if (failure != null) {
                        LOG.error("{}: reading the revocation lists again failed", name(), failure);
                    }
                });
    }

    @Override
    public Flux<Change> changes() {
        return clients.changes();
    }

    /** New ones are heard before the others are looked at: what comes between the two is told twice. */
    @Override
    public Flux<Set<String>> revokedMarks() {
        return Flux.merge(marks.asFlux(), Flux.defer(this::revoked));
    }

    private Flux<Set<String>> revoked() {
        RevocationLists lists = state.lists();
        Set<String> all = lists == null ? Set.of() : CertificateMarks.named(lists, null);
        return all.isEmpty() ? Flux.empty() : Flux.just(all);
    }

    private void tellOfMarks(RevocationLists lists, RevocationLists before) {
        Set<String> more = CertificateMarks.named(lists, before);
        if (!more.isEmpty()) {
            Sinks.EmitResult unused = marks.tryEmitNext(more);
        }
    }

    @Override
    public void close() {
        clients.close();
        Sinks.EmitResult unused = marks.tryEmitComplete();
        if (watcher != null) {
            watcher.shutdownNow();
        }
    }

    private void look() {
        watch(this::lookOnce);
    }

    private void glance() {
        watch(watch::glance);
    }

    private void watch(Runnable looking) {
        Vital.run(
                THREAD,
                () -> Recovery.run(
                        looking,
                        mistake ->
                                LOG.error("looking at the revocation lists failed: they are looked at again", mistake)),
                recorder::watchEnded);
    }

    private void lookOnce() {
        watch.look();
        List<String> before = told;
        told = outdated();
        if (!told.isEmpty() && !told.equals(before)) {
            LOG.error("{}: {}", name(), words(told));
        }
    }

    private String words(List<String> outdated) {
        return "out of date: the revocation list of " + String.join(", and that of ", outdated)
                + (settings.takesOutdated()
                        ? "; it counts all the same (crl.outdated)"
                        : "; whom it is about gets no answer until there is a newer one");
    }

    private List<String> outdated() {
        RevocationLists lists = state.lists();
        return lists == null ? List.of() : lists.outdated(clock.instant());
    }

    private RevocationLists read() {
        return RevocationLists.read(settings.crls(), settings.takesOutdated());
    }

    private void use(RevocationLists lists) {
        RevocationLists before = state.lists();
        state = state.with(lists);
        clients.revokedBy(lists);
        if (before != null) {
            tellOfMarks(lists, before);
        }
        LOG.info(
                "{}: revocation lists loaded, {} revoked",
                name(),
                lists.size() == 1 ? "1 certificate" : lists.size() + " certificates");
        if (before != null) {
            lists.olderThan(before).forEach(this::warn);
        }
        recorder.revocationsRead(lists.size(), lists.nextUpdate());
    }

    private void warn(Older list) {
        LOG.warn(
                "{}: the revocation list of {} that was loaded is of {}, and takes the place of a newer one, of {}:"
                        + " whoever was revoked since is let in again",
                name(),
                list.issuer(),
                list.now(),
                list.before());
    }

    private void keep(CrlFileException failure) {
        LOG.error("{}: the last good revocation lists stay in use: {}", name(), failure.getMessage());
        recorder.reloadFailed();
    }
}
