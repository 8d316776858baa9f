package io.gatehouse.admin.status;

import io.gatehouse.config.Section;
import io.gatehouse.config.Values;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A service, as far as it is shown. What is asked for is as it is at that moment.
 *
 * @param mode for people
 * @param hashingThreads how many threads may compute password hashes
 * @param configuration the one in force; null while the service is put together
 */
public record Observed(
        Vitals vitals,
        String mode,
        int hashingThreads,
        Supplier<@Nullable Configured> configuration,
        SessionSource sessions) {
    /**
     * A configuration that is in force.
     *
     * @param keys all that there are
     * @param directories in the order in which they are asked
     */
    public record Configured(Values values, Section keys, List<OneDirectory> directories) {
        public Configured {
            directories = List.copyOf(directories);
        }
    }

    /**
     * A directory that is in use.
     *
     * @param outage what is to be said while its backend fails; null while it does not
     */
    public record OneDirectory(
            String name, String type, @Nullable String outage) {}
}
