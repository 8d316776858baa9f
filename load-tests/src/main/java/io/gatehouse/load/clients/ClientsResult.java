package io.gatehouse.load.clients;

import io.gatehouse.load.clients.engine.Counts;
import io.gatehouse.load.clients.engine.Outage;
import io.gatehouse.load.process.ProcessUsage;
import io.gatehouse.load.report.HtmlPage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a run of clients found.
 *
 * @param setup how it was run, as names and values for the report
 * @param clients how many there were
 * @param ramp the first logins
 * @param hold what was counted while the clients were held
 * @param storm null without one
 */
record ClientsResult(
        List<HtmlPage.Fact> setup,
        int clients,
        FirstLogins ramp,
        Counts hold,
        @Nullable ReconnectStorm storm) {
    ClientsResult {
        setup = List.copyOf(setup);
    }

    /** The most by which this tool was late, in milliseconds. */
    double lagMaxMillis() {
        return (storm == null ? hold : storm.counts()).lagMaxMicros() / 1000.0;
    }

    /** Why the run is not a success whatever was expected of it: no client stayed, or none came back. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        long in = ramp.counts().loggedIn();
        if (in > 0 && hold.dropped() >= in && storm == null) {
            faults.add("all of the " + in + " clients that were in lost their connection while they were held");
        }
        if (storm != null && storm.clients() > 0 && storm.back() <= 0) {
            faults.add("not one of " + storm.clients() + " clients came back: "
                    + storm.counts().refused()
                    + " attempts were refused, " + storm.counts().timedOut() + " timed out, "
                    + storm.counts().unreachable() + " found nobody listening, "
                    + storm.counts().broken()
                    + " broke off");
        }
        return faults;
    }

    /**
     * What the first logins were like.
     *
     * @param counts what was counted when they were done
     * @param seconds how long they took
     * @param service what the service spent meanwhile
     * @param broker what the broker spent meanwhile
     */
    record FirstLogins(Counts counts, double seconds, ProcessUsage service, ProcessUsage broker) {
        double loginsPerSecond() {
            return seconds > 0 ? counts.logins() / seconds : Double.NaN;
        }
    }

    /**
     * What the reconnect storm was like.
     *
     * @param clients how many lost their connection
     * @param back how many of them were in at the end
     * @param lostForGood how many had given up
     * @param downMillis how long the broker took no connections, by a look every 10 ms: 0 when it was back before the next
     *     one, NaN when it was not back at all
     * @param counts what was counted from its beginning to its end
     * @param seconds how long it was watched, from before the restart
     * @param service what the service spent meanwhile
     * @param brokerCpuSeconds what the broker spent since it was started again; NaN when not known
     * @param toolCpuSeconds what this tool spent meanwhile
     */
    record ReconnectStorm(
            long clients,
            long back,
            long lostForGood,
            double downMillis,
            Outage outage,
            Counts counts,
            Series series,
            double seconds,
            ProcessUsage service,
            double brokerCpuSeconds,
            double toolCpuSeconds) {
        /** The clients that neither were back nor had given up. */
        long stillOut() {
            return clients - back - lostForGood;
        }

        /** A time of the outage, as milliseconds after the first client was dropped. */
        double afterFirstDrop(ToLongFunction<Outage> time) {
            return outage.millisAfterFirstDrop(time.applyAsLong(outage));
        }

        double cpuShare() {
            return service.cpuSeconds() / brokerCpuSeconds;
        }
    }
}
