package io.gatehouse.admin.status;

import io.gatehouse.admin.Health.Reason;
import io.gatehouse.admin.status.Observed.Configured;
import io.gatehouse.admission.QueueState;
import io.gatehouse.config.ShownValues;
import io.gatehouse.config.ShownValues.ShownValue;
import io.gatehouse.expiry.ValidityPeriod;
import io.gatehouse.logging.DecisionField;
import io.gatehouse.logging.Refusal;
import io.gatehouse.logging.SecretTexts;
import io.gatehouse.metrics.CounterSample;
import io.gatehouse.metrics.DirectoryCount;
import io.gatehouse.metrics.ServiceCounters;
import io.gatehouse.nats.ServerFacts;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of a service as JSON; {@code docs/reference/http.md} describes it.
 *
 * @param startedAt in milliseconds since 1970
 * @param expiries when what is in files is valid, by the keys that name them
 */
record StatusJson(
        Observed observed,
        Look look,
        Since since,
        History history,
        long startedAt,
        Map<String, ValidityPeriod> expiries,
        SessionCount.Known sessions) {
    /** Counts up when a reader must be changed; further members do not count. */
    static final int SCHEMA = 1;

    private static final int REFRESH_SECONDS = 2;
    private static final int WINDOW_SECONDS = 60;
    private static final long MILLIS_PER_SECOND = 1000;
    private static final double NANOS_PER_MILLI = 1e6;

    /** @param after only samples of seconds after it */
    String write(long after) {
        StatusWriter json = new StatusWriter().begin();
        json.number("schema", (long) SCHEMA)
                .number("now", look.at())
                .number("refresh_seconds", (long) REFRESH_SECONDS)
                .text("version", observed.vitals().build().version())
                .text("java", Runtime.version().toString())
                .text("ed25519", observed.vitals().build().ed25519())
                .text("instance", observed.vitals().build().instance())
                .text("mode", observed.mode())
                .number("started_at", startedAt)
                .object("state", this::state)
                .object("server", this::server);
        counts().write(json);
        queues(json);
        json.object("history", new HistoryJson(history.all(), after)::write)
                .objects("directories", look.directories(), this::directory)
                .objects("refusals", observed.vitals().refusals().newestFirst(), StatusJson::refusal)
                .object("sessions", sessions::write)
                .objects("expiry", expiries.entrySet(), StatusJson::expiry)
                .objects(
                        "keys",
                        observed.vitals().counters().keys().counts(),
                        (in, key) -> in.text("kind", key.kind())
                                .text("key", key.key())
                                .number("requests", key.requests()))
                .object("configuration", this::configuration);
        return json.end();
    }

    private void state(StatusWriter json) {
        String broken = look.health().broken();
        List<Reason> waiting = broken == null ? look.health().unmet() : List.of(new Reason("life", broken));
        json.text("status", look.status())
                .number("since", since.of(look.status(), look.at()))
                .objects("waiting_for", waiting, (in, reason) -> reason(in, reason, Look.waiting(reason)))
                .objects("notes", look.health().notes(), (in, reason) -> reason(in, reason, Look.note(reason)))
                .flag("rollout_ready", observed.vitals().rolloutReady().getAsBoolean());
    }

    private void reason(StatusWriter json, Reason reason, String thing) {
        json.text("name", reason.name()).text("text", reason.text()).number("since", since.of(thing, look.at()));
    }

    private void server(StatusWriter json) {
        ServerFacts facts = observed.vitals().server().get();
        ServiceCounters counters = observed.vitals().counters();
        if (facts != null) {
            json.text("name", facts.name())
                    .text("version", facts.version())
                    .text("url", facts.url().toString())
                    .text("account", facts.account());
        }
        json.flag("connected", counters.isConnected()).number("reconnects", counters.reconnects());
    }

    private CountsJson counts() {
        CounterSample total = observed.vitals().counters().sample();
        Sample base = history.firstSince(look.at() / MILLIS_PER_SECOND - WINDOW_SECONDS);
        return base == null
                ? new CountsJson(total, total, look.at() - startedAt)
                : new CountsJson(
                        total,
                        total.since(base.counters()),
                        Math.max(0, look.at() - base.second() * MILLIS_PER_SECOND));
    }

    private void queues(StatusWriter json) {
        Map<String, QueueState> queues = Map.of(
                "requests", observed.vitals().queues().requests().get(),
                "passwords", observed.vitals().queues().hashing().get());
        json.objects("queues", List.of("requests", "passwords"), (in, name) -> queue(in, name, queues))
                .number("workers", (long) observed.vitals().queues().workers().getAsInt())
                .object(
                        "password_threads",
                        in -> in.number("busy", (long)
                                        observed.vitals().counters().passwords().busy())
                                .number("count", (long) observed.hashingThreads()));
    }

    private static void queue(StatusWriter json, String name, Map<String, QueueState> queues) {
        QueueState queue = queues.getOrDefault(name, QueueState.EMPTY);
        json.text("name", name)
                .number("waiting", (long) queue.size())
                .decimal("oldest_ms", queue.oldestSojourn() / NANOS_PER_MILLI)
                .flag("standing", queue.isStanding());
    }

    private void directory(StatusWriter json, DirectoryState state) {
        DirectoryCount count =
                observed.vitals().counters().count(state.directory().name());
        json.text("name", state.directory().name())
                .text("type", state.directory().type())
                .text("state", state.level().word())
                .text("why", state.why())
                .number("since", since.of(state.thing(), look.at()))
                .number("users", count.users())
                .flag("breaker_open", count.breakerOpen())
                .number("in_flight", count.inFlight())
                .number("lookups_failed", count.failed())
                .number("lookups_timed_out", count.timedOut())
                .number("stale_answers", count.stale())
                .number("cached", count.cached());
    }

    private static void refusal(StatusWriter json, Refusal refusal) {
        json.number("at", refusal.at())
                .text("verdict", refusal.answered() ? "denied" : "dropped")
                .text("reason", refusal.reason())
                .text("detail", refusal.detail())
                .number("requests", (long) refusal.requests())
                .number("us", refusal.micros())
                .object("who", in -> refusal.who().forEach(field -> field(in, field)));
    }

    private static void field(StatusWriter json, DecisionField field) {
        if (field.value() instanceof Number number) {
            json.number(field.name(), number.longValue());
        } else {
            json.text(field.name(), field.value().toString());
        }
    }

    private static void expiry(StatusWriter json, Map.Entry<String, ValidityPeriod> file) {
        json.text("key", file.getKey())
                .text("kind", "file")
                .number("from", file.getValue().from() * MILLIS_PER_SECOND)
                .number("until", file.getValue().until() * MILLIS_PER_SECOND);
    }

    private void configuration(StatusWriter json) {
        Configured configuration = look.configuration();
        List<ShownValue> values = configuration == null
                ? List.of()
                : ShownValues.of(configuration.values(), configuration.keys(), ShownKeys::has);
        json.number(
                        "loaded_at",
                        Math.round(observed.vitals().counters().configuration().successSeconds() * MILLIS_PER_SECOND))
                .flag(
                        "last_reload_ok",
                        observed.vitals().counters().configuration().isSuccessful())
                .objects(
                        "values",
                        values,
                        (in, value) -> in.text("key", value.path())
                                .text("value", hidden(value.text()))
                                .text("from", value.place()));
    }

    private static @Nullable String hidden(@Nullable String text) {
        return text == null ? null : SecretTexts.hidden(text);
    }
}
