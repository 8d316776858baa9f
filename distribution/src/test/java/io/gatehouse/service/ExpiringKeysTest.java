package io.gatehouse.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.Section.Placed;
import io.gatehouse.directory.DirectoryType;
import io.gatehouse.service.types.DirectoryTypes;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Of each key that names a file it is known whether something in the file expires, and where that is told. */
class ExpiringKeysTest {
    /** Told by {@code gatehouse_file_expiry_timestamp_seconds}. */
    private static final Set<String> EXPIRE =
            Set.of("creds", "sys_creds", "sentinel_creds", "account_jwts", "cert", "ca");

    /** Users, secrets and keys; revocation lists, which have a metric of their own; tokens that are renewed every hour. */
    private static final Set<String> OTHERS = Set.of(
            "admin_token_file",
            "client_secret_file",
            "files",
            "headers_file",
            "hmac_key_file",
            "issuers",
            "key",
            "last_good",
            "password_file",
            "path",
            "secret_file",
            "server_conf",
            "token_file");

    @Test
    void noKeyThatNamesAFileIsForgotten() {
        List<DirectoryType> types = Stream.concat(
                        DirectoryTypes.BUILT_IN.stream(),
                        ServiceLoader.load(DirectoryType.class).stream().map(ServiceLoader.Provider::get))
                .toList();
        Set<String> named = SettingsLoader.keys(types).stream()
                .filter(placed -> placed.key().words().matches("file\\b.*"))
                .map(Placed::path)
                .map(path -> path.substring(path.lastIndexOf('.') + 1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(named)
                .containsAll(EXPIRE)
                .filteredOn(key -> !EXPIRE.contains(key))
                .isSubsetOf(OTHERS);
    }
}
