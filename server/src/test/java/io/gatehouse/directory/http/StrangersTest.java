package io.gatehouse.directory.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gatehouse.directory.LookupResult.Found;
import io.gatehouse.directory.web.WebAnswer;
import io.gatehouse.directory.web.WebClient;
import io.gatehouse.directory.web.WebUrl;
import io.gatehouse.policy.SampleRequest;
import io.gatehouse.policy.UndecidedException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** When a service is asked about somebody who does not exist, and who waits for that. */
@Timeout(60)
class StrangersTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration NO_TIME = Duration.ZERO;

    private final ScriptedService service =
            new ScriptedService().answers(200, "").strangers(401);
    private final WebClient client;
    private final AtomicLong clock = new AtomicLong();

    StrangersTest() throws IOException {
        client = WebClient.of(settings().web());
    }

    @AfterEach
    void close() {
        client.close();
        service.close();
    }

    private HttpDirectorySettings settings() {
        return service.settings(
                HttpMode.STATUS, StatusMethod.POST, StatusBody.JSON, "/auth", List.of(), Set.of(), false);
    }

    /** The first question of a process takes its time. */
    private static void warmUp() {
        try (ScriptedService other = new ScriptedService()) {
            HttpDirectory unused = other.strangers(401).open(HttpMode.STATUS, "/auth");
            assertThat(other.ask("alice", LONG).block(LONG)).isInstanceOf(Found.class);
        }
    }

    /** It is asked about the made-up login at the same time, and not once it has said yes. */
    @Test
    void aServiceThatTakesMoreThanHalfOfTheTimeForEachAnswerLetsTheFirstIn() {
        warmUp();
        HttpDirectory unused = service.open(settings());
        service.takes(Duration.ofSeconds(4));
        assertThat(service.ask("alice", Duration.ofSeconds(7)).block(LONG)).isInstanceOf(Found.class);
        assertThat(service.strangersAsked()).isEqualTo(1);
    }

    @Test
    void theQuestionGoesOnWhenTheLoginHasEnded() {
        Strangers strangers = strangers(service.url("/auth"));
        service.takes(Duration.ofMillis(200));
        assertThatThrownBy(() -> confirm(strangers, Duration.ofMillis(10)).block(LONG))
                .hasMessageContaining("in time");
        await().until(() -> isConfirmed(strangers));
        assertThat(service.strangersAsked()).isEqualTo(1);
    }

    /** Until it lets somebody in, which is worth nothing without that. */
    @Test
    void aServiceThatFailsIsAskedAboutTheMadeUpLoginOnce() {
        HttpDirectory unused = service.open(settings());
        service.answers(503, "").strangers(503);
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> service.ask("alice", LONG).block(LONG)).isInstanceOf(UndecidedException.class);
        }
        assertThat(service.strangersAsked()).isEqualTo(1);
        service.answers(200, "").strangers(401);
        await().untilAsserted(
                        () -> assertThat(service.ask("alice", LONG).block(LONG)).isInstanceOf(Found.class));
    }

    /** They are asked at once: the order in which the two answers come makes no difference. */
    @Test
    void aServiceThatLetsEverybodyInLetsNobodyIn() {
        HttpDirectory unused = service.open(settings());
        service.strangers(200);
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> service.ask("alice", LONG).block(LONG)).hasMessageContaining("lets everybody in");
        }
    }

    @Test
    void aBurstOfLoginsAsksOnce() {
        HttpDirectory unused = service.open(settings());
        service.takes(Duration.ofMillis(20));
        List<?> found = Flux.range(0, 200)
                .flatMap(i -> service.ask("user" + i, LONG), 200)
                .collectList()
                .block(LONG);
        assertThat(found).hasSize(200).allMatch(Found.class::isInstance);
        assertThat(service.strangersAsked()).isEqualTo(1);
    }

    @Test
    void theProbeCounts() {
        HttpDirectory directory = service.open(settings());
        directory.probe().block(LONG);
        assertThat(service.ask("alice", LONG).block(LONG)).isInstanceOf(Found.class);
        assertThat(service.strangersAsked()).isEqualTo(1);
    }

    /** One that is not asked about anybody may be down, or a path of something else. */
    @Test
    void onlyTheUrlThatSaidYesIsAsked() {
        Strangers strangers = strangers(service.url("/auth"), service.url("/other"));
        confirm(strangers, LONG).block(LONG);
        assertThat(service.strangersAsked()).isEqualTo(1);
    }

    @Test
    void itIsAskedAgainBeforeAnybodyHasToWait() {
        Strangers strangers = strangers(service.url("/auth"));
        confirm(strangers, LONG).block(LONG);
        seconds(4);
        confirm(strangers, NO_TIME).block(LONG);
        assertThat(service.strangersAsked()).isEqualTo(1);
        seconds(6);
        confirm(strangers, NO_TIME).block(LONG);
        await().until(() -> service.strangersAsked() == 2);
        seconds(10);
        await().until(() -> isConfirmed(strangers));
    }

    @Test
    void whatIsOlderThanTenSecondsIsNotGoneBy() {
        Strangers strangers = strangers(service.url("/auth"));
        confirm(strangers, LONG).block(LONG);
        service.takes(LONG);
        seconds(10);
        assertThatThrownBy(() -> confirm(strangers, NO_TIME).block(LONG)).hasMessageContaining("in time");
    }

    /** That of before says nothing any more once it is known that everybody is let in. */
    @Test
    void aYesToTheMadeUpUserCountsAtOnce() {
        Strangers strangers = strangers(service.url("/auth"));
        confirm(strangers, LONG).block(LONG);
        service.strangers(200);
        seconds(6);
        await().untilAsserted(
                        () -> assertThatThrownBy(() -> confirm(strangers, LONG).block(LONG))
                                .hasMessageContaining("lets everybody in"));
    }

    private boolean isConfirmed(Strangers strangers) {
        return Boolean.TRUE.equals(confirm(strangers, NO_TIME)
                .then(Mono.just(true))
                .onErrorReturn(false)
                .block(LONG));
    }

    private Strangers strangers(WebUrl... urls) {
        return new Strangers(client, List.of(urls), LONG, clock::get);
    }

    private void seconds(int now) {
        clock.set(Duration.ofSeconds(now).toNanos());
    }

    private Mono<Void> confirm(Strangers strangers, Duration budget) {
        StatusExchange exchange =
                new StatusExchange(settings(), new OwnCredentials(client, List.of(), List.of()), strangers);
        WebAnswer yes = new WebAnswer(service.url("/auth"), 200, Map.of(), new byte[0]);
        return strangers.confirmRefused(
                yes, SampleRequest.login("alice", "secret"), exchange, System.nanoTime() + budget.toNanos());
    }
}
