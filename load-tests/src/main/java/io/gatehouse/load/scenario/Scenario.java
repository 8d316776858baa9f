package io.gatehouse.load.scenario;

/** One storm, or another hard hour: sets everything up on loopback, measures it and takes it away again. */
interface Scenario {
    /** Runs all rounds. */
    ScenarioResult run(ScenarioSettings settings);
}
