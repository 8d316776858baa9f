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

/** Asks again and again whether one user is let in, to see from when on a change is in force. */
public final class LoginProbe implements AutoCloseable {
    private static final String SUBJECT = "$SYS.REQ.USER.AUTH";

    /** As long as nats-server gives it by default. */
    private static final Duration LIFE = Duration.ofSeconds(2);

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final BrokerClient client;
    private final FrameWriter frames;
    private final AnswerVerifier verifier;

    LoginProbe(BrokerClient client, CalloutKeys keys, Encryption encryption, String user, String password) {
        Workload workload = Workload.fresh(
                1,
                encryption == Encryption.XKEY ? keys.xkey().publicKey() : null,
                TestUsers.patterned(1, user, password, 0),
                1,
                keys.issuer().publicKey().text(),
                false);
        this.client = client;
        this.frames = new FrameWriter(
                new RequestWriter(workload, Clock.systemUTC(), LIFE), workload, SUBJECT, client.inbox());
        this.verifier = new AnswerVerifier(workload, Expected.ANYTHING);
    }

    /**
     * Asks until the user is let in, or is refused.
     *
     * @param letIn what is waited for
     * @param since in {@link System#nanoTime()}
     * @return how long it took, in milliseconds; when it was asked for that is so, not when the answer came
     */
    public double millisUntil(boolean letIn, long since) {
        while (System.nanoTime() - since < LIMIT.toNanos()) {
            long asked = System.nanoTime();
            if (isLetIn() == letIn) {
                return Math.max(0, asked - since) / 1e6;
            }
        }
        throw new LoadException("A change was not in force after " + LIMIT.toMinutes() + " minutes");
    }

    private boolean isLetIn() {
        long request = client.next();
        CompletableFuture<byte[]> answer = client.send(request, frames.frame(request, 0));
        client.flush();
        AnswerVerdict verdict = verifier.verify(
                request, 0, BrokerClient.await(answer), Clock.systemUTC().millis() / 1000);
        return switch (verdict) {
            case GRANTED -> true;
            case DENIED_WRONGLY -> false;
            default -> throw new LoadException("A login was answered wrongly: " + verdict.meaning());
        };
    }

    @Override
    public void close() {
        client.close();
    }
}
