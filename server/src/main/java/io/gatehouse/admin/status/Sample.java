package io.gatehouse.admin.status;

import io.gatehouse.metrics.CounterSample;

/**
 * What was to be seen at the end of a second.
 *
 * @param second since 1970
 * @param counters all since the start
 * @param waiting requests in the queue
 * @param ready whether requests were answered
 */
record Sample(long second, CounterSample counters, int waiting, boolean ready) {}
