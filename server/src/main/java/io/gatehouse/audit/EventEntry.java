package io.gatehouse.audit;

import java.util.function.Consumer;

/** Something that happens now and then. */
final class EventEntry extends AuditEntry {
    private final int weight;
    private final RecordType type;
    private final long millis = System.currentTimeMillis();
    private final Consumer<RecordJson> members;

    private EventEntry(int weight, RecordType type, Consumer<RecordJson> members) {
        this.weight = weight;
        this.type = type;
        this.members = members;
    }

    /** @param length of the texts that it holds and does not share with others */
    static EventEntry of(RecordType type, int length, Consumer<RecordJson> members) {
        return new EventEntry(BASE_BYTES + length, type, members);
    }

    /** What the writer itself says of what was counted; it never was in the queue. */
    static EventEntry ofCounts(RecordType type, Consumer<RecordJson> members) {
        return new EventEntry(0, type, members);
    }

    @Override
    int weight() {
        return weight;
    }

    @Override
    void write(RecordJson json) {
        members.accept(json);
    }

    @Override
    RecordType type() {
        return type;
    }

    @Override
    long millis() {
        return millis;
    }
}
