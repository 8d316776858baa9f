package io.gatehouse.service;

import io.gatehouse.admin.HealthMonitor;
import io.gatehouse.config.ConfigException;
import io.gatehouse.config.RefusedReading;
import io.gatehouse.config.Values;
import io.gatehouse.files.FileChanges;
import io.gatehouse.files.SeveralFileChanges;
import io.gatehouse.metrics.ServiceCounters;
import io.gatehouse.nats.NatsSection;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.policy.Policy;
import io.gatehouse.threads.BackgroundThread;
import io.gatehouse.threads.Recovery;
import io.gatehouse.threads.Vital;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a changed configuration into force while requests are answered: read and checked whole, exchanged at once, or told what is
 * wrong with and left alone. Everything is done by one thread, one change after the other. What is in use no more is closed once no
 * request can be left that began with it.
 */
final class Reloader implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Reloader.class);

    private static final ReloadResult STOPPING = ReloadResult.refused(List.of("the service is stopping"));
    private static final String READING = "reading the configuration again: {}";
    private static final String THREAD = "gatehouse-reload";
    private static final int NAMED = 20;
    private static final long STOP_SECONDS = 2;

    /** How long a change waits for the users of a bucket and for backends; it comes into use without them after that, as at a start. */
    private static final Duration READY = Duration.ofSeconds(10);

    /** After how long a configuration that could not be used is read again, though the file has not changed. */
    static final Duration REPAIRED_AFTER = Duration.ofSeconds(30);

    /** What is logged of a reading. */
    private enum Say {
        ALL,
        /** Nothing where nothing has changed: nobody has asked for it. */
        CHANGES,
        /** Neither what is wrong where that was said the time before. */
        NEWS
    }

    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(work -> new BackgroundThread(work, THREAD));
    private final SeveralFileChanges files = new SeveralFileChanges(FileChanges.LARGEST);
    private final RefusedReading refused;
    private final Set<OpenDirectory> closing = ConcurrentHashMap.newKeySet();
    private final GatehouseSettings started;
    private final Function<GatehouseSettings, Policy> policies;
    private final Directories directories;
    private final PasswordChecks checks;
    private final ServiceCounters counters;
    private final HealthMonitor monitor;
    private final BiConsumer<InForce, ConfigurationChange> exchange;
    private final BiConsumer<String, ReloadResult> told;
    private volatile InForce inForce;

    /**
     * Begins to look at the configuration.
     *
     * @param inForce what the service was started with
     * @param policies makes what identities may by a configuration
     * @param exchange has requests decided in another way from now on
     * @param told hears of each reading that somebody asked for, or that has a result of its own, by who asked
     * @param repairedAfter after how long a configuration that could not be used is read again
     */
    Reloader(
            InForce inForce,
            Function<GatehouseSettings, Policy> policies,
            Directories directories,
            PasswordChecks checks,
            ServiceCounters counters,
            HealthMonitor monitor,
            BiConsumer<InForce, ConfigurationChange> exchange,
            BiConsumer<String, ReloadResult> told,
            Duration repairedAfter) {
        this.inForce = inForce;
        this.started = inForce.settings();
        this.policies = policies;
        this.directories = directories;
        this.checks = checks;
        this.counters = counters;
        this.monitor = monitor;
        this.exchange = exchange;
        this.told = told;
        this.refused = new RefusedReading(repairedAfter, System::nanoTime);
        monitor.configured();
        Duration every = started.reload();
        FileChanges file = started.source().file();
        if (!every.isZero()) {
            files.follow(inForce.settings().filesToFollow());
            ScheduledFuture<?> unused = thread.scheduleWithFixedDelay(
                    () -> look(file), every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /**
     * Reads the configuration again, and then the users' files; nothing once it is closed.
     *
     * @param occasion who asked for it, in a word or two
     */
    CompletableFuture<ReloadResult> reload(String occasion) {
        try {
            return CompletableFuture.supplyAsync(
                    () -> {
                        ReloadResult result = readAgain(occasion, Say.ALL);
                        directories.reload();
                        return result;
                    },
                    thread);
        } catch (RejectedExecutionException e) {
            log.info("{}: nothing is read again, the service is stopping", occasion);
            return CompletableFuture.completedFuture(STOPPING);
        }
    }

    /** What logins are decided by now. */
    InForce inForce() {
        return inForce;
    }

    /** @param file null where there is none, but keys in files of their own */
    private void look(@Nullable FileChanges file) {
        Vital.run(
                THREAD,
                () -> Recovery.run(
                        () -> {
                            Path changed = files.look();
                            if (file != null && file.look()) {
                                ReloadResult unused = readAgain("the file has changed", Say.ALL);
                            } else if (changed != null) {
                                ReloadResult unused = readAgain(changed + " has changed", Say.CHANGES);
                            } else if (refused.isDue()) {
                                ReloadResult unused = readAgain("it could not be used", Say.NEWS);
                            }
                        },
                        mistake -> log.error("looking at the configuration failed: it is looked at again", mistake)),
                monitor::reloadEnded);
    }

    private ReloadResult readAgain(String occasion, Say say) {
        ReloadResult result = read(occasion, say);
        boolean asked = say == Say.ALL;
        if (asked || !result.changed().isEmpty() || (say == Say.CHANGES && !result.isSuccessful())) {
            told.accept(occasion, result);
        }
        return result;
    }

    private ReloadResult read(String occasion, Say say) {
        if (say == Say.ALL) {
            log.info(READING, occasion);
        }
        try {
            FileChanges file = started.source().file();
            if (file != null) {
                file.know();
            }
            files.know();
            return take(started.source().again().get(), occasion, say);
        } catch (ConfigException e) {
            return refuse(e.problems(), occasion, say);
        } catch (RuntimeException | Error e) {
            log.error("a mistake in Gatehouse", e);
            return refuse(List.of("a mistake in Gatehouse: the log says more"), occasion, say);
        }
    }

    private ReloadResult refuse(List<String> problems, String occasion, Say say) {
        monitor.configurationRefused();
        boolean others = refused.refused(problems);
        if (others || say != Say.NEWS) {
            if (say != Say.ALL) {
                log.info(READING, occasion);
            }
            log.error("the configuration cannot be used, and nothing of it is taken: the one before stays in force");
            problems.forEach(log::error);
        }
        return ReloadResult.refused(problems);
    }

    private ReloadResult take(GatehouseSettings read, String occasion, Say say) {
        refuseOtherMode(read);
        refuseCreds(read);
        GatehouseSettings before = inForce.settings();
        ConfigurationChange change = ConfigurationChange.of(started, before, read);
        if (!change.taken().isEmpty() && !exchange(before.reloaded(read, change), change)) {
            log.info("{}: nothing of what was read is taken, the service is stopping", occasion);
            return STOPPING;
        }
        files.follow(inForce.settings().filesToFollow());
        monitor.configured();
        boolean repaired = refused.used();
        if (say == Say.ALL) {
            tell(change);
        } else if (repaired || !change.taken().isEmpty()) {
            log.info(READING, occasion);
            tell(change);
        } else {
            log.debug("the configuration was read again, and is as it was");
        }
        warnings(inForce.settings()).without(warnings(before)).log(log);
        return ReloadResult.taken(change);
    }

    private static SettingsWarnings warnings(GatehouseSettings settings) {
        return SettingsWarnings.of(settings, RequestSubjects.of(settings));
    }

    /** The last good credentials are not to be replaced by such as nobody can log in with. */
    private static void refuseCreds(GatehouseSettings read) {
        Values values = read.source().values();
        NatsSection.refuseCreds(values, read.nats());
        values.throwProblems();
    }

    /** Where users are placed, and by which keys, is settled with nats-server when the service starts. */
    private void refuseOtherMode(GatehouseSettings read) {
        if (read.operatorMode() != started.operatorMode()) {
            Values values = read.source().values();
            values.in("accounts")
                    .problem(
                            read.operatorMode()
                                    ? "accounts make this operator mode, and the service was started in config mode:"
                                            + " restart it, or remove them"
                                    : "without accounts this is config mode, and the service was started in operator"
                                            + " mode: restart it, or give it accounts");
            values.throwProblems();
        }
    }

    /** Whether it is in force now: it is not where the service has begun to stop meanwhile. */
    private boolean exchange(GatehouseSettings settings, ConfigurationChange change) {
        Policy policy = change.isOfPolicy() ? policies.apply(settings) : inForce.policy();
        List<OpenDirectory> opened = directories.openFor(settings, policy, change);
        awaitReady(directories.notInUse(opened));
        InForce before = inForce;
        InForce next = InForce.of(settings, policy, opened, checks, counters, before);
        if (thread.isShutdown()) {
            List<OpenDirectory> unused = directories.discard(opened);
            return false;
        }
        exchange.accept(next, change);
        inForce = next;
        List<OpenDirectory> gone = directories.use(opened, policy);
        closing.addAll(gone);
        directories.reconsider();
        retireLater(before, gone, settings.pipeline().budget());
        return true;
    }

    /** A request that began before is worth nothing after the time that it may take. */
    private void retireLater(InForce before, List<OpenDirectory> gone, Duration budget) {
        try {
            ScheduledFuture<?> unused =
                    thread.schedule(() -> retire(before, gone), budget.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("the service is stopping: what is not in use any more is closed with it");
        }
    }

    /**
     * Waits until directories know their users and are connected to their backends, or cannot be for now: logins would wait for that
     * meanwhile, and get no answer in time.
     */
    private static void awaitReady(List<OpenDirectory> opened) {
        try {
            Void unused = CompletableFuture.allOf(
                            opened.stream().map(one -> one.ready(READY)).toArray(CompletableFuture[]::new))
                    .get(READY.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            log.info("a directory that was opened still reads its users, or waits for its backend");
        }
    }

    private void retire(InForce before, List<OpenDirectory> gone) {
        gone.forEach(this::close);
        before.chain().retire(inForce.chain());
        gone.stream()
                .map(OpenDirectory::name)
                .filter(name -> !directories.isInUse(name))
                .forEach(counters::forget);
    }

    private void close(OpenDirectory one) {
        if (closing.remove(one)) {
            one.close();
        }
    }

    private static void tell(ConfigurationChange change) {
        if (change.taken().isEmpty()) {
            log.info("the configuration is in force as it was: nothing has changed that a reload takes");
        } else {
            log.info("the configuration is in force with these changes: {}", listed(change.taken()));
        }
        change.needRestart()
                .forEach(path ->
                        log.warn("{} has changed, and is read at startup only: restart the service to apply it", path));
    }

    private static String listed(List<String> paths) {
        String first = String.join(", ", paths.subList(0, Math.min(NAMED, paths.size())));
        return paths.size() <= NAMED ? first : first + " and " + (paths.size() - NAMED) + " more";
    }

    /** Reads nothing any more, and closes what waited to be closed. */
    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                log.warn("a reload was under way at the end, and is given up");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Set.copyOf(closing).forEach(this::close);
    }
}
