package io.gatehouse.directory.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupResult.Found;
import io.gatehouse.directory.LookupResult.NotMine;
import io.gatehouse.directory.LookupResult.Rejected;
import io.gatehouse.directory.LookupTerms;
import io.gatehouse.directory.UnusableAnswerException;
import io.gatehouse.directory.shared.IdentityPrint;
import io.gatehouse.passwords.PasswordHashing;
import io.gatehouse.policy.SampleRequest;
import io.gatehouse.policy.UndecidedException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of records of users. */
@Timeout(60)
class HttpLookupTest {
    private final ScriptedService service = new ScriptedService();
    private HttpDirectory directory;

    @BeforeEach
    void open() {
        directory = service.open(HttpMode.LOOKUP, "/users/{user}");
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void thePasswordIsCheckedHere() {
        String hash = PasswordHashing.argon2id("secret", 1024, 1, 1);
        service.answers(200, "{\"pass\": \"" + hash + "\", \"account\": \"APP1\", \"groups\": [\"staff\"]}");
        assertThat(service.ask("alice", "secret")).isInstanceOfSatisfying(Found.class, found -> {
            assertThat(found.identity().name()).isEqualTo("alice");
            assertThat(found.identity().groups()).containsExactly("staff");
        });
        assertThat(service.ask("alice", "canary")).isInstanceOf(Rejected.class);
        assertThat(service.last().method()).isEqualTo("GET");
        assertThat(service.last().uri()).isEqualTo("/users/alice");
        assertThat(service.last().toString()).doesNotContain("canary");
    }

    private LookupResult asked(String user) {
        Lookup lookup = Objects.requireNonNull(
                Objects.requireNonNull(directory.identityLookup()).of(user));
        return Objects.requireNonNull(lookup.start(LookupTerms.until(System.nanoTime() + 10_000_000_000L))
                .mono()
                .block());
    }

    /** Who somebody is does not take a password to know. */
    @Test
    void tellsWhoAUserIsWithoutALogin() {
        service.answers(200, "{\"pass\": \"plain:secret\", \"account\": \"APP1\", \"groups\": [\"staff\"]}");
        assertThat(asked("alice"))
                .isInstanceOfSatisfying(
                        Found.class,
                        found -> assertThat(IdentityPrint.of(found.identity()))
                                .isEqualTo(IdentityPrint.of(((Found) service.ask("alice", "secret")).identity())));
        assertThat(service.last().uri()).isEqualTo("/users/alice");

        service.answers(200, "{\"pass\": \"plain:secret\", \"account\": \"APP1\", \"disabled\": true}");
        assertThat(asked("alice")).isInstanceOf(Rejected.class);
        service.answers(200, "{\"account\": \"APP1\"}");
        assertThat(asked("alice")).isInstanceOf(Rejected.class);
        assertThat(service.answers(404, "").ask("alice", "secret")).isEqualTo(NotMine.NOT_MINE);
        assertThat(asked("alice")).isEqualTo(NotMine.NOT_MINE);
        service.answers(500, "");
        assertThatThrownBy(() -> asked("alice")).isInstanceOf(UndecidedException.class);
        service.answers(200, "{}x");
        assertThatThrownBy(() -> asked("alice")).isInstanceOf(UndecidedException.class);
        assertThat(Objects.requireNonNull(directory.identityLookup()).of("..")).isNull();
    }

    @Test
    void whoHasNoRecordIsForTheNextDirectory() {
        assertThat(service.answers(404, "no such user").ask("mallory", "secret"))
                .isEqualTo(NotMine.NOT_MINE);
    }

    /** The service may know it, so that it is not nobody's; and no server could answer. */
    @Test
    void aNameThatIsTooLongForAUrlIsNotAskedAbout() {
        service.answers(404, "");
        assertThatThrownBy(() -> service.ask("\u6f22".repeat(228), "secret"))
                .isInstanceOf(UnusableAnswerException.class)
                .hasMessageContaining("too long");
        assertThat(service.timesAsked()).isZero();
        assertThat(service.ask("\u6f22".repeat(227), "secret")).isEqualTo(NotMine.NOT_MINE);
    }

    /** That of a proxy, say, which does not reach the service. */
    @Test
    void aPageForPeopleIsNoAbsence() {
        service.answers(404, "<html><head><title>404 Not Found</title></head></html>");
        assertThatThrownBy(() -> service.ask("alice", "secret"))
                .isInstanceOf(UndecidedException.class)
                .hasMessageContaining("HTML");
    }

    /** A proxy that has lost its route to the service says 404 for everybody. */
    @Test
    void anAbsenceCountsOnlyWhileTheServiceIsThere() {
        directory.close();
        directory = service.open(settings(service));
        service.answers(404, "404 page not found").health(404);
        assertThatThrownBy(() -> service.ask("alice", "secret")).isInstanceOf(UndecidedException.class);
        service.health(200);
        assertThat(service.ask("alice", "secret")).isEqualTo(NotMine.NOT_MINE);
    }

    @Test
    void whoHasNoPasswordIsRejected() {
        assertThat(service.answers(200, "{\"account\": \"APP1\"}").ask("alice", "secret"))
                .isInstanceOf(Rejected.class);
    }

    /** A text that is no hash is no record, lest a mistake of the service is taken for a wrong password. */
    @Test
    void aRecordWithAMistakeDecidesNothing() {
        for (String record : new String[] {"", "[]", "{\"pass\": \"$2y$canary\"}", "{\"password\": \"canary\"}"}) {
            service.answers(200, record);
            assertThatThrownBy(() -> service.ask("alice", "secret"))
                    .isInstanceOf(UndecidedException.class)
                    .hasMessageNotContaining("canary");
        }
    }

    @Test
    void noOtherStatusDecides() {
        for (int status : new int[] {204, 302, 401, 403, 500}) {
            service.answers(status, "");
            assertThatThrownBy(() -> service.ask("alice", "secret")).isInstanceOf(UndecidedException.class);
        }
    }

    /** So that the time of an answer does not tell who has a record. */
    @Test
    void lendsAPasswordHashAsItsUsersHave() {
        assertThat(directory.decoy()).isNull();
        service.answers(200, "{\"pass\": \"" + PasswordHashing.argon2id("secret", 1024, 1, 1) + "\"}");
        assertThat(service.ask("alice", "secret")).isInstanceOf(Found.class);
        assertThat(Objects.requireNonNull(directory.decoy()).slow()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 401, 403, 500})
    void anotherIsAskedWhereOneSaysNothingOfTheUser(int status) {
        try (ScriptedService other = new ScriptedService()) {
            directory.close();
            directory = service.open(ScriptedService.together(settings(service), settings(other)));
            service.answers(status, "");
            other.answers(200, "{\"pass\": \"plain:secret\"}");
            for (int i = 0; i < 4; i++) {
                assertThat(service.ask("alice", "secret")).isInstanceOf(Found.class);
            }
        }
    }

    private static HttpDirectorySettings settings(ScriptedService of) {
        return of.settings(
                HttpMode.LOOKUP, StatusMethod.POST, StatusBody.JSON, "/users/{user}", List.of(), Set.of(), true);
    }

    @Test
    void anAnswerThatIsNotToBeStoredIsNotReusable() {
        service.answers(200, Map.of("Cache-Control", "no-store"), "{\"pass\": \"plain:secret\"}");
        var lookup = Objects.requireNonNull(directory.lookup(SampleRequest.login("alice", "secret")));
        assertThat(lookup.isReusable()).isTrue();
        assertThat(lookup.start(LookupTerms.until(SampleRequest.inTime()))
                        .mono()
                        .block())
                .isInstanceOf(Found.class);
        assertThat(lookup.isReusable()).isFalse();
    }

    @Test
    void theProbeAsksForTheRecordOfAMadeUpUser() {
        service.answers(404, "");
        directory.probe().block();
        assertThat(service.last().uri()).isEqualTo("/users/gatehouse-probe");
        service.answers(200, "{\"account\": \"APP1\"}");
        assertThatThrownBy(() -> directory.probe().block()).hasMessageContaining("has a record of the made-up user");
    }
}
