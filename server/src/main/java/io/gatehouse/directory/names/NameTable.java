package io.gatehouse.directory.names;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values by their names, in the order in which they were put there; immutable. There is no object for each of them, and a table that
 * differs in some values shares everything else with the one that it takes the place of: a change of a few in a million leaves the
 * garbage collector next to nothing to copy.
 *
 * @param <V> what has a name
 */
public final class NameTable<V> {
    /** The bytes of the heap that each name takes here at most, without the name itself. */
    public static final int BYTES_EACH = 32;

    private static final int LEAST = 16;
    private static final int CHUNK_BITS = 10;
    private static final int CHUNK = 1 << CHUNK_BITS;

    /** Spreads hash codes, which differ in few bits where names are numbered, over all of an int. */
    private static final int SPREAD = 0x9e3779b9;

    private final String[] names;
    private final Object[][] values;
    private final int[] slots;
    private final int size;

    private NameTable(String[] names, Object[][] values, int[] slots, int size) {
        this.names = names;
        this.values = values;
        this.slots = slots;
        this.size = size;
    }

    /** Without a name. */
    public static <V> NameTable<V> empty() {
        return new Builder<V>(0).build();
    }

    /** The same names with other values at some places. */
    public NameTable<V> with(Map<Integer, V> others) {
        Object[][] changed = values.clone();
        BitSet copied = new BitSet();
        others.forEach((index, value) -> {
            int chunk = verified(index) >> CHUNK_BITS;
            if (!copied.get(chunk)) {
                copied.set(chunk);
                changed[chunk] = values[chunk].clone();
            }
            changed[chunk][index & (CHUNK - 1)] = value;
        });
        return new NameTable<>(names, changed, slots, size);
    }

    public int size() {
        return size;
    }

    /** The place of a name, from 0; -1 when it is not here. */
    public int indexOf(String name) {
        return slots[slotOf(name, names, slots)] - 1;
    }

    /** The name at a place. */
    public String name(int index) {
        return names[verified(index)];
    }

    /** The value at a place. */
    @SuppressWarnings("unchecked") // nothing else is put there
    public V value(int index) {
        return (V) values[verified(index) >> CHUNK_BITS][index & (CHUNK - 1)];
    }

    /** The value of a name; null when it is not here. */
    public @Nullable V find(String name) {
        int index = indexOf(name);
        return index < 0 ? null : value(index);
    }

    /** All values. */
    public List<V> values() {
        return new AbstractList<>() {
            @Override
            public V get(int index) {
                return value(index);
            }

            @Override
            public int size() {
                return size;
            }
        };
    }

    private int verified(int index) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException(index);
        }
        return index;
    }

    /** The slot of a name that is here, and the one to put it in when it is not. */
    private static int slotOf(String name, String[] names, int[] slots) {
        int mask = slots.length - 1;
        int slot = (name.hashCode() * SPREAD) >>> Integer.numberOfLeadingZeros(mask);
        while (slots[slot] != 0 && !names[slots[slot] - 1].equals(name)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /**
     * Fills a table. Used by one thread, and no more once that is built.
     *
     * @param <V> what has a name
     */
    public static final class Builder<V> {
        private String[] names;
        private Object[][] values;
        /** Places by the hash of their names, from 1; 0 is empty. A third of them is empty at least. */
        private int[] slots;

        private int size;

        /** @param expected how many names are likely to come; it grows where they are more */
        public Builder(int expected) {
            int places = Math.max(LEAST, expected);
            this.names = new String[places];
            this.values = new Object[chunks(places)][];
            this.slots = new int[slotsFor(places)];
        }

        public int size() {
            return size;
        }

        /** Puts a value in the place of the one before, which is returned, or behind all others. */
        @SuppressWarnings("unchecked") // nothing else is put there
        public @Nullable V put(String name, V value) {
            int slot = slotOf(name, names, slots);
            int index = slots[slot] - 1;
            if (index >= 0) {
                Object[] chunk = values[index >> CHUNK_BITS];
                V before = (V) chunk[index & (CHUNK - 1)];
                chunk[index & (CHUNK - 1)] = value;
                return before;
            }
            if (size == names.length) {
                grow();
                slot = slotOf(name, names, slots);
            }
            if ((size & (CHUNK - 1)) == 0) {
                values[size >> CHUNK_BITS] = new Object[Math.min(CHUNK, names.length)];
            }
            names[size] = name;
            values[size >> CHUNK_BITS][size & (CHUNK - 1)] = value;
            slots[slot] = ++size;
            return null;
        }

        public NameTable<V> build() {
            return new NameTable<>(names, values, slots, size);
        }

        private void grow() {
            int places = names.length + (names.length >> 1);
            names = Arrays.copyOf(names, places);
            values = Arrays.copyOf(values, chunks(places));
            if (size < CHUNK) {
                values[0] = Arrays.copyOf(values[0], Math.min(CHUNK, places));
            }
            int needed = slotsFor(places);
            if (needed > slots.length) {
                slots = new int[needed];
                for (int index = 0; index < size; index++) {
                    slots[slotOf(names[index], names, slots)] = index + 1;
                }
            }
        }

        private static int chunks(int places) {
            return (places + CHUNK - 1) >> CHUNK_BITS;
        }

        /** A power of two, no more than two thirds of which are taken. */
        private static int slotsFor(int places) {
            return Integer.highestOneBit(places + (places >> 1) - 1) << 1;
        }
    }
}
