package io.gatehouse.load.plan;

/**
 * One figure of a storm that was measured, and what the simulation says of it.
 *
 * @param least of all runs; the most beside it
 */
record Compared(String storm, String figure, double least, double most, double predicted) {
    /** By what factor the prediction is beyond what was measured: 1 within it, below 1 where it is less. */
    double off() {
        if (Double.isNaN(predicted)) {
            return Double.NaN;
        }
        return predicted < least ? predicted / least : predicted > most ? predicted / most : 1;
    }
}
