package io.gatehouse.load.servers;

import io.gatehouse.load.answer.AnswerVerdict;
import io.gatehouse.load.report.FigureSet;
import io.gatehouse.load.servers.batch.RequestBatch;
import java.util.function.IntPredicate;
import org.HdrHistogram.Histogram;

/**
 * The clients of a storm, counted by what became of them when every answer was verified.
 *
 * @param in how many logged in
 * @param lost how many gave up although their password is right
 * @param denied how many have a wrong password
 * @param attempts of all of them
 * @param logins from the beginning to each login, in microseconds
 */
record StormResult(int clients, int in, int lost, int denied, long attempts, Histogram logins) {
    static final FigureSet<StormResult> FIGURES = new FigureSet<StormResult>()
            .count("clients", StormResult::clients)
            .count("clients_in", StormResult::in)
            .number("clients_in_share", storm -> (double) storm.in / (storm.clients - storm.denied))
            .count("clients_lost", StormResult::lost)
            .count("clients_denied", StormResult::denied)
            .count("attempts", StormResult::attempts)
            .number("last_in_s", StormResult::lastSeconds)
            .number("logins_per_s", storm -> storm.in / storm.lastSeconds())
            .number("p50_in_s", storm -> storm.seconds(50))
            .number("p99_in_s", storm -> storm.seconds(99));

    private static final long MAX_MICROS = 3_600_000_000L;
    private static final int DIGITS = 3;

    /**
     * Counts.
     *
     * @param patienceMicros within which an answer lets a client in
     */
    static StormResult of(RequestBatch batch, Segment segment, int clients, long patienceMicros, IntPredicate isWrong) {
        Histogram logins = new Histogram(MAX_MICROS, DIGITS);
        int in = 0;
        int denied = 0;
        long attempts = 0;
        for (int client = 0; client < clients; client++) {
            boolean entered = false;
            for (int request = client; request < batch.size() && batch.isSent(request); request += clients) {
                attempts++;
                if (batch.verdict(request) == AnswerVerdict.GRANTED && batch.latencyMicros(request) <= patienceMicros) {
                    long sinceStart = (batch.dueAt(request) - segment.startNanos()) / 1000;
                    logins.recordValue(Math.max(0, sinceStart + batch.latencyMicros(request)));
                    entered = true;
                }
            }
            in += entered ? 1 : 0;
            denied += isWrong.test(client) ? 1 : 0;
        }
        return new StormResult(clients, in, clients - in - denied, denied, attempts, logins);
    }

    double lastSeconds() {
        return in == 0 ? Double.NaN : logins.getMaxValue() / 1e6;
    }

    private double seconds(double percentile) {
        return in == 0 ? Double.NaN : logins.getValueAtPercentile(percentile) / 1e6;
    }
}
