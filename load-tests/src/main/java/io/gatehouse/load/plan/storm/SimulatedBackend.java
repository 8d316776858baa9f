package io.gatehouse.load.plan.storm;

/**
 * What a directory asks about those who are not known.
 *
 * @param perSecond logins that it answers in a second, for all instances together
 * @param places how many it works on at a time
 * @param sharedCache whether instances leave each other its answers
 */
public record SimulatedBackend(double perSecond, int places, boolean sharedCache) {
    public SimulatedBackend {
        Checks.require(perSecond > 0, "the backend must answer somebody");
        Checks.require(places >= 1, "the backend must have a place");
    }

    /** How long it works on one. */
    double millis() {
        return places * (double) Ticks.A_SECOND / perSecond;
    }
}
