package io.gatehouse.crypto;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The shared keys of our xkey with each peer, computed once per peer. A peer is named by a header that anybody can
 * write, so only a peer that proved itself is remembered: {@link #with} computes without storing, and the caller stores
 * with {@link #confirm} once a box opened and what lay in it was found genuine. At capacity the clock rule takes out a
 * peer that was not asked for since the hand last passed it, so that many new peers evict one another and not the
 * servers at work. Looking up takes no lock, and no lock is held while a key is computed.
 */
public final class BoxKeys {
    private final CurveKey ours;
    private final ConcurrentHashMap<String, Entry> entries = new ConcurrentHashMap<>();
    private final LongAdder confirmed = new LongAdder();

    @GuardedBy("this") private final @Nullable Entry[] ring;

    @GuardedBy("this") private int hand;

    /**
     * @param ours our xkey
     * @param capacity how many peers are remembered, at least 1; a server process is one peer
     */
    public BoxKeys(CurveKey ours, int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("the capacity must be at least 1, not " + capacity);
        }
        this.ours = ours;
        this.ring = new @Nullable Entry[capacity];
    }

    /**
     * The shared key with a peer, by the text of its public xkey; computed (about 150 us) when the peer is not
     * remembered.
     *
     * @throws NkeyException when the text is no public curve key
     */
    public BoxKey with(String peer) {
        BoxKey known = known(peer);
        return known != null ? known : ours.boxKey(Nkey.parse(peer, NkeyKind.CURVE));
    }

    /** The shared key with a remembered peer, or null: never costly. */
    public @Nullable BoxKey known(String peer) {
        Entry entry = entries.get(peer);
        if (entry == null) {
            return null;
        }
        if (!entry.used) {
            entry.used = true;
        }
        return entry.key;
    }

    /**
     * Remembers a key of {@link #with}, because its peer proved to be genuine, and whose it is; does little when it is
     * remembered.
     *
     * @param server who signed what came in the box
     */
    public void confirm(BoxKey key, Nkey server) {
        confirmed.increment();
        key.belongsTo(server);
        if (!entries.containsKey(key.peer().text())) {
            put(new Entry(key));
        }
    }

    /** How often {@link #confirm} was called: how many requests this xkey has opened. */
    public long confirmed() {
        return confirmed.sum();
    }

    /** Our own public xkey. */
    public Nkey publicKey() {
        return ours.publicKey();
    }

    /** How many peers are remembered now. */
    public int size() {
        return entries.size();
    }

    private synchronized void put(Entry entry) {
        if (entries.putIfAbsent(entry.name(), entry) != null) {
            return;
        }
        Entry old = ring[hand];
        while (old != null && old.used) {
            old.used = false;
            advance();
            old = ring[hand];
        }
        if (old != null) {
            entries.remove(old.name(), old);
        }
        ring[hand] = entry;
        advance();
    }

    @GuardedBy("this") private void advance() {
        hand = hand + 1 == ring.length ? 0 : hand + 1;
    }

    /** A remembered peer; {@code used} is set by readers and cleared by the clock's hand. */
    private static final class Entry {
        final BoxKey key;
        volatile boolean used;

        Entry(BoxKey key) {
            this.key = key;
        }

        String name() {
            return key.peer().text();
        }
    }
}
