package io.gatehouse.load.servers;

import java.time.Duration;
import java.util.List;

/** How the load is shaped. */
sealed interface Profile {
    /** As results call it. */
    String mode();

    /** So many requests per second, whatever becomes of them. */
    record Rate(double perSecond, Duration duration) implements Profile {
        @Override
        public String mode() {
            return "rate";
        }
    }

    /** So many requests under way at any time. */
    record Concurrency(int requests, Duration duration) implements Profile {
        @Override
        public String mode() {
            return "concurrency";
        }
    }

    /**
     * Multiples of a capacity, one after the other.
     *
     * @param capacity requests per second; NaN: it is to be found out
     * @param seamless without a pause between them
     */
    record Steps(List<Double> factors, double capacity, Duration each, boolean seamless) implements Profile {
        public Steps {
            factors = List.copyOf(factors);
        }

        @Override
        public String mode() {
            return "steps";
        }
    }

    /**
     * All clients at once, each coming back as real ones do.
     *
     * @param retryWait how long a client waits before it comes back
     * @param jitter how much longer it waits at most
     * @param errors after how many auth errors in a row a client gives up
     */
    record Storm(int clients, Duration retryWait, Duration jitter, int errors) implements Profile {
        @Override
        public String mode() {
            return "storm";
        }
    }
}
