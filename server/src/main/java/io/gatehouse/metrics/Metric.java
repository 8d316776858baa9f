package io.gatehouse.metrics;

import java.util.List;

/** Every metric of Gatehouse's own; {@code docs/reference/metrics.md} explains the same, and a test holds the two together. */
enum Metric {
    REQUESTS(Type.COUNTER, "gatehouse_requests_total", "Requests read from the connection."),
    ANSWERS(Type.COUNTER, "gatehouse_answers_total", "Answers sent, by verdict.", "verdict"),
    DENIED(Type.COUNTER, "gatehouse_denied_total", "Users refused, by reason.", "reason"),
    DROPPED(Type.COUNTER, "gatehouse_dropped_total", "Requests that got no answer, by reason.", "reason"),
    ANSWER_DURATION(
            Type.HISTOGRAM, "gatehouse_answer_duration_seconds", "Time from a request's arrival to its answer."),
    WORKERS(Type.GAUGE, "gatehouse_workers", "Threads that may work on requests at a time."),
    QUEUE_DEPTH(Type.GAUGE, "gatehouse_queue_depth", "Entries that wait in a queue now.", "queue"),
    QUEUE_WAIT(
            Type.HISTOGRAM,
            "gatehouse_queue_wait_seconds",
            "Time that entries of a queue had waited when they were taken out.",
            "queue"),
    QUEUE_STANDING(
            Type.GAUGE, "gatehouse_queue_standing", "1 while a queue is a standing queue, otherwise 0.", "queue"),
    QUEUE_STANDING_EPISODES(
            Type.COUNTER, "gatehouse_queue_standing_episodes_total", "Times a queue became a standing queue.", "queue"),
    QUEUE_OLDEST_AGE(
            Type.GAUGE,
            "gatehouse_queue_oldest_age_seconds",
            "How long the oldest entry of a queue has waited.",
            "queue"),
    PASSWORD_CHECKS(
            Type.COUNTER, "gatehouse_password_checks_total", "Passwords compared with a hash, by result.", "result"),
    PASSWORD_CHECKS_DROPPED(
            Type.COUNTER,
            "gatehouse_password_checks_dropped_total",
            "Password checks dropped before a hash was computed, by reason.",
            "reason"),
    PASSWORD_CHECK_DURATION(
            Type.HISTOGRAM,
            "gatehouse_password_check_duration_seconds",
            "Time a password check took on its thread.",
            "scheme"),
    PASSWORD_THREADS_BUSY(Type.GAUGE, "gatehouse_password_threads_busy", "Threads that compute a password hash now."),
    KEY_REQUESTS(
            Type.COUNTER,
            "gatehouse_key_requests_total",
            "Requests that a key was used for, by its kind (issuer, xkey, or sentinel for a key that has signed the"
                    + " client's sentinel) and its public half.",
            "kind,key"),
    CONNECTED(Type.GAUGE, "gatehouse_connected", "1 while connected to NATS, otherwise 0."),
    RECONNECTS(Type.COUNTER, "gatehouse_reconnects_total", "Times the connection to NATS came back after a loss."),
    BACKPRESSURE(
            Type.COUNTER,
            "gatehouse_backpressure_total",
            "Times that Gatehouse made no more answers until nats-server had read those that were waiting."),
    DIRECTORY_USERS(
            Type.GAUGE, "gatehouse_directory_users", "Users in the file or the bucket in use.", "directory,type"),
    DIRECTORY_REVOKED(
            Type.GAUGE,
            "gatehouse_directory_revoked_certificates",
            "Certificates on the revocation lists in use.",
            "directory,type"),
    DIRECTORY_NEXT_UPDATE(
            Type.GAUGE,
            "gatehouse_directory_crl_next_update_timestamp_seconds",
            "When the first of the revocation lists in use is out of date, in seconds since 1970; 0 for never.",
            "directory,type"),
    DIRECTORY_OUTDATED(
            Type.GAUGE,
            "gatehouse_directory_outdated",
            "1 while a directory's file cannot be used and the last good one is in use, its bucket cannot be followed, its"
                    + " database does not notify of changes, or the keys of its cluster cannot be fetched, otherwise 0.",
            "directory,type"),
    DIRECTORY_RELOADS(
            Type.COUNTER,
            "gatehouse_directory_reloads_total",
            "Times a directory's file was read, the first time included, by result.",
            "directory,type,result"),
    CONFIG_SUCCESSFUL(
            Type.GAUGE,
            "gatehouse_config_last_reload_successful",
            "1 while the configuration that was read last is in force, 0 while it cannot be used."),
    CONFIG_SUCCESS_TIMESTAMP(
            Type.GAUGE,
            "gatehouse_config_last_reload_success_timestamp_seconds",
            "When the configuration in force was read, in seconds since 1970."),
    CACHE_REQUESTS(
            Type.COUNTER,
            "gatehouse_cache_requests_total",
            "Credentials looked for in a directory's cache, by what was found.",
            "directory,type,result"),
    CACHE_ENTRIES(
            Type.GAUGE,
            "gatehouse_cache_entries",
            "Credentials in a directory's cache now, by kind.",
            "directory,type,kind"),
    CACHE_BYTES(
            Type.GAUGE,
            "gatehouse_cache_bytes",
            "Memory that the credentials in a directory's cache take, by kind.",
            "directory,type,kind"),
    CACHE_EVICTIONS(
            Type.COUNTER,
            "gatehouse_cache_evictions_total",
            "Credentials evicted from a directory's cache to make room, by kind.",
            "directory,type,kind"),
    SHARED_CACHE_REQUESTS(
            Type.COUNTER,
            "gatehouse_shared_cache_requests_total",
            "Credentials looked for in the shared cache, by what was found.",
            "directory,type,result"),
    SHARED_CACHE_WRITES(
            Type.COUNTER,
            "gatehouse_shared_cache_writes_total",
            "Answers to be stored in the shared cache, by result.",
            "directory,type,result"),
    SHARED_CACHE_USABLE(
            Type.GAUGE, "gatehouse_shared_cache_usable", "1 while the shared cache's bucket can be used, otherwise 0."),
    SESSIONS(
            Type.GAUGE,
            "gatehouse_sessions",
            "Sessions on all servers, as this instance has counted them: every instance reports the same total, so take"
                    + " max, never sum."),
    REVOKED_USERS(
            Type.COUNTER,
            "gatehouse_revoked_users_total",
            "Users whose sessions were to be closed, by what asked for it.",
            "by"),
    REVOKED_SESSIONS(
            Type.COUNTER, "gatehouse_revoked_sessions_total", "Sessions that were to be closed, by result.", "result"),
    REVOCATION_DURATION(
            Type.HISTOGRAM,
            "gatehouse_revocation_duration_seconds",
            "Time from a revocation to each session that was closed for it."),
    REVOCATION_MESSAGES(
            Type.COUNTER,
            "gatehouse_revocation_messages_total",
            "Messages between instances about revoked users, by result.",
            "result"),
    REVOCATION_INCOMPLETE(
            Type.COUNTER,
            "gatehouse_revocation_incomplete_total",
            "Times that not every server reported its sessions."),
    REVOCATION_CONNECTED(
            Type.GAUGE,
            "gatehouse_revocation_connected",
            "1 while servers answer the user of the system account, otherwise 0; always 0 without live revocation."),
    REVOCATION_POLLS(
            Type.COUNTER,
            "gatehouse_revocation_polls_total",
            "Questions to directories about users who have sessions, by result.",
            "result"),
    REVOCATION_POLLED_USERS(
            Type.GAUGE,
            "gatehouse_revocation_polled_users",
            "Users whom directories are asked about, by this instance or by another."),
    REVOCATION_POLL_AGE(
            Type.GAUGE,
            "gatehouse_revocation_poll_age_seconds",
            "Time since the last answer about a user, for the user for whom that is longest."),
    REVOCATION_POLL_INTERVAL(
            Type.GAUGE,
            "gatehouse_revocation_poll_interval_seconds",
            "How often directories are to be asked about each user who has a session; 0 for never."),
    REVOCATION_POLL_HELD(
            Type.GAUGE,
            "gatehouse_revocation_poll_held_directories",
            "Directories in which too many users are gone or changed at once, so that no session is closed."),
    FAILURE_LIMITED(
            Type.COUNTER,
            "gatehouse_failure_limited_total",
            "Credentials that were not looked up after too many failures, by what had failed too often.",
            "by"),
    LOOKUPS_IN_FLIGHT(
            Type.GAUGE,
            "gatehouse_lookups_in_flight",
            "Lookups that a directory is working on now, password checks aside.",
            "directory,type"),
    LOOKUPS_REFUSED(
            Type.COUNTER,
            "gatehouse_lookups_refused_total",
            "Lookups not begun because too many were in flight.",
            "directory,type"),
    LOOKUPS_TIMED_OUT(
            Type.COUNTER,
            "gatehouse_lookups_timed_out_total",
            "Lookups ended because they took longer than allowed.",
            "directory,type"),
    LOOKUPS_FAILED(
            Type.COUNTER,
            "gatehouse_lookups_failed_total",
            "Lookups that a backend has not answered, except those that took too long.",
            "directory,type"),
    LOOKUPS_RETRIED(
            Type.COUNTER,
            "gatehouse_lookups_retried_total",
            "Lookups repeated because the backend closed the connection before it answered.",
            "directory,type"),
    LOOKUPS_WITHHELD(
            Type.COUNTER,
            "gatehouse_lookups_withheld_total",
            "Lookups not begun while a backend failed, by reason.",
            "directory,type,reason"),
    LOOKUPS_STALE(
            Type.COUNTER,
            "gatehouse_lookups_stale_total",
            "Logins answered from memory after their time in the cache was over, while a backend failed.",
            "directory,type"),
    LOOKUPS_LIMIT(
            Type.GAUGE, "gatehouse_lookups_limit", "Lookups that may be under way at a backend now.", "directory,type"),
    BREAKER_OPEN(
            Type.GAUGE,
            "gatehouse_directory_breaker_open",
            "1 while no lookup is begun because the backend fails, otherwise 0.",
            "directory,type"),
    BREAKER_OPENED(
            Type.COUNTER,
            "gatehouse_directory_breaker_opened_total",
            "Times the circuit breaker before a backend was opened.",
            "directory,type"),
    PROBES(
            Type.COUNTER,
            "gatehouse_directory_probes_total",
            "Probes of a backend, by result.",
            "directory,type,result"),
    AUDIT_RECORDS(Type.COUNTER, "gatehouse_audit_records_total", "Audit records that were stored."),
    AUDIT_DROPPED(
            Type.COUNTER,
            "gatehouse_audit_records_dropped_total",
            "Audit records that were lost, by reason.",
            "reason"),
    AUDIT_QUEUE(Type.GAUGE, "gatehouse_audit_queue_bytes", "Memory held by audit records that wait to be stored."),
    AUDIT_FAILING(Type.GAUGE, "gatehouse_audit_failing", "1 while audit records cannot be stored, otherwise 0."),
    AUDIT_STORED_TIMESTAMP(
            Type.GAUGE,
            "gatehouse_audit_last_stored_timestamp_seconds",
            "When the last audit record was stored, in seconds since 1970; 0 for never."),
    TRACES_EXPORTED(Type.COUNTER, "gatehouse_traces_exported_total", "Traces of logins that the collector has taken."),
    TRACES_DROPPED(
            Type.COUNTER, "gatehouse_traces_dropped_total", "Traces of logins that were lost, by reason.", "reason"),
    PENDING_REQUESTS(Type.GAUGE, "gatehouse_pending_requests", "Requests that wait for a verdict now."),
    PENDING_BYTES(Type.GAUGE, "gatehouse_pending_bytes", "Memory that requests hold while they wait for a verdict."),
    FILE_EXPIRY(
            Type.GAUGE,
            "gatehouse_file_expiry_timestamp_seconds",
            "When the content of the file that a key of the configuration names expires, in seconds since 1970.",
            "key"),
    FILE_ISSUED(
            Type.GAUGE,
            "gatehouse_file_issued_timestamp_seconds",
            "When the content of the file that a key of the configuration names was issued, in seconds since 1970.",
            "key"),
    READY(Type.GAUGE, "gatehouse_ready", "1 while this instance answers requests, otherwise 0."),
    ROLLOUT_READY(
            Type.GAUGE,
            "gatehouse_rollout_ready",
            "1 while this instance could carry the logins of another one as well, so that the next may be restarted."),
    INSTANCE_INFO(Type.GAUGE, "gatehouse_instance_info", "Always 1; the label says which instance this is.", "name"),
    BUILD_INFO(Type.GAUGE, "gatehouse_build_info", "Always 1; the labels say what runs.", "version,java,ed25519");

    private final Type type;
    private final String id;
    private final String help;
    private final String labels;

    Metric(Type type, String id, String help) {
        this(type, id, help, "");
    }

    Metric(Type type, String id, String help, String labels) {
        this.type = type;
        this.id = id;
        this.help = help;
        this.labels = labels;
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
