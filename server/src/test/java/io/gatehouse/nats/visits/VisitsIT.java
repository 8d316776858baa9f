package io.gatehouse.nats.visits;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.crypto.Secret;
import io.gatehouse.nats.Attempt;
import io.gatehouse.nats.NatsOptions;
import io.gatehouse.nats.NatsSettings;
import io.gatehouse.nats.NatsSettings.Login;
import io.gatehouse.nats.ServerUrl;
import io.gatehouse.testbed.NatsServer;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.nats.client.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A visitor that fails, while the service goes on and while it ends. */
@AgainstNatsServer
@SuppressWarnings("NullAway.Init")
class VisitsIT {
    private static final String CONF = "authorization { user: gatehouse, password: p }";

    private NatsServer server;
    private Visits visits;

    @BeforeEach
    void start() {
        server = NatsServer.start(CONF);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** Visits until that is stopped, on this thread. */
    private Heard run(Runnable stay) {
        NatsSettings nats =
                NatsSettings.of(ServerUrl.of(server.url()), new Login.UserPassword("gatehouse", Secret.of("p")));
        Heard heard = new Heard(stay);
        visits = new Visits(nats, "test", attempt -> NatsOptions.forRequests(nats, attempt), heard);
        visits.run();
        return heard;
    }

    @Test
    void aFailureIsToldAsAMistakeAndTheNextVisitBegins() {
        int[] visit = new int[1];
        Heard heard = run(() -> {
            if (++visit[0] == 1) {
                throw new IllegalStateException("a mistake");
            }
            visits.stop();
        });

        assertThat(heard.mistakes).singleElement().isInstanceOf(IllegalStateException.class);
        assertThat(visit[0]).isEqualTo(2);
    }

    /** Whoever ends it ends as well what the visitor uses. */
    @Test
    void whatFailsBecauseItIsStoppedIsNone() {
        Heard heard = run(() -> {
            visits.stop();
            throw new RejectedExecutionException("the thread of the visitor has ended");
        });

        assertThat(heard.mistakes).isEmpty();
        assertThat(heard.losses).hasSize(1);
    }

    private record Heard(Runnable stay, List<Throwable> mistakes, List<String> losses) implements Visits.Visitor {
        Heard(Runnable stay) {
            this(stay, new ArrayList<>(), new ArrayList<>());
        }

        @Override
        public boolean stay(Attempt attempt, Connection connection) {
            stay.run();
            return true;
        }

        @Override
        public void lost(String why) {
            losses.add(why);
        }

        @Override
        public void allFailed() {}

        @Override
        public void mistaken(Throwable mistake) {
            mistakes.add(mistake);
        }
    }
}
