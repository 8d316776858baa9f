package io.gatehouse.load.rig;

import io.gatehouse.load.report.Figures;

/** What a run of the load tool found, or a step of it, by the names that the tool gives; NaN where it gives none. */
public record Reading(Figures figures) {
    /** Of a run that was not made. */
    public static final Reading NONE = new Reading(new Figures());

    /** The share of the requests that were answered in time, 0 to 1. */
    public double inTime() {
        return number("in_time");
    }

    /** Right answers in time, a second. */
    public double goodput() {
        return number("in_time_per_s");
    }

    /** Requests a second that were really sent. */
    public double offered() {
        return number("offered_per_s");
    }

    /** Milliseconds from the scheduled time of sending, of what was answered. */
    public double p99Millis() {
        return number("p99_ms");
    }

    /** CPU microseconds of the service for each answer. */
    public double cpuMicros() {
        return number("cpu_us_per_answer");
    }

    /** The most resident memory of the service, in MB. */
    public double rssMax() {
        return number("rss_max_mb");
    }

    /** Seconds until 99 % were in time for good; NaN when they never were. */
    public double recoverySeconds() {
        return number("recovery_s");
    }

    /** Answers that came after their deadline. */
    public double late() {
        return number("late");
    }

    /** Answers that were not what they had to be, before and after the measurement too. */
    public double wrong() {
        return number("wrong") + apart("warmup.wrong") + apart("cooldown.wrong");
    }

    /** A step has none of its own. */
    private double apart(String path) {
        double value = number(path);
        return Double.isNaN(value) ? 0 : value;
    }

    private double number(String path) {
        Double value = figures.number(path);
        return value == null ? Double.NaN : value;
    }
}
