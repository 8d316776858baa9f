package io.gatehouse.audit.sink;

import io.gatehouse.config.Key;
import io.gatehouse.config.Section;
import io.gatehouse.config.Values;
import io.gatehouse.nats.NatsSection;
import io.gatehouse.nats.NatsSettings;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * A JetStream stream that records are published to.
 *
 * @param timeout how long an acknowledgement is waited for
 */
public record StreamSinkSettings(String subject, Duration timeout, NatsSettings nats) {
    private static final Pattern SUBJECT = Pattern.compile("[^.\\s*>$]+(\\.[^.\\s*>]+)*");

    private static final Key<String> SUBJECT_KEY = Key.of(
                    "subject", "text", "gatehouse.audit", given -> subject(given.text()))
            .help("The subject that records are published to with `audit.to: stream`; a stream must [store"
                    + " it](../guides/audit.md#to-a-stream).");
    private static final Key<Duration> TIMEOUT = Key.duration("timeout", "2s", "10ms", "60s")
            .help("How long to wait for the stream's acknowledgement before the record is published again.");

    /** Its keys. */
    public static final Section SECTION = Section.of("stream", SUBJECT_KEY, TIMEOUT, NatsSection.CONNECTION);

    public StreamSinkSettings {
        SUBJECT_KEY.require(subject);
        TIMEOUT.require(timeout);
    }

    /**
     * As it is configured.
     *
     * @param parent the section that {@link #SECTION} is in
     * @param own how the service itself is connected
     */
    public static StreamSinkSettings read(Values parent, NatsSettings own) {
        Values in = parent.in(SECTION);
        NatsSettings nats = in.givesAnyOf(NatsSection.CONNECTION) ? NatsSection.read(in, own) : own;
        return new StreamSinkSettings(in.get(SUBJECT_KEY), in.get(TIMEOUT), nats);
    }

    private static String subject(String text) {
        if (!SUBJECT.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "is no subject to publish to: tokens with dots between them, no wildcards");
        }
        return text;
    }
}
