package io.gatehouse.directory.ldap;

import static io.gatehouse.directory.ldap.Asking.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupResult.Found;
import io.gatehouse.directory.LookupResult.Rejected;
import io.gatehouse.directory.LookupTerms;
import io.gatehouse.drops.Drop;
import io.gatehouse.passwords.Precedence;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.UndecidedException;
import io.gatehouse.testbed.DomainController;
import io.gatehouse.testbed.junit.NeedsTool;
import io.gatehouse.testkit.TestLogin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guesses at the users of a real domain, which locks users out after five wrong passwords in a row. */
@NeedsTool({"samba-dc", "openssl"})
@Tag("full")
class ActiveDirectoryLockoutIT {
    private static final int THRESHOLD = 5;
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @TempDir
    private static Path folder;

    private static DomainController controller;
    private static CorpEntries entries;

    private final List<LdapDirectory> opened = new ArrayList<>();
    private final String victim = "victim" + NUMBER.incrementAndGet();

    @BeforeAll
    static void start() throws Exception {
        controller = DomainController.start();
        entries = CorpEntries.of(controller);
        entries.addAll();
        entries.setDomain(
                "lockOutObservationWindow", "-6000000000",
                "lockoutDuration", "-6000000000",
                "lockoutThreshold", Integer.toString(THRESHOLD));
    }

    @AfterAll
    static void stop() {
        entries.close();
        controller.close();
    }

    @BeforeEach
    void addVictim() throws Exception {
        entries.addUser(victim);
    }

    @AfterEach
    void close() {
        opened.forEach(LdapDirectory::close);
    }

    private LdapDirectory open(String more) throws Exception {
        LdapDirectory directory = CorpSettings.of(controller, folder).with(more).open();
        opened.add(directory);
        return directory;
    }

    private Object guess(LdapDirectory directory, int number) {
        return outcome(directory, victim, "guess-" + number);
    }

    private static void assertNotPassedOn(Object outcome) {
        assertThat(outcome).isInstanceOf(UndecidedException.class);
        assertThat(((UndecidedException) outcome).reason()).isEqualTo(Drop.FAILURE_LIMIT);
    }

    private void assertNotLockedOut(int counted) throws Exception {
        assertThat(entries.number(victim, "lockoutTime")).isZero();
        assertThat(entries.number(victim, "badPwdCount")).isEqualTo(counted);
        assertThat(bindAs(CorpEntries.PASSWORD)).isEqualTo(ResultCode.SUCCESS);
    }

    /** Past Gatehouse, as another service would. */
    private ResultCode bindAs(String password) throws Exception {
        try (LDAPConnection other = new LDAPConnection(
                controller.authority().trusting().getSocketFactory(),
                controller.tlsAddress().getHostString(),
                controller.tlsAddress().getPort())) {
            return other.bind(CorpEntries.dn(victim), password).getResultCode();
        } catch (LDAPException e) {
            return e.getResultCode();
        }
    }

    @Test
    void theDomainLocksOutWhoeverIsGuessedAtPastGatehouse() throws Exception {
        for (int i = 0; i < THRESHOLD; i++) {
            assertThat(bindAs("guess-" + i)).isEqualTo(ResultCode.INVALID_CREDENTIALS);
        }

        assertThat(bindAs(CorpEntries.PASSWORD)).isEqualTo(ResultCode.INVALID_CREDENTIALS);
        assertThat(outcome(open("lockout: {attempts: 0}"), victim, CorpEntries.PASSWORD))
                .isEqualTo(new Rejected(DenyReason.LOCKED, "account_locked"));
    }

    @Test
    void guessesInARowStayBelowTheThreshold() throws Exception {
        LdapDirectory directory = open("");

        for (int i = 1; i < THRESHOLD; i++) {
            assertThat(guess(directory, i)).isInstanceOf(Rejected.class);
        }
        for (int i = 0; i < 10; i++) {
            assertNotPassedOn(guess(directory, THRESHOLD + i));
        }
        assertNotLockedOut(THRESHOLD - 1);
    }

