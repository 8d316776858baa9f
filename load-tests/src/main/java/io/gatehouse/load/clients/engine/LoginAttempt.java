package io.gatehouse.load.clients.engine;

import io.gatehouse.load.clients.policy.ServerError;
import io.gatehouse.load.clients.wire.LoginWriter;
import io.gatehouse.load.clients.wire.ProtocolReader;
import io.gatehouse.load.nats.NatsException;
import io.gatehouse.load.nats.TlsClientContext;
import io.gatehouse.transport.Operation;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a client, from dialling to its end: INFO, perhaps TLS, then CONNECT and PING, then PONG is the login. It
 * calls its client once with the result of the login, and once when the login has ended.
 */
final class LoginAttempt extends ChannelInboundHandlerAdapter {
    /** So late comes a timer on an event loop that is not short of CPU. */
    private static final long LAG_NANOS = 20_000_000;

    private static final ByteBuf PONG = Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(LoginWriter.pong()));

    private final Client client;
    private final String host;
    private final ProtocolReader reader = new ProtocolReader(this::take);
    private @Nullable Channel channel;
    private @Nullable ScheduledFuture<?> timeout;
    private @Nullable LoginFailure known;
    private long deadline;
    private boolean forGood;
    private AttemptState state = AttemptState.DIALLING;

    private enum AttemptState {
        DIALLING,
        GREETED,
        IN,
        ENDED
    }

    LoginAttempt(Client client, String host) {
        this.client = client;
        this.host = host;
    }

    /** Watches a connection that is being made. */
    void begin(ChannelFuture connecting) {
        channel = connecting.channel();
        expectWithinTimeout();
        connecting.addListener(done -> {
            if (!done.isSuccess()) {
                end(LoginFailure.UNREACHABLE);
            }
        });
    }

    /** Closes the connection without a word to the client. */
    void abandon() {
        state = AttemptState.ENDED;
        close();
    }

    private void expectWithinTimeout() {
        cancelTimeout();
        long nanos = client.context().policy().connectTimeout().toNanos();
        deadline = client.now() + nanos;
        timeout = client.loop().schedule(this::timeOut, nanos, TimeUnit.NANOSECONDS);
    }

    /**
     * The timeout has come. If it came late, so was everything else on this event loop: an answer may lie unread, and
     * gets as long again to be read, once.
     */
    private void timeOut() {
        long lag = client.now() - deadline;
        client.context().counters().lag(lag);
        if (known == null && lag > LAG_NANOS) {
            timeout = client.loop().schedule(this::timeOutForGood, lag, TimeUnit.NANOSECONDS);
        } else {
            timeOutForGood();
        }
    }

    private void timeOutForGood() {
        end(known == null ? LoginFailure.TIMED_OUT : known);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (state == AttemptState.DIALLING && client.context().library().timesLoginApart()) {
            expectWithinTimeout();
        }
        context.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws NatsException {
        ByteBuf in = (ByteBuf) message;
        try {
            if (state != AttemptState.ENDED) {
                reader.read(in);
            }
        } finally {
            in.release();
        }
    }

    private void take(Operation operation, String text) {
        if (state == AttemptState.ENDED || known != null) {
            return;
        }
        switch (operation) {
            case INFO -> greet(text);
            case PING -> answerPing();
            case PONG -> logIn();
            case ERR -> take(ServerError.of(text));
            default -> {}
        }
    }

    private void greet(String info) {
        if (state == AttemptState.DIALLING) {
            state = AttemptState.GREETED;
            client.context().counters().greeted(client.now());
            secure(info);
            send(Unpooled.wrappedBuffer(client.connectBytes(info)));
        }
    }

    /** What is sent from now on waits for the handshake's end. */
    private void secure(String info) {
        TlsClientContext tls = client.context().security().after(info);
        if (tls != null && channel != null) {
            channel.pipeline().addFirst(tls.handler(channel.alloc(), host));
        }
    }

    private void answerPing() {
        if (state == AttemptState.IN || client.context().library().answersEarlyPing()) {
            send(PONG.duplicate());
        } else {
            breakOff(isLate() ? LoginFailure.TIMED_OUT : LoginFailure.BROKEN);
        }
    }

    private void logIn() {
        if (state == AttemptState.GREETED) {
            state = AttemptState.IN;
            cancelTimeout();
            client.loggedIn();
        }
    }

    private void take(ServerError error) {
        if (isLate()) {
            timeOutForGood();
            return;
        }
        forGood |= client.closesAfter(error);
        if (state == AttemptState.IN) {
            if (forGood) {
                close();
            }
        } else if (error == ServerError.AUTHENTICATION_TIMEOUT) {
            breakOff(LoginFailure.TIMED_OUT);
        } else {
            breakOff(error.isRefusal() ? LoginFailure.REFUSED : LoginFailure.BROKEN);
        }
    }

    /**
     * Whether the client's own timeout, which comes before the server's, is over, although its timer has not come yet: a
     * refusal is then the server's word for its timeout, and the real client would have hung up.
     */
    private boolean isLate() {
        return state != AttemptState.IN && client.now() - deadline > 0;
    }

    /** The login has failed; some libraries notice it only at their timeout. */
    private void breakOff(LoginFailure outcome) {
        if (client.context().library().waitsOutTheTimeout()) {
            known = outcome;
        } else {
            end(outcome);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (state == AttemptState.IN) {
            state = AttemptState.ENDED;
            client.dropped(forGood);
        } else if (state != AttemptState.ENDED && known == null) {
            breakOff(LoginFailure.BROKEN);
        }
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the channel tells its end
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }

    private void end(LoginFailure outcome) {
        if (state == AttemptState.ENDED || state == AttemptState.IN) {
            return;
        }
        state = AttemptState.ENDED;
        cancelTimeout();
        close();
        client.failed(outcome, forGood);
    }

    private void cancelTimeout() {
        if (timeout != null) {
            timeout.cancel(false);
            timeout = null;
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // an error comes to exceptionCaught
    private void send(ByteBuf bytes) {
        if (channel != null) {
            channel.writeAndFlush(bytes, channel.voidPromise());
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the channel tells its end
    private void close() {
        cancelTimeout();
        if (channel != null) {
            channel.close();
        }
    }
}
