package io.gatehouse.cli.explain;

import io.gatehouse.cli.process.ProcessContext;
import io.gatehouse.crypto.Secret;
import io.gatehouse.service.SettingsLoader;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name a running service to ask. */
final class RunningOptions {
    private static final Set<String> SCHEMES = Set.of("http", "https");

    private static final String TOKEN_FILE = "http.admin_token_file";

    @Option(
            names = "--url",
            paramLabel = "URL",
            order = 3,
            description = "Asks a running service, by an admin request to this address, such as"
                    + " http://127.0.0.1:9465: it explains the login with its current directories, rules and names.")
    private @Nullable String url;

    @Option(
            names = "--admin-token-file",
            paramLabel = "FILE",
            order = 4,
            description =
                    "With --url: the file with the token of admin requests. When left out,"
                            + " GATEHOUSE_HTTP_ADMIN_TOKEN_FILE, GATEHOUSE_HTTP_ADMIN_TOKEN or the configuration of -c gives it.")
    private @Nullable String tokenFile;

    boolean areGiven() {
        return url != null || tokenFile != null;
    }

    /**
     * The service.
     *
     * @param loader with what else the command line sets
     * @param config the configuration file, which is read for the token alone; null for none
     * @throws IllegalArgumentException when the options cannot be meant
     */
    ExplainingService service(SettingsLoader loader, @Nullable Path config, ProcessContext context) {
        if (url == null) {
            throw new IllegalArgumentException("--admin-token-file is for a running service: give its --url");
        }
        if (tokenFile != null) {
            loader.option(
                    TOKEN_FILE,
                    "--admin-token-file",
                    context.workingDirectory().resolve(tokenFile).toString());
        }
        Secret token = loader.adminToken(config);
        if (token == null) {
            throw new IllegalArgumentException(
                    "--url needs the token of the service's admin requests: give its file with"
                            + " --admin-token-file, or set GATEHOUSE_HTTP_ADMIN_TOKEN_FILE");
        }
        return new ExplainingService(address(url), token);
    }

    private static URI address(String url) {
        URI address;
        try {
            address = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw notAUrl(url);
        }
        String scheme = address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
        boolean more = address.getRawUserInfo() != null
                || address.getRawQuery() != null
                || address.getRawFragment() != null
                || !Set.of("", "/").contains(address.getRawPath());
        if (!SCHEMES.contains(scheme) || address.getHost() == null || more) {
            throw notAUrl(url);
        }
        return address;
    }

    /** Without what was given where that may hold a password. */
    private static IllegalArgumentException notAUrl(String url) {
        return new IllegalArgumentException("--url " + (url.indexOf('@') < 0 ? url + " " : "")
                + "is not the address of a service, such as http://127.0.0.1:9465");
    }
}
