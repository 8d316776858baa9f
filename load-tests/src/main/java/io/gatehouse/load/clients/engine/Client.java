package io.gatehouse.load.clients.engine;

import io.gatehouse.load.clients.policy.NextAction;
import io.gatehouse.load.clients.policy.Retries;
import io.gatehouse.load.clients.policy.ServerError;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One client: dials, logs in, stays, and dials again as its library would. Lives on one event loop. */
final class Client {
    private final int number;
    private final ClientContext context;
    private final EventLoop loop;
    private final Retries retries;
    private @Nullable LoginAttempt attempt;
    private byte @Nullable [] connectBytes;
    private ClientState state = ClientState.OUT;
    private boolean failedBefore;
    private boolean wasIn;
    private long droppedAt;
    private Runnable onSettled = () -> {};

    /** The state of a client. */
    enum ClientState {
        OUT,
        IN,
        /** It has given up. */
        LOST,
        /** The group has been closed. */
        CLOSED
    }

    Client(int number, ClientContext context, EventLoop loop, Retries retries) {
        this.number = number;
        this.context = context;
        this.loop = loop;
        this.retries = retries;
    }

    ClientState state() {
        return state;
    }

    ClientContext context() {
        return context;
    }

    EventLoop loop() {
        return loop;
    }

    long now() {
        return loop.ticker().nanoTime();
    }

    /** Has something run once, when it is in or lost for the first time. */
    void onSettled(Runnable action) {
        onSettled = action;
    }

    private void settle() {
        Runnable action = onSettled;
        onSettled = () -> {};
        action.run();
    }

    /** Dials for the first time. */
    void start() {
        follow(retries.first(now()));
    }

    /** Closes the connection and dials no more. */
    void close() {
        state = ClientState.CLOSED;
        if (attempt != null) {
            attempt.abandon();
        }
    }

    byte[] connectBytes(String info) {
        byte[] known = connectBytes;
        if (known == null) {
            known = context.login().connect(number, info);
            connectBytes = context.login().isConstant() ? known : null;
        }
        return known;
    }

    /** The server has sent -ERR: whether the library gives up once the connection has ended. */
    boolean closesAfter(ServerError error) {
        return retries.closesAfter(error, state == ClientState.IN);
    }

    void loggedIn() {
        if (state == ClientState.CLOSED) {
            return;
        }
        retries.loggedIn();
        state = ClientState.IN;
        failedBefore = false;
        context.counters().loggedIn();
        if (wasIn) {
            context.counters().back(droppedAt, now());
        }
        wasIn = true;
        settle();
    }

    /** The attempt has led to nothing. */
    void failed(LoginFailure outcome, boolean forGood) {
        attempt = null;
        if (state == ClientState.CLOSED) {
            return;
        }
        context.counters().failed(outcome);
        failedBefore = true;
        if (forGood) {
            lose();
        } else {
            follow(retries.failed(now()));
        }
    }

    /** The login has ended. */
    void dropped(boolean forGood) {
        attempt = null;
        if (state == ClientState.CLOSED) {
            return;
        }
        state = ClientState.OUT;
        droppedAt = now();
        context.counters().dropped(droppedAt);
        if (forGood) {
            lose();
        } else {
            follow(retries.dropped(droppedAt));
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // closing the loop ends it
    private void follow(NextAction next) {
        if (next instanceof NextAction.Dial dial) {
            long due = now() + dial.waitNanos();
            if (dial.waitNanos() == 0) {
                dial(dial.server());
            } else {
                loop.schedule(() -> dialAfterWait(dial.server(), due), dial.waitNanos(), TimeUnit.NANOSECONDS);
            }
        } else {
            lose();
        }
    }

    private void dialAfterWait(int server, long due) {
        context.counters().lag(now() - due);
        dial(server);
    }

    private void dial(int server) {
        if (state == ClientState.CLOSED) {
            return;
        }
        context.counters().attempt(failedBefore);
        LoginAttempt dialled = new LoginAttempt(this, context.dialer().host(number, server));
        attempt = dialled;
        ChannelFuture connected = context.dialer().dial(number, server, loop, dialled);
        dialled.begin(connected);
    }

    private void lose() {
        state = ClientState.LOST;
        context.counters().lost();
        settle();
    }
}
