package io.gatehouse.load.plan.storm;

/** Is told how far a simulation is. */
@FunctionalInterface
public interface StormWatch {
    StormWatch NOBODY = second -> {};

    /** A simulated second is over. */
    void isOver(StormSecond second);
}
