package io.gatehouse.cli.explain;

import io.gatehouse.cli.process.ProgressLine;
import io.gatehouse.explain.ExplainExitCode;
import io.gatehouse.service.explain.RightsChange;
import io.gatehouse.service.explain.RightsComparison;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** One comparison: counts, prints, and shows how far it has come. */
final class ComparisonRun implements RightsComparison.Listener {
    private final RightsComparison comparison;
    private final ChangesOutput output;
    private final ProgressLine progress;
    private int compared;
    private long changed;

    /** @param progress null for nobody */
    ComparisonRun(RightsComparison comparison, ChangesOutput output, @Nullable PrintWriter progress) {
        this.comparison = comparison;
        this.output = output;
        this.progress = new ProgressLine(progress, "comparing", comparison.size());
    }

    int run() {
        comparison.run(this);
        progress.end();
        boolean whole = comparison.unreachable().isEmpty();
        int code = whole ? (changed == 0 ? ExplainExitCode.GRANTED : ExplainExitCode.DENIED) : ExplainExitCode.FAILED;
        output.end(compared, changed, comparison.unreachable(), code);
        return code;
    }

    @Override
    public void onChange(RightsChange change) {
        progress.end();
        changed++;
        output.change(change);
    }

    @Override
    public void onCompared() {
        compared++;
        progress.at(compared);
    }
}
