package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.cli.FiveDirectories.Named;
import io.gatehouse.drops.Drop;
import io.gatehouse.metrics.ServiceCounters;
import java.time.Duration;

/**
 * A bucket that is away for a while, between a directory of tokens and a file: what becomes of logins before, meanwhile and
 * afterwards, and how long they take.
 */
final class BucketOutage {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    /** Clients of nats-server are told nothing before it gives their login up. */
    private static final Duration GIVEN_UP = Duration.ofSeconds(2);

    private final FiveDirectories directories;
    private final Stage stage;
    private final ServiceCounters counters;
    private final Pages pages;

    private BucketOutage(FiveDirectories directories, Stage stage) {
        this.directories = directories;
        this.stage = stage;
        this.counters = stage.service().counters();
        this.pages = Pages.of(stage.service());
    }

    /** What takes the bucket away, or brings it back. */
    @FunctionalInterface
    interface Event {
        void happen() throws Exception;
    }

    /** Lives through one, and prints how long logins took. */
    static void of(FiveDirectories directories, Stage stage, String title, Event begin, Event end) throws Exception {
        new BucketOutage(directories, stage).live(title, begin, end);
    }

    private void live(String title, Event begin, Event end) throws Exception {
        awaitFollowed();
        assertAsEver();
        LoginTimes.warmUp(directories, stage);
        LoginTimes before = logins(false);

        long begun = System.nanoTime();
        begin.happen();
        await().atMost(PATIENCE).pollInterval(BETWEEN_LOOKS).until(() -> FiveDirectories.isAway(pages));
        Duration noticed = Duration.ofNanos(System.nanoTime() - begun);
        await().atMost(PATIENCE).until(stage.service()::isUp);
        assertOnlyTheBucketIsAway();
        LoginTimes during = logins(true);
        assertThat(FiveDirectories.isAway(pages)).isTrue();

        end.happen();
        awaitFollowed();
        assertAsEver();
        System.out.printf(
                "%s: noticed after %d ms; median and p99 of logins%n  before %s%n  during %s%n",
                title, noticed.toMillis(), before, during);
        during.assertNotSlowerThan(before);
    }

    private void awaitFollowed() {
        await().atMost(PATIENCE)
                .pollInterval(BETWEEN_LOOKS)
                .until(() -> stage.service().isUp() && FiveDirectories.isFollowed(pages));
    }

    private void assertAsEver() throws Exception {
        assertTheKnownAreAnswered();
        for (String user : new String[] {"s-nobody", "s-gone"}) {
            Refusal.of(stage.as(user, "g1"), stage, "gatehouse: bad_credentials");
        }
        try (Client ghost = new Client(stage.as("s-ghost", "g1"))) {
            ghost.says("the.file.knows.me");
        }
    }

    /** Whom the file knows gets no answer: the bucket may have had something else to say of that user. */
    private void assertOnlyTheBucketIsAway() throws Exception {
        assertTheKnownAreAnswered();
        for (String user : new String[] {"s-nobody", "s-gone", "s-ghost"}) {
            Silence.of(stage.as(user, "g1"), stage, Drop.UNDECIDED);
        }
    }

    /** By each directory, and so are those of the bucket who may not come in, and those whom it is not asked about. */
    private void assertTheKnownAreAnswered() throws Exception {
        for (Named directory : Named.values()) {
            directories.logIn(stage, directory).close();
        }
        Refusal.of(stage.as("s-anna", "wrong"), stage, "gatehouse: bad_credentials");
        Refusal.of(stage.as("s-dora", "d1"), stage, "gatehouse: disabled");
        Refusal.of(stage.as("nobody", "n1"), stage, "gatehouse: bad_credentials");
    }

    /** The times of logins of those who are known, while others log in whom nobody knows. */
    private LoginTimes logins(boolean away) throws Exception {
        long denied = counters.denials();
        long undecided = counters.drops(Drop.UNDECIDED);
        long dropped = counters.drops();
        Strangers strangers = Strangers.at(stage);
        LoginTimes times;
        try (strangers) {
            times = LoginTimes.measure(directories, stage);
        }
        await().atMost(PATIENCE)
                .until(() -> counters.denials() - denied + counters.drops() - dropped == strangers.number());
        if (away) {
            assertThat(counters.drops(Drop.UNDECIDED) - undecided).isEqualTo(strangers.number());
            assertThat(strangers.shortest()).isGreaterThan(GIVEN_UP);
        } else {
            assertThat(counters.denials() - denied).isEqualTo(strangers.number());
        }
        return times;
    }
}
