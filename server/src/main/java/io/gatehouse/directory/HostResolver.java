package io.gatehouse.directory;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.gatehouse.tls.HostAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Finds the addresses of a directory's servers, as the machine finds them, on threads of its own: a name service that does not answer
 * keeps nobody waiting. Addresses that were found stay in use for an hour while it does not answer, and for a minute when it says that
 * there are none.
 */
public final class HostResolver implements AutoCloseable {
    /** The machine's own answer is kept by Java for longer than this. */
    private static final long FRESH = TimeUnit.SECONDS.toNanos(1);

    private static final long STALE = TimeUnit.HOURS.toNanos(1);

    /** Long enough for a name that is taken away and given again, as when a service is installed anew. */
    private static final Duration GONE = Duration.ofMinutes(1);

    /** How long an answer is waited for where an older one is known. */
    private static final long PATIENCE_MILLIS = 100;

    /** How long an answer is waited for where none is known. */
    private static final long LIMIT_MILLIS = 2_000;

    /**
     * What was asked so long ago and is not answered is asked once more. A "no" that took so long is what the machine says when nobody
     * has answered it.
     */
    private static final long AGAIN = TimeUnit.SECONDS.toNanos(1);

    private static final int MOST_THREADS = 16;
    private static final long IDLE_SECONDS = 5;

    private final NameService names;
    private final long gone;
    private final ThreadPoolExecutor threads;
    private final Map<String, Host> hosts = new ConcurrentHashMap<>();

    /** Finds addresses; may take its time. */
    @FunctionalInterface
    public interface NameService {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    private HostResolver(String directory, NameService names, Duration gone) {
        this.names = names;
        this.gone = gone.toNanos();
        AtomicInteger number = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(
                0, MOST_THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
                    Thread thread = new Thread(work, "gatehouse-hosts-" + directory + "-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** Asks the machine. */
    public static HostResolver of(String directory) {
        return of(directory, InetAddress::getAllByName);
    }

    /** Asks somebody else. */
    public static HostResolver of(String directory, NameService names) {
        return of(directory, names, GONE);
    }

    /** @param gone for how long the addresses of a name that has none any more are used */
    static HostResolver of(String directory, NameService names, Duration gone) {
        return new HostResolver(directory, names, gone);
    }

    /** The addresses of a host, one at least; fails with an {@link UnknownHostException}, within two seconds. */
    public CompletableFuture<List<InetAddress>> addresses(String host) {
        if (HostAddress.is(host)) {
            return CompletableFuture.completedFuture(List.of(HostAddress.of(host)));
        }
        return hosts.computeIfAbsent(host, Host::new).addresses();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** What was found, and when it was asked for. */
    private record Known(List<InetAddress> addresses, long asked) {
        boolean isYounger(long age) {
            return System.nanoTime() - asked < age;
        }
    }

    /** What is being asked. */
    private record Asking(long begun, CompletableFuture<List<InetAddress>> result) {}

    /** One host by its name. */
    private final class Host {
        private final String name;

        @GuardedBy("this") private @Nullable Known known;

        @GuardedBy("this") private @Nullable Asking asking;

        /** Whether the last time that it was asked has brought nothing, or not in time. */
        @GuardedBy("this") private boolean failing;

        /** Since when nothing was heard of it but that there is no such name. */
        @GuardedBy("this") private @Nullable Long goneSince;

        Host(String name) {
            this.name = name;
        }

        CompletableFuture<List<InetAddress>> addresses() {
            Asking now;
            List<InetAddress> before;
            synchronized (this) {
                if (known != null && known.isYounger(FRESH)) {
                    return CompletableFuture.completedFuture(known.addresses);
                }
                now = asking();
                before = known != null && known.isYounger(STALE) && !isGone() ? known.addresses : null;
                if (before != null && failing) {
                    return CompletableFuture.completedFuture(before);
                }
            }
            return before == null ? found(now) : foundOr(now, before);
        }

        @GuardedBy("this") private boolean isGone() {
            return goneSince != null && System.nanoTime() - goneSince >= gone;
        }

        private CompletableFuture<List<InetAddress>> found(Asking now) {
            return now.result
                    .copy()
                    .orTimeout(LIMIT_MILLIS, TimeUnit.MILLISECONDS)
                    .handle((addresses, error) -> addresses)
                    .thenCompose(addresses -> addresses == null
                            ? CompletableFuture.failedFuture(new UnknownHostException(name))
                            : CompletableFuture.completedFuture(addresses));
        }

        private CompletableFuture<List<InetAddress>> foundOr(Asking now, List<InetAddress> before) {
            return now.result
                    .copy()
                    .orTimeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                    .exceptionally(error -> {
                        failed(now);
                        return before;
                    });
        }

        @GuardedBy("this") private Asking asking() {
            Asking before = asking;
            long now = System.nanoTime();
            if (before != null && now - before.begun < AGAIN) {
                return before;
            }
            if (before != null) {
                goneSince = null;
            }
            Asking begun = new Asking(now, new CompletableFuture<>());
            asking = begun;
            try {
                threads.execute(() -> ask(begun));
            } catch (RejectedExecutionException e) {
                begun.result.completeExceptionally(e);
            }
            return begun;
        }

        private void ask(Asking begun) {
            try {
                List<InetAddress> addresses = List.of(names.addresses(name));
                synchronized (this) {
                    known = new Known(addresses, begun.begun);
                    failing = false;
                    goneSince = null;
                    ended(begun);
                }
                begun.result.complete(addresses);
            } catch (UnknownHostException | RuntimeException e) {
                failed(begun);
                synchronized (this) {
                    goneSince = goneSince(begun, e);
                    ended(begun);
                }
                begun.result.completeExceptionally(e);
            }
        }

        @GuardedBy("this") private @Nullable Long goneSince(Asking begun, Exception error) {
            long now = System.nanoTime();
            boolean quick = error instanceof UnknownHostException && now - begun.begun < AGAIN;
            return !quick ? null : goneSince == null ? Long.valueOf(now) : goneSince;
        }

        private synchronized void failed(Asking begun) {
            failing = known == null || known.asked - begun.begun < 0;
        }

        @GuardedBy("this") private void ended(Asking begun) {
            if (begun.equals(asking)) {
                asking = null;
            }
        }
    }
}
