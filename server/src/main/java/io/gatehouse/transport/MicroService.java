package io.gatehouse.transport;

import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Message;
import io.nats.client.support.JsonValue;
import io.nats.client.support.JsonValueUtils;
import io.nats.client.support.JsonValueUtils.ArrayBuilder;
import io.nats.client.support.JsonValueUtils.MapBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Answers those who look for micro services ({@code nats micro ls, info, stats}): the subjects {@code $SRV.PING, INFO,
 * STATS}, each of them also with our name, and with our name and id (NATS's ADR-32). The client library has a service
 * framework too, but it counts only requests that it delivers itself, and none of ours are.
 */
final class MicroService {
    private static final String ENDPOINT = "authorize";
    /** So many questions may wait; who asks more has some of them dropped. */
    private static final long MAX_WAITING = 1024;

    private static final long MAX_WAITING_BYTES = 4L << 20;

    private final Connection connection;
    private final BiConsumer<String, byte[]> answers;
    private final Dispatcher questions;
    private final ServiceIdentity identity;
    private final String queueGroup;
    private final Instant started = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    private MicroService(
            Connection connection, ServiceIdentity identity, String queueGroup, BiConsumer<String, byte[]> answers) {
        this.connection = connection;
        this.answers = answers;
        this.identity = identity;
        this.queueGroup = queueGroup;
        this.questions = connection.createDispatcher();
        questions.setPendingLimits(MAX_WAITING, MAX_WAITING_BYTES);
    }

    /**
     * Subscribes to the questions.
     *
     * @param answers takes a reply subject, one character a byte, and what goes there
     */
    static MicroService start(
            Connection connection, ServiceIdentity identity, String queueGroup, BiConsumer<String, byte[]> answers) {
        MicroService service = new MicroService(connection, identity, queueGroup, answers);
        service.answer("PING", service::ping);
        service.answer("INFO", service::info);
        service.answer("STATS", service::stats);
        return service;
    }

    /** Answers no more questions. */
    void stop() {
        connection.closeDispatcher(questions);
    }

    private void answer(String verb, Supplier<JsonValue> answer) {
        String subject = "$SRV." + verb;
        for (String asked : new String[] {
            subject, subject + "." + identity.name(), subject + "." + identity.name() + "." + identity.instance()
        }) {
            questions.subscribe(asked, message -> reply(message, answer.get()));
        }
    }

    private void reply(Message question, JsonValue answer) {
        String replyTo = question.getReplyTo();
        if (replyTo != null && isInbox(replyTo)) {
            answers.accept(bytewise(replyTo), answer.toJson().getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * Whether a client may want its answer there: not below {@code $}, where we may publish and the client may not, and no
     * subject that the server would refuse.
     */
    private static boolean isInbox(String subject) {
        if (subject.length() > Frame.MAX_REPLY || subject.startsWith("$")) {
            return false;
        }
        for (String token : subject.split("\\.", -1)) {
            if (token.isEmpty() || token.equals("*") || token.equals(">")) {
                return false;
            }
        }
        return true;
    }

    /** The client library makes a character of each byte, with its sign. */
    private static String bytewise(String subject) {
        StringBuilder bytes = new StringBuilder(subject);
        for (int i = 0; i < bytes.length(); i++) {
            bytes.setCharAt(i, (char) (bytes.charAt(i) & 0xFF));
        }
        return bytes.toString();
    }

    private JsonValue ping() {
        return named("ping").toJsonValue();
    }

    private JsonValue info() {
        MapBuilder endpoint = endpoint().put("metadata", JsonValue.EMPTY_MAP);
        return named("info")
                .put("description", identity.description())
                .put("endpoints", new ArrayBuilder().add(endpoint.toJsonValue()).toJsonValue())
                .toJsonValue();
    }

    private JsonValue stats() {
        ServiceIdentity.Statistics numbers = identity.statistics().get();
        long average = numbers.answers() == 0 ? 0 : numbers.processingNanos() / numbers.answers();
        MapBuilder endpoint = endpoint()
                .put("num_requests", numbers.requests())
                .put("num_errors", numbers.errors())
                .put("processing_time", numbers.processingNanos())
                .put("average_processing_time", average)
                .put("data", map(numbers.data()));
        return named("stats")
                .put("started", started.toString())
                .put("endpoints", new ArrayBuilder().add(endpoint.toJsonValue()).toJsonValue())
                .toJsonValue();
    }

    private MapBuilder named(String type) {
        return JsonValueUtils.mapBuilder()
                .put("type", "io.nats.micro.v1." + type + "_response")
                .put("name", identity.name())
                .put("id", identity.instance())
                .put("version", identity.version())
                .put("metadata", JsonValue.EMPTY_MAP);
    }

    private MapBuilder endpoint() {
        return JsonValueUtils.mapBuilder()
                .put("name", ENDPOINT)
                .put("subject", CalloutService.SUBJECT)
                .put("queue_group", queueGroup);
    }

    private static JsonValue map(Map<String, Long> numbers) {
        MapBuilder map = JsonValueUtils.mapBuilder();
        numbers.forEach(map::put);
        return map.toJsonValue();
    }
}
