package io.gatehouse.cli.check;

import io.gatehouse.claims.account.AccountClaims;
import io.gatehouse.cli.check.conf.ConfException;
import io.gatehouse.cli.check.conf.ServerConf;
import io.gatehouse.cli.check.finding.Findings;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.service.GatehouseSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether {@code issuer.seed} is a key of {@code issuer.account}, as far as files tell that are configured for the check.
 * nats-server takes a sealed answer with any signature, so that the mistake shows nowhere else.
 */
public final class IssuerWarning {
    private static final Logger log = LoggerFactory.getLogger(IssuerWarning.class);

    private IssuerWarning() {}

    /**
     * The warning; empty where the key is listed, or no file tells.
     *
     * @param environment for variables in the server's configuration
     */
    public static Optional<String> of(GatehouseSettings settings, Map<String, String> environment) {
        Nkey account = settings.issuerAccount();
        Nkey issuer = settings.issuer().publicKey();
        if (account == null || !settings.operatorMode() || account.equals(issuer)) {
            return Optional.empty();
        }
        AccountClaims claims = find(account, settings, environment);
        return claims == null || claims.isSigner(issuer)
                ? Optional.empty()
                : Optional.of("issuer.seed is the key " + issuer + ", which is neither issuer.account (" + claims.name()
                        + ", "
                        + account + ") nor one of its signing keys, by its JWT in the files of check.account_jwts or"
                        + " check.server_conf: gatehouse check tells more");
    }

    /** The files are not the service's own, so that nothing in them keeps it from starting. */
    private static @Nullable AccountClaims find(
            Nkey account, GatehouseSettings settings, Map<String, String> environment) {
        Findings unused = new Findings(finding -> {});
        try {
            return AccountJwts.ofFiles(settings, conf(settings, environment), unused)
                    .find(account);
        } catch (RuntimeException e) {
            log.debug("The account's JWT cannot be looked up", e);
            return null;
        }
    }

    private static @Nullable ServerConf conf(GatehouseSettings settings, Map<String, String> environment) {
        Path file = settings.check().serverConf();
        try {
            return file == null ? null : ServerConf.read(file, environment);
        } catch (ConfException e) {
            return null;
        }
    }
}
