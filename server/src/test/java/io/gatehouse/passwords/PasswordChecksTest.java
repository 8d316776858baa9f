package io.gatehouse.passwords;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.admission.QueueDiscipline;
import io.gatehouse.policy.SampleRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.Disposable;
import reactor.core.Fuseable;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

@Timeout(30)
class PasswordChecksTest {
    private final PasswordChecks checks =
            new PasswordChecks(new HashingSettings(1, 2, QueueDiscipline.defaults()), PasswordChecksRecorder.NONE);

    @AfterEach
    void end() {
        checks.close();
    }

    @Test
    void checkPlainTextOnTheSpot() {
        Mono<Boolean> right = checks.matches(PasswordHash.parse("secret"), "secret", SampleRequest.inTime());

        assertThat(right).isInstanceOf(Fuseable.ScalarCallable.class);
        assertThat(right.block()).isTrue();
        assertThat(checks.matches(PasswordHash.parse("secret"), "wrong", SampleRequest.inTime())
                        .block())
                .isFalse();
    }

    @Test
    void computeSlowHashesOnAThreadOfTheirOwn() {
        List<String> threads = new ArrayList<>();

        StepVerifier.create(checks.matches(GatedHash.open(), "right", SampleRequest.inTime())
                        .doOnNext(right -> threads.add(Thread.currentThread().getName())))
                .expectNext(true)
                .verifyComplete();
        StepVerifier.create(checks.matches(GatedHash.open(), "wrong", SampleRequest.inTime()))
                .expectNext(false)
                .verifyComplete();
        assertThat(threads).allMatch(name -> name.startsWith("gatehouse-hash-"));
    }

    @Test
    void computeNothingBeforeItIsAskedFor() throws InterruptedException {
        GatedHash hash = GatedHash.open();

        assertThat(checks.matches(hash, "right", SampleRequest.inTime())).isNotNull();
        assertThat(checks.matches(GatedHash.open(), "right", SampleRequest.inTime())
                        .block())
                .isTrue();
        assertThat(hash.computed()).isZero();
    }

    @Test
    void giveUpTheOldestWhenTooManyAreWaiting() throws InterruptedException {
        GatedHash busy = GatedHash.closed();
        CompletableFuture<Boolean> first =
                checks.matches(busy, "right", SampleRequest.inTime()).toFuture();
        busy.awaitBegun();
        CompletableFuture<Boolean> second = checks.matches(GatedHash.open(), "right", SampleRequest.inTime())
                .toFuture();
        CompletableFuture<Boolean> third = checks.matches(GatedHash.open(), "wrong", SampleRequest.inTime())
                .toFuture();
        assertThat(checks.waiting()).isEqualTo(2);

        CompletableFuture<Boolean> newest = checks.matches(GatedHash.open(), "right", SampleRequest.inTime())
                .toFuture();

        assertThat(second)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withCauseInstanceOf(PasswordChecksFullException.class);
        busy.letGo();
        assertThat(List.of(first.join(), third.join(), newest.join())).containsExactly(true, false, true);
    }

    @Test
    void skipWhatWasGivenUpAndMakeRoomForOthers() throws Exception {
        GatedHash busy = GatedHash.closed();
        CompletableFuture<Boolean> first =
                checks.matches(busy, "right", SampleRequest.inTime()).toFuture();
        busy.awaitBegun();
        GatedHash givenUp = GatedHash.open();
        Disposable waiting =
                checks.matches(givenUp, "right", SampleRequest.inTime()).subscribe();

        waiting.dispose();

        assertThat(checks.waiting()).isZero();
        CompletableFuture<Boolean> next = checks.matches(GatedHash.open(), "right", SampleRequest.inTime())
                .toFuture();
        busy.letGo();
        assertThat(first.join()).isTrue();
        assertThat(next.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(givenUp.computed()).isZero();
    }

    @Test
    void tellApartHowManyHashesOfEachCostCanBeComputed() {
        PasswordHash dear = PasswordHash.parse(PasswordHashing.bcrypt("right", 9));
        PasswordHash cheap = PasswordHash.parse(PasswordHashing.bcrypt("right", 4));
        assertThat(checks.perSecond(cheap)).isZero();

        checks.matches(cheap, "right", SampleRequest.inTime()).block();
        double before = checks.perSecond(cheap);
        checks.matches(dear, "right", SampleRequest.inTime()).block();

        assertThat(before).isPositive();
        assertThat(checks.perSecond(cheap)).isEqualTo(before);
        assertThat(checks.perSecond(dear)).isPositive();
    }

    @Test
    void failWhenAHashFails() {
        PasswordHash broken = new PasswordHash() {
            @Override
            public boolean matches(String password) {
                throw new IllegalStateException("no memory for the hash");
            }

            @Override
            public String scheme() {
                return "broken";
            }

            @Override
            public boolean slow() {
                return true;
            }
        };

        StepVerifier.create(checks.matches(broken, "x", SampleRequest.inTime()))
                .verifyErrorMessage("no memory for the hash");
        assertThat(checks.matches(GatedHash.open(), "right", SampleRequest.inTime())
                        .block())
                .isTrue();
    }

    @Test
    void giveUpWhatWaitsWhenTheyEnd() throws InterruptedException {
        GatedHash busy = GatedHash.closed();
        CompletableFuture<Boolean> running =
                checks.matches(busy, "right", SampleRequest.inTime()).toFuture();
        busy.awaitBegun();

        StepVerifier.create(checks.matches(GatedHash.open(), "right", SampleRequest.inTime()))
                .then(checks::close)
                .expectError(PasswordChecksFullException.class)
                .verify(Duration.ofSeconds(10));
        StepVerifier.create(checks.matches(GatedHash.open(), "right", SampleRequest.inTime()))
                .expectError(PasswordChecksFullException.class)
                .verify(Duration.ofSeconds(10));
        busy.letGo();
        assertThat(running).isNotNull();
    }
}
