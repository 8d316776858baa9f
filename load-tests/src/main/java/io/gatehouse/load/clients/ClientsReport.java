package io.gatehouse.load.clients;

import io.gatehouse.load.clients.engine.Counts;
import io.gatehouse.load.clients.engine.Outage;
import io.gatehouse.load.options.RunReport;
import io.gatehouse.load.report.FigureSet;
import io.gatehouse.load.report.Figures;
import io.gatehouse.load.report.NumberFormat;
import io.gatehouse.load.report.Table;
import java.util.Collection;
import java.util.Objects;

/** The figures of {@code load clients}; docs/reference/load-clients.md says what each means. */
final class ClientsReport {
    private static final FigureSet<Series.Point> POINT = new FigureSet<Series.Point>()
            .count("ms", point -> Math.round(point.ms()))
            .count("logged_in", Series.Point::loggedIn)
            .count("logins", point -> point.during().logins())
            .count("refused", point -> point.during().refused())
            .count("timed_out", point -> point.during().timedOut())
            .count("unreachable", point -> point.during().unreachable())
            .count("broken", point -> point.during().broken());

    static final FigureSet<ClientsResult.ReconnectStorm> STORM = new FigureSet<ClientsResult.ReconnectStorm>()
            .count("clients", ClientsResult.ReconnectStorm::clients)
            .number("down_ms", NumberFormat.MILLIS_AS_SECONDS, ClientsResult.ReconnectStorm::downMillis)
            .number("first_greeting_ms", storm -> storm.afterFirstDrop(Outage::firstGreeting))
            .number("first_back_ms", NumberFormat.MILLIS_AS_SECONDS, storm -> storm.afterFirstDrop(Outage::firstBack))
            .number("last_back_ms", NumberFormat.MILLIS_AS_SECONDS, storm -> storm.afterFirstDrop(Outage::lastBack))
            .number("out_p50_ms", storm -> storm.outage().outMillis(50))
            .number("out_p90_ms", storm -> storm.outage().outMillis(90))
            .number("out_p99_ms", storm -> storm.outage().outMillis(99))
            .number("out_max_ms", storm -> storm.outage().outMillis(100))
            .count("back", ClientsResult.ReconnectStorm::back)
            .count("lost_for_good", ClientsResult.ReconnectStorm::lostForGood)
            .count("still_out", ClientsResult.ReconnectStorm::stillOut)
            .count("attempts", storm -> storm.counts().attempts())
            .count("retries", storm -> storm.counts().retries())
            .count("refused", storm -> storm.counts().refused())
            .count("timed_out", storm -> storm.counts().timedOut())
            .count("unreachable", storm -> storm.counts().unreachable())
            .count("broken", storm -> storm.counts().broken())
            .number(
                    "logins_per_s_max",
                    NumberFormat.WHOLE,
                    storm -> storm.series().loginsPerSecondMax())
            .number("watched_s", ClientsResult.ReconnectStorm::seconds)
            .list("series", POINT, storm -> storm.series().points());

    static final FigureSet<ClientsResult.ReconnectStorm> SPENT = new FigureSet<ClientsResult.ReconnectStorm>()
            .number(
                    "service_cpu_s",
                    NumberFormat.SECONDS,
                    storm -> storm.service().cpuSeconds())
            .number("service_rss_max_mb", storm -> storm.service().rssMaxMb())
            .number("broker_cpu_s", NumberFormat.SECONDS, ClientsResult.ReconnectStorm::brokerCpuSeconds)
            .number("cpu_share", NumberFormat.THOUSANDTHS, ClientsResult.ReconnectStorm::cpuShare)
            .number("tool_cpu_s", NumberFormat.SECONDS, ClientsResult.ReconnectStorm::toolCpuSeconds);

    static final FigureSet<ClientsResult> CALM = figures(new FigureSet<>());

