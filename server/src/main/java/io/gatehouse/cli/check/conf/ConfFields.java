package io.gatehouse.cli.check.conf;

import java.util.Set;

/** The names of nats-server's settings, in lower case: those of 2.10 to 2.15. */
final class ConfFields {
    static final Set<String> TOP = words("""
            account_resolver accounts accounts_resolver allow_non_tls authorization client_advertise cluster
            connect_error_reports debug default_js_domain default_sentinel disable_sublist_cache feature_flags
            gateway host http http_base_path http_port https https_port jetstream lame_duck_duration
            lame_duck_grace_period leaf leafnodes listen log_file log_max_num log_size_limit logfile
            logfile_max_num logfile_size_limit logtime logtime_utc mappings maps max_closed_clients max_conn
            max_connections max_control_line max_payload max_pending max_sub_tokens max_subs
            max_subscription_tokens max_subscriptions max_traced_msg_len monitor_port mqtt net no_auth_user
            no_fast_producer_stall no_header_support no_sublist_cache no_sys_acc no_system no_system_account
            ocsp ocsp_cache operator operators pid_file pidfile ping_interval ping_max port ports_file_dir
            prof_block_rate prof_port proxies proxy_protocol reconnect_error_reports remote_syslog resolver
            resolver_pinned_accounts resolver_preload resolver_tls root root_operator root_operators roots
            server_metadata server_name server_tags store_dir storedir syslog system system_account tls trace
            trace_headers trace_verbose trusted trusted_keys websocket write_deadline write_timeout ws
            """);

    /** Those of them that are whole numbers. */
    static final Set<String> NUMBERS = words("""
            connect_error_reports http_port monitor_port https_port logfile_max_num log_max_num logfile_size_limit
            log_size_limit max_closed_clients max_connections max_conn max_control_line max_payload max_pending
            max_sub_tokens max_subscription_tokens max_subscriptions max_subs max_traced_msg_len ping_max port
            prof_block_rate prof_port reconnect_error_reports
            """);

    static final Set<String> SWITCHES = words("""
            allow_non_tls debug disable_sublist_cache no_sublist_cache logtime logtime_utc no_fast_producer_stall
            no_header_support no_system_account no_system no_sys_acc proxy_protocol syslog trace trace_headers
            trace_verbose
            """);

    static final Set<String> TEXTS = words("""
            client_advertise default_js_domain default_sentinel host net http_base_path logfile log_file no_auth_user
            pidfile pid_file ports_file_dir remote_syslog server_name store_dir storedir
            """);

    static final Set<String> AUTHORIZATION = words("""
            user username pass password token timeout users default_permission default_permissions permissions
            auth_callout auth_hook proxy_required
            """);

    static final Set<String> CALLOUT = words("""
            issuer account acc auth_users users xkey key allowed_accounts
            """);

    static final Set<String> ACCOUNT = words("""
            nkey imports exports jetstream users default_permissions mappings maps limits msg_trace trace_dest
            """);

    static final Set<String> USER = words("""
            nkey user username pass password permission permissions authorization allowed_connection_types
            connection_types clients proxy_required
            """);

    static final Set<String> USER_TEXTS = Set.of("nkey", "user", "username", "pass", "password");

    private ConfFields() {}

    private static Set<String> words(String list) {
        return Set.of(list.strip().split("\\s+"));
    }
}
