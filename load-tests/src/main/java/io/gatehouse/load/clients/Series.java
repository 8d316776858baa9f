package io.gatehouse.load.clients;

import io.gatehouse.load.clients.Timeline.Moment;
import io.gatehouse.load.clients.engine.Counts;
import java.util.ArrayList;
import java.util.List;

/** What happened in each part of a time. */
record Series(List<Point> points) {
    private static final int MOST_POINTS = 600;
    private static final double MILLI = 1e6;

    Series {
        points = List.copyOf(points);
    }

    /**
     * A part.
     *
     * @param ms its end, in milliseconds after the beginning of all
     * @param millis how long it was
     * @param loggedIn clients in at its end
     * @param during what was counted during it
     */
    record Point(double ms, double millis, long loggedIn, Counts during) {}

    /** Makes one of the moments of a timeline; of many, each point covers several. */
    static Series of(List<Moment> moments, long beginNanos) {
        int step = 1 + moments.size() / MOST_POINTS;
        List<Point> points = new ArrayList<>();
        for (int i = step; i < moments.size(); i += step) {
            Moment before = moments.get(i - step);
            Moment now = moments.get(i);
            points.add(new Point(
                    (now.atNanos() - beginNanos) / MILLI,
                    (now.atNanos() - before.atNanos()) / MILLI,
                    now.counts().loggedIn(),
                    now.counts().since(before.counts())));
        }
        return new Series(points);
    }

    /** The most logins in any second, or in all of a shorter time. */
    double loginsPerSecondMax() {
        double most = 0;
        double millis = 0;
        long logins = 0;
        int first = 0;
        for (Point point : points) {
            millis += point.millis();
            logins += point.during().logins();
            while (first < points.size() && millis - points.get(first).millis() >= 1000) {
                millis -= points.get(first).millis();
                logins -= points.get(first).during().logins();
                first++;
            }
            most = Math.max(most, logins * 1000.0 / Math.max(1000, millis));
        }
        return most;
    }
}
