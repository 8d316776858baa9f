package io.gatehouse.load.servers;

import io.gatehouse.load.answer.Verdict;
import io.gatehouse.load.report.Figures;
import java.util.function.IntPredicate;
import org.HdrHistogram.Histogram;

/** What became of the clients of a storm, counted when every answer was judged. */
final class StormFigures {
    private final Histogram logins = new Histogram(3_600_000_000L, 3);
    private int in;
    private int lost;
    private int deniedForGood;
    private long attempts;

    private StormFigures() {}

    /** Figures without a client, for their names. */
    static Figures none() {
        return new StormFigures().figures(0);
    }

    /**
     * Counts.
     *
     * @param patienceMicros within which an answer lets a client in
     */
    static Figures of(Volley volley, Segment segment, int clients, long patienceMicros, IntPredicate isWrong) {
        StormFigures counted = new StormFigures();
        for (int client = 0; client < clients; client++) {
            counted.count(volley, segment, client, clients, patienceMicros, isWrong.test(client));
        }
        return counted.figures(clients);
    }

    private void count(
            Volley volley, Segment segment, int client, int clients, long patienceMicros, boolean wrongPassword) {
        boolean entered = false;
        for (int request = client; request < volley.size() && volley.isSent(request); request += clients) {
            attempts++;
            if (volley.verdict(request) == Verdict.GRANTED && volley.latencyMicros(request) <= patienceMicros) {
                long sinceStart = (volley.dueAt(request) - segment.startNanos()) / 1000;
                logins.recordValue(Math.max(0, sinceStart + volley.latencyMicros(request)));
                entered = true;
            }
        }
        in += entered ? 1 : 0;
        lost += entered || wrongPassword ? 0 : 1;
        deniedForGood += wrongPassword ? 1 : 0;
    }

    private Figures figures(int clients) {
        double last = in == 0 ? Double.NaN : logins.getMaxValue() / 1e6;
        return new Figures()
                .put("clients", clients)
                .put("clients_in", in)
                .put("clients_in_share", (double) in / (clients - deniedForGood))
                .put("clients_lost", lost)
                .put("clients_denied", deniedForGood)
                .put("attempts", attempts)
                .put("last_in_s", last)
                .put("logins_per_s", in / last)
                .put("p50_in_s", in == 0 ? Double.NaN : logins.getValueAtPercentile(50) / 1e6)
                .put("p99_in_s", in == 0 ? Double.NaN : logins.getValueAtPercentile(99) / 1e6);
    }
}
