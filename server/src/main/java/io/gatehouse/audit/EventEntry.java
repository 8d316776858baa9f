package io.gatehouse.audit;

import java.util.function.Consumer;

/** Something that happens now and then. */
final class EventEntry extends AuditEntry {
    private final int weight;
    private final RecordType type;
    private final long millis = System.currentTimeMillis();
    private final Consumer<RecordJson> members;

    EventEntry(RecordType type, Consumer<RecordJson> members) {
        this(BASE_BYTES, type, members);
    }

    private EventEntry(int weight, RecordType type, Consumer<RecordJson> members) {
        this.weight = weight;
        this.type = type;
        this.members = members;
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