    private static final FigureSet<ClientsResult> STORMY = figures(new FigureSet<ClientsResult>()
            .group("storm", STORM, ClientsReport::storm)
            .include(SPENT, ClientsReport::storm));

    private ClientsReport() {}

    private static FigureSet<ClientsResult> figures(FigureSet<ClientsResult> storm) {
        return new FigureSet<ClientsResult>()
                .count("clients", ClientsResult::clients)
                .count("logged_in", result -> first(result).loggedIn())
                .count("lost", result -> first(result).lost())
                .number("first_logins_s", result -> result.ramp().seconds())
                .number(
                        "first_logins_per_s",
                        NumberFormat.WHOLE,
                        result -> result.ramp().loginsPerSecond())
                .count("first_refused", result -> first(result).refused())
                .count("first_timed_out", result -> first(result).timedOut())
                .count("first_retries", result -> first(result).retries())
                .number(
                        "first_service_cpu_s",
                        NumberFormat.SECONDS,
                        result -> result.ramp().service().cpuSeconds())
                .number(
                        "first_broker_cpu_s",
                        NumberFormat.SECONDS,
                        result -> result.ramp().broker().cpuSeconds())
                .count("hold_dropped", result -> result.hold().dropped())
                .include(storm, result -> result)
                .number("tool_lag_max_ms", NumberFormat.MILLIS, ClientsResult::lagMaxMillis);
    }

    private static Counts first(ClientsResult result) {
        return result.ramp().counts();
    }

    private static ClientsResult.ReconnectStorm storm(ClientsResult result) {
        return Objects.requireNonNull(result.storm());
    }

    /** The paths of all numbers that a run will have. */
    static Collection<String> paths(boolean storm) {
        return (storm ? STORMY : CALM).paths();
    }

    static RunReport outcome(ClientsResult result) {
        return new RunReport(figures(result), table(result), ClientsPage.of(result), result.faults());
    }

    static Figures figures(ClientsResult result) {
        return (result.storm() == null ? CALM : STORMY).figures(result);
    }

    /** A row for each figure, or for two that belong together. */
    static Table table(ClientsResult result) {
        Table table = new Table("figure", "value");
        CALM.row(table, result, "clients", "clients");
        CALM.row(table, result, "logged in", "logged_in");
        CALM.row(table, result, "first logins a second", "first_logins_per_s");
        CALM.row(table, result, "  refused, timed out", "first_refused", "first_timed_out");
        CALM.row(table, result, "  lost for good", "lost");
        CALM.row(table, result, "  CPU of service, broker", "first_service_cpu_s", "first_broker_cpu_s");
        CALM.row(table, result, "dropped while held", "hold_dropped");
        if (result.storm() != null) {
            storm(table, result.storm());
            CALM.row(table, result, "  late by at most", "tool_lag_max_ms");
        }
        return table;
    }

    private static void storm(Table table, ClientsResult.ReconnectStorm storm) {
        STORM.row(table, storm, "storm: clients dropped", "clients");
        STORM.row(table, storm, "  back", "back");
        STORM.row(table, storm, "  lost for good", "lost_for_good");
        STORM.row(table, storm, "  still out", "still_out");
        STORM.row(table, storm, "  broker down", "down_ms");
        STORM.row(table, storm, "  first back after", "first_back_ms");
        STORM.row(table, storm, "  last back after", "last_back_ms");
        STORM.row(table, storm, "  logins a second, most", "logins_per_s_max");
        STORM.row(table, storm, "  attempts, of them retries", "attempts", "retries");
        STORM.row(table, storm, "  refused, timed out", "refused", "timed_out");
        STORM.row(table, storm, "  unreachable, broken", "unreachable", "broken");
        SPENT.row(table, storm, "CPU of the service", "service_cpu_s");
        SPENT.row(table, storm, "CPU of the broker", "broker_cpu_s");
        SPENT.row(table, storm, "  service / broker", "cpu_share");
        SPENT.row(table, storm, "CPU of this tool", "tool_cpu_s");
    }
}
