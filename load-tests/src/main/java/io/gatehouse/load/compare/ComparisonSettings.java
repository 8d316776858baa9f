package io.gatehouse.load.compare;

import java.time.Duration;

/**
 * How the comparison is measured.
 *
 * @param rounds how often each service is measured
 * @param quota cores that each is held to at saturation and at half of it; 0 for no limit
 * @param warmUp how long each is kept busy before, without a limit
 * @param measured how long each figure is measured
 * @param rate requests a second of the moderate load, which every service must be able to serve
 * @param concurrency requests under way at saturation
 */
record ComparisonSettings(int rounds, double quota, Duration warmUp, Duration measured, double rate, int concurrency) {}
