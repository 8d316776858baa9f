package io.gatehouse.cli.explain;

import io.gatehouse.service.explain.RightsChange;
import java.util.List;

/** Prints what a comparison finds, one after the other, so that nothing of it is kept. */
interface ChangesOutput {
    void change(RightsChange change);

    /**
     * The end, with the sums.
     *
     * @param unreachable the directories whose users could not be read
     */
    void end(long compared, long changed, List<String> unreachable, int exitCode);
}
