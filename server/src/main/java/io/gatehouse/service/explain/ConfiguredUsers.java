package io.gatehouse.service.explain;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.bucket.BucketKeys;
import io.gatehouse.explain.ExplainedLogin;
import io.gatehouse.explain.GrantedClaims;
import io.gatehouse.explain.RequestMessages;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.passwords.PasswordChecksRecorder;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.Policy;
import io.gatehouse.policy.UndecidedException;
import io.gatehouse.policy.Verdict;
import io.gatehouse.service.GatehouseSettings;
import io.gatehouse.service.RequestSubjects;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The users of those directories of a configuration that have all theirs in memory, and what they may by it. */
final class ConfiguredUsers implements AutoCloseable {
    private final GatehouseSettings settings;
    private final Clock clock;
    private final Policy policy;
    private final AuthorizationRequest request;
    private final PasswordChecks checks;
    private final ExplainedDirectories directories;
    private final Map<String, Map<String, Identity>> users = new HashMap<>();
    private final List<String> unreachable = new ArrayList<>();

    /**
     * Reads them.
     *
     * @param login what rules can ask of each login
     * @param wanted the names to look at
     * @param patience how long directories that are elsewhere are waited for
     */
    ConfiguredUsers(
            GatehouseSettings settings,
            Clock clock,
            ExplainedLogin login,
            Predicate<String> wanted,
            Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        this.settings = settings;
        this.clock = clock;
        this.policy = ExplainedPolicy.of(settings, clock);
        this.request = new RequestMessages(settings.xkey(), RequestSubjects.first(settings), clock).request(login);
        this.checks = new PasswordChecks(settings.passwords(), PasswordChecksRecorder.NONE);
        try {
            this.directories = ExplainedDirectories.open(settings.directories(), checks, settings.nats(), patience);
        } catch (RuntimeException | Error e) {
            checks.close();
            throw e;
        }
        settings.directories()
                .forEach(one -> read(one.name(), BucketKeys.areOf(one.type(), one.values()), wanted, until));
    }

    private void read(String directory, boolean elsewhere, Predicate<String> wanted, long until) {
        Stream<Identity> all = elsewhere ? directories.awaitUsers(directory, until) : directories.users(directory);
        if (all == null) {
            if (elsewhere) {
                unreachable.add(directory);
            }
            return;
        }
        Map<String, Identity> byName = new HashMap<>();
        all.filter(user -> wanted.test(user.name())).forEach(user -> byName.put(user.name(), user));
        users.put(directory, byName);
    }

    /** The directories whose users could not be read. */
    List<String> unreachable() {
        return unreachable;
    }

    /** The names of all directories. */
    List<String> directories() {
        return settings.directories().stream().map(one -> one.name()).toList();
    }

    /** The names of a directory's users. */
    SortedSet<String> names(String directory) {
        return new TreeSet<>(users.getOrDefault(directory, Map.of()).keySet());
    }

    UserRights rights(String directory, String user) {
        Identity identity = users.getOrDefault(directory, Map.of()).get(user);
        if (identity == null) {
            return UserRights.NO_USER;
        }
        // A copy, so that what the policy prepares for it is not kept.
        Verdict verdict = verdict(identity.named(identity.name(), identity.groups()));
        return UserRights.of(verdict, granted(verdict));
    }

    private Verdict verdict(Identity identity) {
        try {
            return policy.decide(identity, request);
        } catch (UndecidedException e) {
            return new Verdict.Dropped(e.reason(), String.valueOf(e.getMessage()));
        }
    }

    private @Nullable GrantedClaims granted(Verdict verdict) {
        return verdict instanceof Verdict.Granted granted
                ? GrantedClaims.of(granted, request.userNkey(), clock.millis() / 1000)
                : null;
    }

    @Override
    public void close() {
        directories.close();
        checks.close();
    }
}
