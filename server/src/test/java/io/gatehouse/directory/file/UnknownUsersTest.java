package io.gatehouse.directory.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.cache.CacheSettings;
import io.gatehouse.directory.chain.Chained;
import io.gatehouse.directory.chain.LookupSettings;
import io.gatehouse.directory.guard.FailureSettings;
import io.gatehouse.directory.users.FileUser;
import io.gatehouse.directory.users.Profile;
import io.gatehouse.directory.users.UsersFile;
import io.gatehouse.drops.Drop;
import io.gatehouse.passwords.HashingSettings;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.passwords.PasswordChecksRecorder;
import io.gatehouse.passwords.PasswordHash;
import io.gatehouse.policy.Entitlements;
import io.gatehouse.policy.SampleRequest;
import io.gatehouse.policy.UndecidedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

/** Who is not in the file costs what who is in it costs: one hash of the most common scheme. */
class UnknownUsersTest {
    private final List<String> computed = new ArrayList<>();
    private final PasswordChecks checks = new PasswordChecks(HashingSettings.defaults(), PasswordChecksRecorder.NONE);

    @AfterEach
    void end() {
        checks.close();
    }

    @Test
    void costOneHashAsEverybodyElse() {
        UsersFile file = UsersFile.of(
                "users.json",
                Map.of(
                        "known", user("known", new Counted("bcrypt(10)"), false),
                        "other", user("other", new Counted("bcrypt(10)"), false),
                        "rare", user("rare", new Counted("argon2id(m=1,t=1,p=1)"), false),
                        "disabled", user("disabled", new Counted("bcrypt(10)"), true),
                        "keyless", user("keyless", null, false)));

        assertThat(costs(file, "known", "right")).containsExactly("bcrypt(10)");
        assertThat(costs(file, "known", "wrong")).containsExactly("bcrypt(10)");
        assertThat(costs(file, "unknown", "wrong")).containsExactly("bcrypt(10)");
        assertThat(costs(file, "unknown", "right")).containsExactly("bcrypt(10)");
        assertThat(costs(file, "keyless", "right")).containsExactly("bcrypt(10)");
        assertThat(costs(file, "disabled", "right")).containsExactly("bcrypt(10)");
        assertThat(costs(file, "disabled", "wrong")).containsExactly("bcrypt(10)");
    }

    @Test
    void areNotLetInByThePasswordThatTheyAreMeasuredAgainst() {
        UsersFile file = UsersFile.of(
                "users.json",
                Map.of(
                        "known",
                        user("known", new Counted("bcrypt(10)"), false),
                        "keyless",
                        user("keyless", null, false)));

        assertThat(find(file, "unknown", "right")).isEqualTo(LookupResult.NotMine.NOT_MINE);
        assertThat(find(file, "keyless", "right")).isInstanceOf(LookupResult.Rejected.class);
        assertThat(find(file, "known", "right")).isInstanceOf(LookupResult.Found.class);
    }

    @Test
    void areDroppedAsEverybodyElseWhenThereIsNoTime() {
        UsersFile file = UsersFile.of("users.json", Map.of("known", user("known", new Counted("bcrypt(10)"), false)));

        for (String name : List.of("known", "unknown")) {
            StepVerifier.create(chain(file).find(SampleRequest.login(name, "right"), System.nanoTime()))
                    .verifyErrorMatches(error ->
                            error instanceof UndecidedException undecided && undecided.reason() == Drop.HASHING_LATE);
        }
        assertThat(computed).isEmpty();
    }

    private List<String> costs(UsersFile file, String user, String password) {
        computed.clear();
        find(file, user, password);
        return List.copyOf(computed);
    }

    private LookupResult find(UsersFile file, String user, String password) {
        return chain(file)
                .find(SampleRequest.login(user, password), SampleRequest.inTime())
                .blockOptional()
                .orElseThrow();
    }

    private Chained chain(UsersFile file) {
        CacheSettings none = new CacheSettings(Duration.ZERO, Duration.ZERO, 0, 64 << 10);
        LookupSettings settings = new LookupSettings(none, FailureSettings.NONE, 1, true);
        return Chained.withDecoy(new UsersDirectory(new FileState("users", file, checks)), settings, checks);
    }

    private static FileUser user(String name, @Nullable PasswordHash password, boolean disabled) {
        return new FileUser(
                Entitlements.alice().name(name).account("A").disabled(disabled).build(), Profile.NONE, password, 1);
    }

    private final class Counted implements PasswordHash {
        private final String scheme;

        Counted(String scheme) {
            this.scheme = scheme;
        }

        @Override
        public boolean matches(String password) {
            computed.add(scheme);
            return password.equals("right");
        }

        @Override
        public String scheme() {
            return scheme;
        }

        @Override
        public boolean slow() {
            return true;
        }
    }
}
