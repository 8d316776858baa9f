package io.gatehouse.load.scenario;

/** One scenario: sets everything up on loopback, measures it and removes it again. */
interface Scenario {
    /** Runs all rounds. */
    ScenarioResult run(ScenarioSettings settings);
}
