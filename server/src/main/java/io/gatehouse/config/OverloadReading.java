package io.gatehouse.config;

import io.gatehouse.admission.QueueDiscipline;

/** Reads how queues behave under overload. */
final class OverloadReading {
    private OverloadReading() {}

    static QueueDiscipline read(Reading reading) {
        return new QueueDiscipline(
                reading.flag(Key.CALLOUT_OVERLOAD_ADAPTIVE_LIFO),
                reading.duration(Key.CALLOUT_OVERLOAD_TARGET, QueueDiscipline.MIN, QueueDiscipline.MAX),
                reading.duration(Key.CALLOUT_OVERLOAD_INTERVAL, QueueDiscipline.MIN, QueueDiscipline.MAX),
                reading.duration(Key.CALLOUT_OVERLOAD_MAX_WAIT, QueueDiscipline.MIN, QueueDiscipline.MAX));
    }
}
