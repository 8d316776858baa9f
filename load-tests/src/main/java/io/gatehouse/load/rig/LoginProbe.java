package io.gatehouse.load.rig;

import io.gatehouse.load.answer.AnswerVerdict;
import io.gatehouse.load.answer.AnswerVerifier;
import io.gatehouse.load.answer.Expected;
import io.gatehouse.load.options.LoadException;
import io.gatehouse.load.request.RequestWriter;
import io.gatehouse.load.request.TestUsers;
import io.gatehouse.load.request.Workload;
import io.gatehouse.load.servers.batch.FrameWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Asks about one login at a time: whether it is let in, and how long that takes. */
public final class LoginProbe implements AutoCloseable {
    private static final String SUBJECT = "$SYS.REQ.USER.AUTH";

    /** As long as nats-server gives it by default. */
    private static final Duration LIFE = Duration.ofSeconds(2);

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final BrokerClient client;
    private final FrameWriter frames;
    private final AnswerVerifier verifier;

    LoginProbe(BrokerClient client, CalloutKeys keys, Encryption encryption, TestUsers users) {
        Workload workload = Workload.fresh(
                1,
                encryption == Encryption.XKEY ? keys.xkey().publicKey() : null,
                users,
                1,
                keys.issuer().publicKey().text(),
                false);
        this.client = client;
        this.frames = new FrameWriter(
                new RequestWriter(workload, Clock.systemUTC(), LIFE), workload, SUBJECT, client.inbox());
        this.verifier = new AnswerVerifier(workload, Expected.ANYTHING);
    }

    /**
     * Asks until the first user is let in, or is refused.
     *
     * @param letIn what is waited for
     * @param since in {@link System#nanoTime()}
     * @return how long it took, in milliseconds; when it was asked for that is so, not when the answer came
     */
    public double millisUntil(boolean letIn, long since) {
        while (System.nanoTime() - since < LIMIT.toNanos()) {
            long asked = System.nanoTime();
            if (isLetIn(0) == letIn) {
                return Math.max(0, asked - since) / 1e6;
            }
        }
        throw new LoadException("A change was not in force after " + LIMIT.toMinutes() + " minutes");
    }

    /**
     * Asks once about a user who must be let in.
     *
     * @return how long the answer took, in nanoseconds
     */
    public long nanos(int user) {
        long request = client.next();
        byte[] frame = frames.frame(request, user);
        long begun = System.nanoTime();
        byte[] answer = ask(request, frame);
        long took = System.nanoTime() - begun;
        AnswerVerdict verdict = verdict(request, user, answer);
        if (verdict != AnswerVerdict.GRANTED) {
            throw new LoadException("A login was answered wrongly: " + verdict.meaning());
        }
        return took;
    }

    private boolean isLetIn(int user) {
        long request = client.next();
        AnswerVerdict verdict = verdict(request, user, ask(request, frames.frame(request, user)));
        return switch (verdict) {
            case GRANTED -> true;
            case DENIED_WRONGLY -> false;
            default -> throw new LoadException("A login was answered wrongly: " + verdict.meaning());
        };
    }

    private byte[] ask(long request, byte[] frame) {
        CompletableFuture<byte[]> answer = client.send(request, frame);
        client.flush();
        return BrokerClient.await(answer);
    }

    private AnswerVerdict verdict(long request, int user, byte[] answer) {
        return verifier.verify(request, user, answer, Clock.systemUTC().millis() / 1000);
    }

    @Override
    public void close() {
        client.close();
    }
}
