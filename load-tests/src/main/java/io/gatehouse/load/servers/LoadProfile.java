package io.gatehouse.load.servers;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How the load is shaped. */
sealed interface LoadProfile {
    /** As results call it. */
    String mode();

    /** In words, for a report. */
    String description();

    /** So many requests per second, whatever becomes of them. */
    record Rate(double perSecond, Duration duration) implements LoadProfile {
        @Override
        public String mode() {
            return "rate";
        }

        @Override
        public String description() {
            return number(perSecond) + " requests a second for " + seconds(duration) + ", whatever becomes of them";
        }
    }

    /**
     * So many requests under way at any time.
     *
     * @param total how many are sent at most, with none before them; 0 for as many as a load before them foretells
     * @param round how many of these make a step of their own; 0 for one step
     */
    record Concurrency(int requests, Duration duration, int total, int round) implements LoadProfile {
        @Override
        public String mode() {
            return "concurrency";
        }

        @Override
        public String description() {
            return requests + " requests under way at any time, for "
                    + (total == 0 ? "" : "at most " + number(total) + " requests or ") + seconds(duration);
        }
    }

    /**
     * Multiples of a capacity, one after the other.
     *
     * @param capacity requests per second; NaN when it is to be searched for
     * @param seamless without a pause between them
     */
    record Steps(List<Double> factors, double capacity, Duration each, boolean seamless) implements LoadProfile {
        public Steps {
            factors = List.copyOf(factors);
        }

        @Override
        public String mode() {
            return "steps";
        }

        @Override
        public String description() {
            return factors.stream().map(LoadProfile::number).collect(Collectors.joining(", "))
                    + " times the capacity, each for " + seconds(each)
                    + (seamless ? ", without a pause" : "");
        }
    }

    /**
     * All clients at once, each coming back as real ones do.
     *
     * @param retryWait how long a client waits before it comes back
     * @param jitter how much longer it waits at most
     * @param errors after how many auth errors in a row a client gives up
     */
    record Storm(int clients, Duration retryWait, Duration jitter, int errors) implements LoadProfile {
        @Override
        public String mode() {
            return "storm";
        }

        @Override
        public String description() {
            return clients + " clients at once, each coming back after " + seconds(retryWait) + " and up to "
                    + seconds(jitter) + " more, until it is in or has had " + errors + " auth errors";
        }
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%,d", (long) value)
                : String.format(Locale.ROOT, "%,.1f", value);
    }

    private static String seconds(Duration duration) {
        return number(duration.toMillis() / 1000.0) + " s";
    }
}