    @Test
    void guessesAtOnceStayBelowTheThreshold() throws Exception {
        LdapDirectory directory = open("");

        List<CompletableFuture<LookupResult>> guesses = IntStream.range(0, 60)
                .mapToObj(i -> Asking.begin(directory, TestLogin.password(victim, "guess-" + i), Asking.TIME))
                .toList();
        List<Object> outcomes = guesses.stream().map(Asking::outcome).toList();

        assertThat(outcomes.stream().filter(Rejected.class::isInstance)).hasSizeLessThan(THRESHOLD);
        assertThat(entries.number(victim, "badPwdCount")).isPositive();
        assertNotLockedOut((int) entries.number(victim, "badPwdCount"));
        assertThat(outcomes.stream().filter(UndecidedException.class::isInstance))
                .allSatisfy(ActiveDirectoryLockoutIT::assertNotPassedOn);
    }

    /** What others have told the domain counts: of another instance, say. */
    @Test
    void guessesAtSeveralInstancesStayBelowTheThreshold() throws Exception {
        List<LdapDirectory> instances = List.of(open(""), open(""), open(""));

        for (int i = 0; i < 4 * THRESHOLD; i++) {
            Object unused = guess(instances.get(i % instances.size()), i);
        }
        assertNotLockedOut(THRESHOLD - 1);
    }

    @Test
    void theSameNameInOtherFormsIsTheSameUser() throws Exception {
        entries.set(CorpEntries.dn(victim), "userPrincipalName", victim + "@" + DomainController.DOMAIN);
        LdapDirectory directory = open("");

        for (int i = 0; i < 2 * THRESHOLD; i++) {
            String name = i % 2 == 0 ? victim.toUpperCase(Locale.ROOT) : victim + "@corp.EXAMPLE.com";
            Object unused = outcome(directory, name, "guess-" + i);
        }
        assertNotLockedOut(THRESHOLD - 1);
    }

    @Test
    void aRightPasswordEndsTheRow() throws Exception {
        LdapDirectory directory = open("");

        for (int round = 0; round < 3; round++) {
            for (int i = 2; i < THRESHOLD; i++) {
                assertThat(guess(directory, i)).isInstanceOf(Rejected.class);
            }
            assertThat(outcome(directory, victim, CorpEntries.PASSWORD)).isInstanceOf(Found.class);
        }
        assertNotLockedOut(0);
    }

    @Test
    void fewerArePassedOnWhereFewerAreWanted() throws Exception {
        LdapDirectory directory = open("lockout: {attempts: 2}");

        assertThat(guess(directory, 1)).isInstanceOf(Rejected.class);
        assertThat(guess(directory, 2)).isInstanceOf(Rejected.class);
        assertNotPassedOn(guess(directory, 3));
        assertNotPassedOn(outcome(directory, victim, CorpEntries.PASSWORD));
        assertNotLockedOut(2);
    }

    @Test
    void whoeverWasRightBeforeIsNoGuesser() throws Exception {
        LdapDirectory directory = open("lockout: {attempts: 1}");
        assertThat(guess(directory, 1)).isInstanceOf(Rejected.class);
        assertNotPassedOn(guess(directory, 2));

        LookupTerms known =
                new LookupTerms(System.nanoTime() + Asking.TIME.toNanos(), Precedence.KNOWN, true, () -> null);
        LookupResult answer = Objects.requireNonNull(directory.lookup(
                        TestLogin.password(victim, CorpEntries.PASSWORD).request()))
                .start(known)
                .mono()
                .block(Asking.TIME);

        assertThat(answer).isInstanceOf(Found.class);
        assertThat(guess(directory, 3)).as("the row has ended").isInstanceOf(Rejected.class);
    }
}
