package io.gatehouse.directory.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.claims.Permissions.Responses;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.Validity;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.entitlement.ConnectionType;
import io.gatehouse.policy.entitlement.ConnectionTypes;
import io.gatehouse.policy.entitlement.Entitlement;
import io.gatehouse.policy.entitlement.Hours;
import io.gatehouse.policy.entitlement.SubjectSet;
import io.gatehouse.policy.entitlement.UserLimits;
import io.gatehouse.policy.entitlement.UserPermissions;
import io.gatehouse.policy.source.SourceRange;
import io.gatehouse.policy.source.Sources;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who was found comes out as he went in, all of him, and nothing else comes out of anything else. */
class IdentityWriterTest {
    private static final String DIRECTORY = "staff";
    private static final Instant END = Instant.parse("2027-01-02T03:04:05.678901234Z");

    private static Entitlement everything() {
        UserPermissions permissions = new UserPermissions(
                SubjectSet.of(List.of("orders.>", "a.*"), List.of("orders.secret")),
                SubjectSet.of(List.of("_INBOX.>", "work workers"), List.of()),
                new Responses(5, Duration.ofMillis(1500)));
        UserLimits limits = new UserLimits(
                7,
                8,
                9,
                Sources.of(List.of(SourceRange.parse("10.0.0.0/8"), SourceRange.parse("2001:db8::/32"))),
                Hours.of(
                        List.of(Hours.Window.parse("22:00:00", "06:00:00"), Hours.Window.parse("12:00:00", "13:00:00")),
                        ZoneId.of("Europe/Berlin")));
        return new Entitlement(
                "zoë",
                "APP1",
                "reader",
                permissions,
                limits,
                List.of("team:a"),
                ConnectionTypes.of(Set.of(ConnectionType.STANDARD, ConnectionType.IN_PROCESS)),
                true,
                true,
                true,
                Duration.ofHours(2),
                END);
    }

    private static LookupResult.Found through(LookupResult.Found found) {
        byte[] written = Objects.requireNonNull(IdentityWriter.write(found));
        return Objects.requireNonNull(IdentityReader.read(DIRECTORY, written));
    }

    private static void assertSame(LookupResult.Found found) {
        LookupResult.Found read = through(found);
        Identity before = found.identity();
        Identity after = read.identity();
        assertThat(read.validity()).isEqualTo(found.validity());
        assertThat(after.directory()).isEqualTo(DIRECTORY);
        assertThat(after.name()).isEqualTo(before.name());
        assertThat(after.attributes()).isEqualTo(before.attributes());
        assertThat(after.groups()).isEqualTo(before.groups());
        assertThat(after.entitlement()).isEqualTo(before.entitlement());
        assertThat(after.expiresAt()).isEqualTo(before.expiresAt());
    }

    @Test
    void everythingComesOutAsItWentIn() {
        assertSame(new LookupResult.Found(
                new Identity(
                        DIRECTORY,
                        "zoë",
                        Map.of("mail", List.of("zoe@example.org", "z@example.org"), "none", List.of()),
                        Set.of("ops", "träger"),
                        everything(),
                        END),
                new Validity(END.minusSeconds(1))));
    }

    @Test
    void littleDoesToo() {
        assertSame(new LookupResult.Found(Identity.of(DIRECTORY, Entitlement.plain("bob", ""))));
        assertSame(new LookupResult.Found(new Identity(DIRECTORY, "bob", Map.of(), Set.of(), null)));
    }

    @Test
    void subjectsKeepTheirMeaning() {
        for (SubjectSet subjects :
                List.of(SubjectSet.EVERYTHING, SubjectSet.NOTHING, SubjectSet.except(List.of("secret.>")))) {
            Entitlement plain = Entitlement.plain("bob", "APP1");
            assertSame(new LookupResult.Found(Identity.of(
                    DIRECTORY,
                    new Entitlement(
                            plain.name(),
                            plain.account(),
                            null,
                            new UserPermissions(subjects, subjects, null),
                            plain.limits(),
                            List.of(),
                            plain.connectionTypes(),
                            false,
                            false,
                            false,
                            null,
                            null))));
        }
    }

    @Test
    void hoursOfSeveralZonesAreNotWritten() {
        Hours hours = Hours.of(List.of(Hours.Window.parse("08:00:00", "18:00:00")), ZoneId.of("Europe/Berlin"))
                .and(Hours.of(List.of(Hours.Window.parse("08:00:00", "18:00:00")), ZoneId.of("Asia/Tokyo")));
        Entitlement plain = Entitlement.plain("bob", "APP1");
        Entitlement both = new Entitlement(
                "bob",
                "APP1",
                null,
                plain.permissions(),
                new UserLimits(-1, -1, -1, Sources.ANY, hours),
                List.of(),
                plain.connectionTypes(),
                false,
                false,
                false,
                null,
                null);

        assertThat(IdentityWriter.write(new LookupResult.Found(Identity.of(DIRECTORY, both))))
                .isNull();
    }

    @Test
    void textsThatAreTooLongAreNotWritten() {
        Map<String, List<String>> attributes = Map.of("a", List.of("x".repeat(70_000)));

        assertThat(IdentityWriter.write(
                        new LookupResult.Found(new Identity(DIRECTORY, "bob", attributes, Set.of(), null))))
                .isNull();
    }

    @Test
    void partsAndGarbageAreNobody() {
        byte[] whole = Objects.requireNonNull(
                IdentityWriter.write(new LookupResult.Found(Identity.of(DIRECTORY, everything()))));
        for (int length = 0; length < whole.length; length++) {
            assertThat(IdentityReader.read(DIRECTORY, Arrays.copyOf(whole, length)))
                    .as(length + " bytes")
                    .isNull();
        }
        assertThat(IdentityReader.read(DIRECTORY, Arrays.copyOf(whole, whole.length + 1)))
                .isNull();
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            byte[] damaged = whole.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
            LookupResult.Found read = IdentityReader.read(DIRECTORY, damaged);
            assertThat(read == null || !read.identity().name().isBlank()).isTrue();
        }
    }

    private static Identity withOrder(List<String> mails, List<String> subjects, List<String> tags) {
        UserPermissions permissions = new UserPermissions(
                SubjectSet.of(subjects, List.of()), SubjectSet.of(List.of("_INBOX.>"), subjects), null);
        Entitlement all = everything();
        Entitlement entitlement = new Entitlement(
                "bob",
                "APP1",
                null,
                permissions,
                all.limits(),
                tags,
                all.connectionTypes(),
                false,
                false,
                false,
                null,
                null);
        return new Identity(DIRECTORY, "bob", Map.of("mail", mails), Set.of("ops"), entitlement);
    }

    /** A database or a service may give values in any order, and a user who seems changed loses the sessions. */
    @Test
    void aPrintIsTheSameForValuesInAnotherOrderAndForNoOtherValues() {
        long print = IdentityPrint.of(withOrder(List.of("a", "b"), List.of("x.>", "y"), List.of("t:1", "t:2")));
        assertThat(IdentityPrint.of(withOrder(List.of("b", "a"), List.of("y", "x.>"), List.of("t:2", "t:1"))))
                .isEqualTo(print);
        assertThat(IdentityPrint.of(withOrder(List.of("b", "c"), List.of("y", "x.>"), List.of("t:2", "t:1"))))
                .isNotEqualTo(print);
        assertThat(IdentityPrint.of(withOrder(List.of("a", "b"), List.of("x.>"), List.of("t:1", "t:2", "y"))))
                .isNotEqualTo(print);
    }
}
