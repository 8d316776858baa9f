package io.gatehouse.audit;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.ObjLongConsumer;

/** How many of the records that were lost the audit log itself tells of. Used by one thread. */
final class GapCounts {
    private final AuditCounts counts;
    private final Map<AuditDrop, Long> told = new EnumMap<>(AuditDrop.class);

    GapCounts(AuditCounts counts) {
        this.counts = counts;
        for (AuditDrop reason : AuditDrop.values()) {
            told.put(reason, counts.dropped(reason));
        }
    }

    /** Tells how many were lost since this was asked last. */
    void tell(ObjLongConsumer<AuditDrop> to) {
        told.replaceAll((reason, before) -> {
            long now = counts.dropped(reason);
            if (now > before) {
                to.accept(reason, now - before);
            }
            return now;
        });
    }
}
