package io.gatehouse.load.plan;

import io.gatehouse.load.plan.storm.Storm;
import io.gatehouse.load.plan.storm.StormOutcome;
import io.gatehouse.load.plan.storm.StormSettings;
import io.gatehouse.load.report.NumberFormat;
import io.gatehouse.load.report.ProgressBar;

/** Simulates one storm after the other, and shows how far each is. */
final class PlanProgress {
    private final ProgressBar bar;
    private int storms;

    /** @param bar of which each storm is 100 */
    PlanProgress(ProgressBar bar) {
        this.bar = bar;
    }

    StormOutcome simulate(StormSettings settings) {
        int number = ++storms;
        double limit = settings.limit().toMillis() / 1000.0;
        double clients = settings.fleet().clients();
        return Storm.of(settings, second -> {
            double share = second.back() / clients;
            // It ends when all are back, or when the time is over.
            bar.at(
                    Math.round(100 * Math.max(share, second.number() / limit)),
                    "storm " + number + ", instances of each cluster: "
                            + settings.service().instances() + ", second " + second.number() + ", "
                            + NumberFormat.PERCENT_TENTHS.text(share) + " back");
        });
    }
}
