package io.gatehouse.load.plan.storm;

/**
 * How things stand at the end of a second; counts are from the beginning.
 *
 * @param back clients that are in again
 * @param attempts connections dialled
 * @param requests that instances were sent
 * @param answers that instances have given
 * @param shed requests that instances have dropped
 * @param waiting requests that wait in the queues of instances
 */
public record StormSecond(int number, long back, long attempts, long requests, long answers, long shed, long waiting) {}
