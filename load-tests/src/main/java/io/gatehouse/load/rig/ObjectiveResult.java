package io.gatehouse.load.rig;

import io.gatehouse.load.report.FigureSet;
import io.gatehouse.load.report.Figures;
import io.gatehouse.load.report.Table;
import java.util.List;

/** An objective, and what was measured in each round. */
public record ObjectiveResult(Objective objective, Samples samples) {
    /** For {@code --json} and {@code --expect}. */
    public static final FigureSet<ObjectiveResult> FIGURES = new FigureSet<ObjectiveResult>()
            .text(Figures.NAME, result -> result.objective.what())
            .number("hold", result -> result.objective.hold())
            .number("stretch", result -> result.objective.stretch())
            .number("median", result -> result.samples.median())
            .number("worst", ObjectiveResult::worst)
            .flag("held", ObjectiveResult::held)
            .count("rounds", result -> result.samples.values().size());

    private static final FigureSet<ObjectiveResult> CELLS = new FigureSet<ObjectiveResult>()
            .text("what", "", result -> result.objective.what())
            .text("hold", "hold", result -> result.objective.bound(result.objective.hold()))
            .text("stretch", "stretch", result -> result.objective.bound(result.objective.stretch()))
            .text("median", "median", result -> result.objective.text(result.samples.median()))
            .text("worst", "worst", result -> result.objective.text(result.worst()))
            .text("verdict", "", ObjectiveResult::verdict);

    /** A row for each objective: what, hold, stretch, median, worst, verdict. */
    public static Table table(List<ObjectiveResult> results) {
        return CELLS.table(results);
    }

    /** Whether what {@link #judged} says meets the objective. */
    public boolean held() {
        return objective.heldBy(judged());
    }

    /** The median; of what must never happen the worst round. */
    public double judged() {
        return objective.isNever() ? worst() : samples.median();
    }

    /** The worst round; of what must never happen NaN when a round does not say whether it did. */
    private double worst() {
        boolean unknown = objective.isNever() && !samples.isComplete();
        return unknown ? Double.NaN : samples.worst(objective.better());
    }

    private String verdict() {
        if (!held()) {
            return "missed";
        }
        return !Double.isNaN(objective.stretch()) && objective.stretchedBy(judged()) ? "stretch" : "held";
    }
}
