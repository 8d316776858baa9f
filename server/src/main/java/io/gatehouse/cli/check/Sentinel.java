package io.gatehouse.cli.check;

import io.gatehouse.claims.CredsFile;
import io.gatehouse.claims.UserToken;
import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.cli.check.conf.ServerConf;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.files.RegularFile;
import io.gatehouse.service.GatehouseSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The user of a sentinel's credentials, by which nats-server asks the callout.
 *
 * @param place where it is configured
 */
record Sentinel(String place, Nkey user) {
    /** All that are configured; what cannot be read is left out, and told elsewhere. */
    static List<Sentinel> of(GatehouseSettings settings, @Nullable ServerConf conf) {
        return Stream.of(
                        ofFile(settings.check().sentinelCreds()),
                        ofServer(conf == null ? null : conf.defaultSentinel()))
                .filter(Objects::nonNull)
                .toList();
    }

    private static @Nullable Sentinel ofFile(@Nullable Path file) {
        try {
            return file == null
                    ? null
                    : new Sentinel(
                            "check.sentinel_creds (" + file + ")",
                            CredsFile.parse(RegularFile.text(file)).token().subject());
        } catch (IOException | IllegalArgumentException | ClaimsException e) {
            return null;
        }
    }

    private static @Nullable Sentinel ofServer(@Nullable String jwt) {
        try {
            return jwt == null
                    ? null
                    : new Sentinel(
                            "default_sentinel in the server's configuration",
                            UserToken.decode(jwt).subject());
        } catch (ClaimsException e) {
            return null;
        }
    }
}
