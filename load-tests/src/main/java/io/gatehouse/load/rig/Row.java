package io.gatehouse.load.rig;

import io.gatehouse.load.report.Figures;
import java.util.List;

/** A promise and what was measured in each round: a row of the table that says what must be seen. */
public record Row(Promise promise, Samples samples) {
    /** Whether the median keeps the promise. */
    public boolean held() {
        return promise.heldBy(samples.median());
    }

    /** Markdown: what, hold, stretch, median, worst, verdict. */
    public String markdown() {
        return "| " + String.join(" | ", cells()) + " |";
    }

    /** The cells of the row: what, hold, stretch, median, worst, verdict. */
    public List<String> cells() {
        double median = samples.median();
        String verdict = promise.stretchedBy(median) ? "stretch" : held() ? "held" : "missed";
        return List.of(
                promise.what(),
                promise.bound(promise.hold()),
                promise.bound(promise.stretch()),
                promise.text(median),
                promise.text(samples.worst(promise.better())),
                Double.isNaN(promise.stretch()) && held() ? "held" : verdict);
    }

    /** For {@code --json} and {@code --expect}. */
    public Figures figures() {
        return new Figures()
                .put(Figures.NAME, promise.what())
                .put("hold", promise.hold())
                .put("stretch", promise.stretch())
                .put("median", samples.median())
                .put("worst", samples.worst(promise.better()))
                .put("held", held())
                .put("rounds", samples.values().size());
    }
}
