package io.gatehouse.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HostResolverTest {
    private static final String NAME = "directory.example.com";
    private static final InetAddress ADDRESS = InetAddress.getLoopbackAddress();

    private final CountDownLatch never = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();
    private volatile Names names = Names.KNOWN;

    private final HostResolver resolver = HostResolver.of("test", this::addresses);

    private enum Names {
        KNOWN,
        UNKNOWN,
        SLOW,
        SILENT
    }

    private InetAddress[] addresses(String host) throws UnknownHostException {
        asked.incrementAndGet();
        if (names == Names.SILENT) {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (names == Names.SLOW) {
            waitInVain();
        }
        if (names != Names.KNOWN) {
            throw new UnknownHostException(host);
        }
        return new InetAddress[] {ADDRESS};
    }

    /** As long as the C library does, nearly. */
    private void waitInVain() {
        try {
            boolean unused = never.await(1_200, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void close() {
        resolver.close();
        never.countDown();
    }

    private List<InetAddress> found() throws Exception {
        return resolver.addresses(NAME).get(30, TimeUnit.SECONDS);
    }

    @Test
    void findsAddresses() throws Exception {
        assertThat(found()).containsExactly(ADDRESS);
        assertThat(found()).containsExactly(ADDRESS);
        assertThat(asked).as("what was found just now is not asked for again").hasValue(1);
    }

    @Test
    void asksNobodyAboutAnAddress() throws Exception {
        assertThat(resolver.addresses("127.0.0.7").get())
                .containsExactly(InetAddress.getByAddress(new byte[] {127, 0, 0, 7}));
        assertThat(asked).hasValue(0);
    }

    @Test
    void saysThatThereIsNone() {
        names = Names.UNKNOWN;
        assertThatThrownBy(this::found)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(UnknownHostException.class);
    }

    @Test
    void isThereAgainAtOnce() throws Exception {
        names = Names.UNKNOWN;
        assertThatThrownBy(this::found).hasCauseInstanceOf(UnknownHostException.class);
        names = Names.KNOWN;
        assertThat(found()).containsExactly(ADDRESS);
    }

    @Test
    void keepsNobodyWaitingForANameServiceThatIsSilentAndIsThereAgainSoon() throws Exception {
        names = Names.SILENT;
        long begin = System.nanoTime();
        assertThatThrownBy(this::found).hasCauseInstanceOf(UnknownHostException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
        names = Names.KNOWN;
        assertThat(found()).as("though a thread waits still").containsExactly(ADDRESS);
    }

    @Test
    void goesOnWithWhatWasFoundBefore() throws Exception {
        assertThat(found()).containsExactly(ADDRESS);
        names = Names.SILENT;
        await().until(() -> {
            assertThat(found()).containsExactly(ADDRESS);
            return asked.get() > 1;
        });
        for (int i = 0; i < 100; i++) {
            assertThat(resolver.addresses(NAME)).isCompletedWithValue(List.of(ADDRESS));
        }
        names = Names.UNKNOWN;
        assertThat(found()).containsExactly(ADDRESS);
    }

    @Test
    void aNameThatIsGoneIsUsedForAWhileOnly() throws Exception {
        try (HostResolver hosts = HostResolver.of("test", this::addresses, Duration.ofSeconds(4))) {
            assertThat(hosts.addresses(NAME).get()).containsExactly(ADDRESS);
            names = Names.UNKNOWN;
            await().until(() -> {
                int before = asked.get();
                assertThat(hosts.addresses(NAME).get()).containsExactly(ADDRESS);
                return before > 1;
            });
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> hosts.addresses(NAME)
                            .handle((found, error) -> error != null)
                            .get());
            names = Names.KNOWN;
            await().until(() -> hosts.addresses(NAME)
                    .handle((found, error) -> error == null)
                    .get());
        }
    }

    /** The machine says the same of a name that is gone and of one that nobody has told it of. */
    @Test
    void aNameThatCouldNotBeAskedForIsNotGone() throws Exception {
        try (HostResolver hosts = HostResolver.of("test", this::addresses, Duration.ofMillis(10))) {
            assertThat(hosts.addresses(NAME).get()).containsExactly(ADDRESS);
            names = Names.SLOW;
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                assertThat(hosts.addresses(NAME).get()).containsExactly(ADDRESS);
                return asked.get() > 3;
            });
        }
    }

    @Test
    void holdsAFewThreadsHoweverManyAsk() {
        names = Names.SILENT;
        List<CompletableFuture<List<InetAddress>>> all = IntStream.range(0, 1_000)
                .mapToObj(i -> resolver.addresses(NAME))
                .toList();
        assertThat(all).noneMatch(one -> one.isDone() && !one.isCompletedExceptionally());
        await().until(() -> all.stream().allMatch(CompletableFuture::isCompletedExceptionally));
        assertThat(asked.get()).isLessThan(4);
    }
}
