package io.gatehouse.service;

import io.gatehouse.admin.HealthMonitor;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.DirectoryContext;
import io.gatehouse.directory.DirectoryContext.Review;
import io.gatehouse.directory.LoadedDirectory;
import io.gatehouse.directory.certificate.CertificateDirectory;
import io.gatehouse.directory.chain.ChainBuilder;
import io.gatehouse.directory.chain.DirectoryChain;
import io.gatehouse.directory.chain.DirectoryNames;
import io.gatehouse.directory.chain.DirectorySettings;
import io.gatehouse.directory.chain.LookupSettings;
import io.gatehouse.directory.file.FileDirectory;
import io.gatehouse.metrics.ServiceCounters;
import io.gatehouse.nats.NatsSettings;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.UndecidedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The directories of the configuration, opened, in their order. */
final class Directories implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Directories.class);

    private final List<DirectorySettings> settings;
    private final List<DirectoryNames> names;
    private final List<Directory> opened = new ArrayList<>();

    private Directories(List<DirectorySettings> settings) {
        this.settings = settings;
        this.names = DirectoryNames.of(
                settings.stream().map(DirectorySettings::names).toList());
    }

    /**
     * Opens them.
     *
     * @param checks checks passwords for all of them; not closed with them
     * @param review what is to be said of their users
     * @param nats how the service itself is connected
     * @throws RuntimeException when one cannot be used; none is left open
     */
    static Directories open(
            List<DirectorySettings> settings,
            PasswordChecks checks,
            Review review,
            HealthMonitor monitor,
            NatsSettings nats) {
        Directories directories = new Directories(settings);
        try {
            for (int i = 0; i < settings.size(); i++) {
                DirectorySettings one = settings.get(i);
                String type = one.type().type();
                DirectoryContext context = new DirectoryContext(
                        one.names().form(),
                        checks,
                        named(review, directories.names.get(i)),
                        () -> monitor.directory(one.name(), type),
                        () -> monitor.watched(one.name(), type),
                        nats);
                directories.opened.add(one.create(context));
            }
        } catch (RuntimeException | Error e) {
            directories.close();
            throw e;
        }
        return directories;
    }

    /** Reviews users by the names that everybody else knows, and tells who cannot have theirs. */
    private static Review named(Review review, DirectoryNames names) {
        return (source, users) -> Stream.concat(
                        names.warnings(source, users.get()).stream(),
                        review.of(source, () -> users.get().map(names::named)).stream())
                .toList();
    }

    /**
     * What is to be said of directories that are asked about nobody.
     *
     * @param subjects public keys: what requests can be for; empty when that is not known
     */
    static List<String> warnings(List<DirectorySettings> settings, Set<String> subjects) {
        return settings.stream()
                .filter(one -> !subjects.isEmpty() && !one.match().takesAnyFor(subjects))
                .map(one -> "directories." + one.name() + ".match.account: no login is for any of these keys, so the"
                        + " directory is never asked; logins are for " + String.join(" or ", subjects))
                .toList();
    }

    /** What is to be said where there are no rules: of directories that tell who somebody is, and not what they may. */
    static List<String> withoutRights(List<DirectorySettings> settings) {
        return settings.stream()
                .filter(one -> !one.type().statesRights())
                .map(one ->
                        "directories." + one.name() + " says who clients are and not what they may, and there are no"
                                + " rules: they will get no answer; write a rule that gives an account, as in rules: {"
                                + one.name() + ": {if: {directory: " + one.name() + "}, give: {account: APP1}}}")
                .toList();
    }

    /** A chain of them, which does not close them. */
    DirectoryChain chain(LookupSettings lookups, PasswordChecks checks, ServiceCounters counters) {
        ChainBuilder chain = new ChainBuilder(lookups, counters);
        for (int i = 0; i < opened.size(); i++) {
            DirectorySettings one = settings.get(i);
            chain.add(names.get(i), one.match(), opened.get(i), one.cache());
        }
        return chain.addDecoy(checks).build();
    }

    /** Reads the users again. */
    void reload() {
        loaded().forEach(one -> {
            // Nobody waits for it.
            CompletableFuture<Boolean> unused = one.reload();
        });
        opened.stream()
                .filter(CertificateDirectory.class::isInstance)
                .map(CertificateDirectory.class::cast)
                .forEach(directory -> {
                    // Nor for it.
                    CompletableFuture<Boolean> unused = directory.reload();
                });
    }

    /** Tells those with users in memory which nats-server is there. */
    void servedBy(String version) {
        loaded().forEach(one -> one.servedBy(version));
    }

    /** Has them look again whom they cannot let in. */
    void reconsider() {
        loaded().forEach(LoadedDirectory::reconsider);
    }

    /** The users that are in memory, by the names that everybody else knows. */
    Stream<Identity> identities() {
        return IntStream.range(0, opened.size())
                .boxed()
                .flatMap(i -> opened.get(i) instanceof LoadedDirectory one
                        ? one.identities().map(names.get(i)::named)
                        : Stream.empty());
    }

    /** Whether any password has to be hashed. */
    boolean hashes() {
        return opened.stream().anyMatch(one -> one instanceof FileDirectory file && file.hashes())
                || opened.stream().map(Directory::decoy).anyMatch(decoy -> decoy != null && decoy.slow());
    }

    private Stream<LoadedDirectory> loaded() {
        return opened.stream().filter(LoadedDirectory.class::isInstance).map(LoadedDirectory.class::cast);
    }

    /** Closes all of them, also when one fails at it. */
    @Override
    public void close() {
        for (int i = 0; i < opened.size(); i++) {
            try {
                opened.get(i).close();
            } catch (RuntimeException | Error e) {
                log.warn(
                        "directory {} could not be closed: {}",
                        settings.get(i).name(),
                        UndecidedException.failed(e).getMessage());
            }
        }
    }
}
