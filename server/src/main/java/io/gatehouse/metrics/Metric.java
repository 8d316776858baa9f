package io.gatehouse.metrics;

import java.util.List;

/** Every metric of Gatehouse's own; {@code docs/reference/metrics.md} explains the same, and a test holds the two together. */
enum Metric {
    REQUESTS(Type.COUNTER, "gatehouse_requests_total", "Requests read from the connection."),
    ANSWERS(Type.COUNTER, "gatehouse_answers_total", "Answers sent, by verdict.", "verdict"),
    DENIED(Type.COUNTER, "gatehouse_denied_total", "Users refused, by reason.", "reason"),
    DROPPED(Type.COUNTER, "gatehouse_dropped_total", "Requests that got no answer, by reason.", "reason"),
    ANSWER_SECONDS(Type.HISTOGRAM, "gatehouse_answer_seconds", "Time from a request's arrival to its answer."),
    QUEUE_WAIT_SECONDS(Type.HISTOGRAM, "gatehouse_queue_wait_seconds", "Time a request waited for a worker."),
    QUEUE_DEPTH(Type.GAUGE, "gatehouse_queue_depth", "Requests waiting for a worker now."),
    WORKERS(Type.GAUGE, "gatehouse_workers", "Threads that may work on requests at a time."),
    QUEUE_STANDING(Type.GAUGE, "gatehouse_queue_standing", "1 while a queue is standing, otherwise 0.", "queue"),
    QUEUE_STANDINGS(Type.COUNTER, "gatehouse_queue_standings_total", "Times a queue became a standing queue.", "queue"),
    QUEUE_OLDEST_SECONDS(
            Type.GAUGE, "gatehouse_queue_oldest_seconds", "How long the oldest in a queue has waited.", "queue"),
    HASH_QUEUE_DEPTH(Type.GAUGE, "gatehouse_hash_queue_depth", "Password checks waiting for a thread now."),
    HASH_QUEUE_WAIT_SECONDS(
            Type.HISTOGRAM, "gatehouse_hash_queue_wait_seconds", "Time a password check waited for a thread."),
    HASH_SECONDS(Type.HISTOGRAM, "gatehouse_hash_seconds", "Time a password check took on its thread.", "scheme"),
    HASH_CHECKS(Type.COUNTER, "gatehouse_hash_checks_total", "Password checks done, by result.", "result"),
    HASH_DROPPED(
            Type.COUNTER, "gatehouse_hash_dropped_total", "Password checks given up unhashed, by reason.", "reason"),
    HASH_THREADS_BUSY(Type.GAUGE, "gatehouse_hash_threads_busy", "Threads that compute a password hash now."),
    CONNECTED(Type.GAUGE, "gatehouse_connected", "1 while connected to NATS, otherwise 0."),
    RECONNECTS(Type.COUNTER, "gatehouse_reconnects_total", "Times the connection to NATS came back after a loss."),
    BACK_UPS(
            Type.COUNTER,
            "gatehouse_back_ups_total",
            "Times answers backed up because nats-server read them more slowly than they were made."),
    DIRECTORY_USERS(Type.GAUGE, "gatehouse_directory_users", "Users in the directory file in use."),
    DIRECTORY_OUTDATED(
            Type.GAUGE,
            "gatehouse_directory_outdated",
            "1 while the directory file cannot be used and the last good one is in use, otherwise 0."),
    DIRECTORY_RELOADS(
            Type.COUNTER,
            "gatehouse_directory_reloads_total",
            "Times the directory file was read, the first time included, by result.",
            "result"),
    CACHE_REQUESTS(
            Type.COUNTER,
            "gatehouse_cache_requests_total",
            "Credentials looked for in the cache, by what was found.",
            "result"),
    CACHE_ENTRIES(Type.GAUGE, "gatehouse_cache_entries", "Credentials remembered now, by kind.", "kind"),
    CACHE_BYTES(Type.GAUGE, "gatehouse_cache_bytes", "Memory that remembered credentials take, by kind.", "kind"),
    CACHE_EVICTIONS(
            Type.COUNTER, "gatehouse_cache_evictions_total", "Credentials evicted to make room, by kind.", "kind"),
    FAILURE_LIMITED(
            Type.COUNTER,
            "gatehouse_failure_limited_total",
            "Credentials that were not looked at after too many failures, by what had failed too often.",
            "by"),
    LOOKUPS_IN_FLIGHT(Type.GAUGE, "gatehouse_lookups_in_flight", "Lookups under way now, password checks aside."),
    LOOKUPS_REFUSED(
            Type.COUNTER, "gatehouse_lookups_refused_total", "Lookups not begun, since too many were under way."),
    LOOKUPS_TIMED_OUT(
            Type.COUNTER, "gatehouse_lookups_timed_out_total", "Lookups ended since they took longer than they may."),
    PENDING_REQUESTS(Type.GAUGE, "gatehouse_pending_requests", "Requests that wait for a verdict now."),
    PENDING_BYTES(Type.GAUGE, "gatehouse_pending_bytes", "Memory that requests hold while they wait for a verdict."),
    ROLLOUT_READY(
            Type.GAUGE,
            "gatehouse_rollout_ready",
            "1 while this instance could carry the logins of another one as well, so that the next may be restarted."),
    INSTANCE_INFO(Type.GAUGE, "gatehouse_instance_info", "Always 1; the label says which instance this is.", "name"),
    BUILD_INFO(Type.GAUGE, "gatehouse_build_info", "Always 1; the labels say what runs.", "version", "java", "ed25519");

    private final Type type;
    private final String id;
    private final String help;
    private final String labels;

    Metric(Type type, String id, String help, String... labels) {
        this.type = type;
        this.id = id;
        this.help = help;
        this.labels = String.join(",", labels);
    }

    Type type() {
        return type;
    }

    /** The name as Prometheus shows it; its unit is in it. */
    String id() {
        return id;
    }

    String help() {
        return help;
    }

    /** The labels' keys, in the order in which a series gives their values. */
    List<String> labels() {
        return labels.isEmpty() ? List.of() : List.of(labels.split(",", -1));
    }

    /** What kind of series it is. */
    enum Type {
        COUNTER,
        GAUGE,
        HISTOGRAM
    }
}
