package io.gatehouse.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private final List<String> written = new ArrayList<>();
    private final AtomicInteger moves = new AtomicInteger();
    private final Outbox outbox = outbox((bytes, length) -> written.add(new String(bytes, 0, length, US_ASCII)));

    private Outbox outbox(Outbox.Writer writer) {
        return new Outbox(writer, moves::incrementAndGet);
    }

    @Test
    void writesSeveralAnswersAsOne() throws IOException {
        assertThat(outbox.publish("_R_.1", "one".getBytes(US_ASCII))).isTrue();
        assertThat(outbox.publish("_R_.2", new byte[0])).isTrue();
        assertThat(written).isEmpty();

        outbox.flush();
        outbox.flush();
        assertThat(written).containsExactly("PUB _R_.1 3\r\none\r\nPUB _R_.2 0\r\n\r\n");
    }

    @Test
    void writesByItselfOnceThereIsEnough() throws IOException {
        byte[] body = "x".repeat(2000).getBytes(US_ASCII);
        for (int i = 0; i < 40; i++) {
            outbox.publish("r", body);
        }
        assertThat(written).hasSize(2).allSatisfy(piece -> assertThat(piece).hasSizeBetween(32_768, 40_000));
    }

    @Test
    void keepsTheOrderOfWhatTheLibraryWrites() throws IOException {
        outbox.publish("r", "a".getBytes(US_ASCII));
        outbox.write("PING\r\nrubbish".getBytes(US_ASCII), 6);

        assertThat(written).containsExactly("PUB r 1\r\na\r\nPING\r\n");
    }

    @Test
    void takesNothingAfterAFailure() throws IOException {
        Outbox broken = outbox((bytes, length) -> {
            throw new IOException("reset by peer");
        });
        assertThat(broken.publish("r", new byte[1])).isTrue();
        assertThatIOException().isThrownBy(broken::flush).withMessage("reset by peer");

        assertThat(broken.publish("r", new byte[1])).isFalse();
        assertThatIOException().isThrownBy(() -> broken.write(new byte[1], 1));
    }

    @Test
    void isBoundedWhileTheServerDoesNotRead() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Outbox slow = stuckUntil(goOn, stuck);
        CompletableFuture<Void> flushing = CompletableFuture.runAsync(() -> flush(slow));
        stuck.await();

        int taken = 0;
        while (slow.publish("r", new byte[100_000])) {
            taken++;
        }
        assertThat(taken * 100_000).isBetween(Outbox.MOST - 200_000, Outbox.MOST);
        assertThatIOException().isThrownBy(() -> slow.write(new byte[200_000], 200_000));

        goOn.countDown();
        flushing.join();
        assertThat(slow.publish("r", new byte[100_000])).isTrue();
    }

    @Test
    void saysWhenTheServerDoesNotKeepUpAndWhenItDoesAgain() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Outbox slow = stuckUntil(goOn, stuck);
        CompletableFuture<Void> flushing = CompletableFuture.runAsync(() -> flush(slow));
        stuck.await();
        assertThat(slow.isWritable()).isTrue();

        slow.publish("r", new byte[Outbox.HIGH_WATER_MARK - 100]);
        assertThat(slow.isWritable()).isTrue();
        slow.publish("r", new byte[100]);
        assertThat(slow.isWritable()).isFalse();
        assertThat(moves).hasValue(0);

        goOn.countDown();
        flushing.join();
        assertThat(slow.isWritable()).isTrue();
        assertThat(moves).hasValue(1);
    }

    @Test
    void isNotBackedUpByAConnectionThatIsGone() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Outbox slow = outbox((bytes, length) -> {
            stuck.countDown();
            awaitUninterruptibly(goOn);
            throw new IOException("reset by peer");
        });
        slow.publish("r", new byte[1]);
        CompletableFuture<Void> flushing = CompletableFuture.runAsync(
                () -> assertThatIOException().isThrownBy(slow::flush).withMessage("reset by peer"));
        stuck.await();
        slow.publish("r", new byte[Outbox.HIGH_WATER_MARK]);
        assertThat(slow.isWritable()).isFalse();

        goOn.countDown();
        flushing.join();
        assertThat(slow.isWritable()).isTrue();
        assertThat(moves).hasValue(1);
    }

    /** Threads publish and flush against one another; every message arrives once and whole. */
    @Test
    void losesAndMixesNothing() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Outbox shared = outbox((bytes, length) -> all.write(bytes, 0, length));
        List<CompletableFuture<Void>> threads = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            int number = thread;
            threads.add(CompletableFuture.runAsync(() -> {
                for (int i = 0; i < 5_000; i++) {
                    publish(shared, number + "." + i, "<" + number + ":" + i + ">");
                    flush(shared);
                }
            }));
        }
        threads.forEach(CompletableFuture::join);

        String text = all.toString(US_ASCII);
        Pattern whole = Pattern.compile("PUB (\\d)\\.(\\d+) \\d+\r\n<\\1:\\2>\r\n");
        assertThat(whole.matcher(text).results().distinct().count()).isEqualTo(20_000);
        assertThat(whole.matcher(text).replaceAll("")).isEmpty();
    }

    /** With one answer to write; the write begins, says so, and goes on when it may. */
    private Outbox stuckUntil(CountDownLatch goOn, CountDownLatch begun) throws IOException {
        Outbox slow = outbox((bytes, length) -> {
            begun.countDown();
            awaitUninterruptibly(goOn);
        });
        slow.publish("r", new byte[1]);
        return slow;
    }

    private static void publish(Outbox outbox, String subject, String body) {
        try {
            outbox.publish(subject, body.getBytes(US_ASCII));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void flush(Outbox outbox) {
        try {
            outbox.flush();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
