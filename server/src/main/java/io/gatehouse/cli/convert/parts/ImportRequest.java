package io.gatehouse.cli.convert.parts;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to import.
 *
 * @param account the account that users are placed in, where the source has no accounts; null when none was given
 * @param environment the variables that the source may refer to
 */
public record ImportRequest(List<Path> files, @Nullable String account, Map<String, String> environment) {
    /** The only file. */
    public Path file() {
        if (files.size() != 1) {
            throw new ImportFailure("this format is imported from one file; give one");
        }
        return files.get(0);
    }

    /** The account, for a source that has none. */
    public String placed() {
        if (account == null) {
            throw new ImportFailure("the source knows no accounts: name the one that its users are placed in, with"
                    + " --account NAME");
        }
        return account;
    }
}
