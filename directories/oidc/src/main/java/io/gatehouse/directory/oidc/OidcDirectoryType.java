package io.gatehouse.directory.oidc;

import io.gatehouse.config.Entry;
import io.gatehouse.config.Values;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.DirectoryContext;
import io.gatehouse.directory.DirectoryType;
import io.gatehouse.directory.oidc.keys.VerifierFactory;
import io.gatehouse.tls.TlsSection;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Directories of bearer tokens. */
public final class OidcDirectoryType implements DirectoryType {
    /** What {@code type} says. */
    public static final String TYPE = "oidc";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<Entry> keys() {
        return List.of(OidcKeys.USER, OidcKeys.ISSUER, OidcKeys.PROVIDERS);
    }

    @Override
    public void check(Values settings) {
        IssuerReader.check(settings);
    }

    @Override
    public List<String> warnings(String name, Values settings) {
        return IssuerReader.warnings(settings);
    }

    /** Whoever answers in the issuer's place could have other keys there. */
    @Override
    public List<Path> decisiveFiles(Values settings) {
        return IssuerReader.sections(settings).stream()
                .map(issuer -> issuer.in(TlsSection.SECTION).find(TlsSection.CA))
                .flatMap(Stream::ofNullable)
                .toList();
    }

    @Override
    public boolean statesRights() {
        return false;
    }

    @Override
    public boolean takesLongCredentials() {
        return true;
    }

    /** A token says itself when it ends. */
    @Override
    public boolean maybeStale() {
        return false;
    }

    @Override
    public Directory create(String name, Values settings, DirectoryContext context) {
        List<IssuerSettings> issuers = IssuerReader.sections(settings).stream()
                .map(IssuerReader::settings)
                .toList();
        OidcSettings all = new OidcSettings(name, settings.find(OidcKeys.USER), issuers);
        return OidcDirectory.open(all, new WebProviderAccess(name, VerifierFactory.fastest()));
    }
}
