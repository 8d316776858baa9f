package io.gatehouse.load.plan.storm;

import java.util.List;

/**
 * The stations that share some cores. Each gets an equal part of each tick, and what one does not need goes to the others.
 */
record Machine(double cores, List<Station> stations) {
    private static final int ROUNDS = 4;
    private static final double NOTHING = 1e-9;

    Machine {
        stations = List.copyOf(stations);
    }

    void work() {
        double left = cores * Ticks.MILLIS;
        for (int round = 0; round < ROUNDS && left > NOTHING; round++) {
            double part = left / stations.size();
            left = 0;
            for (Station station : stations) {
                left += station.work(part);
            }
            if (stations.size() == 1) {
                return;
            }
        }
    }
}
