package io.gatehouse.load.plan.storm;

/** Something that works: clients, a nats-server, an instance. */
interface Station {
    /**
     * Works for as much CPU time as it is given, in milliseconds of one core; what was begun may take more, and is paid back
     * from what it is given next.
     *
     * @return what was not needed
     */
    double work(double cpu);
}
