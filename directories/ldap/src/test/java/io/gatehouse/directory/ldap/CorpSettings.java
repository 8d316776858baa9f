package io.gatehouse.directory.ldap;

import io.gatehouse.config.Configuration;
import io.gatehouse.config.Section;
import io.gatehouse.config.Values;
import io.gatehouse.testbed.DomainController;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** Directories of a real domain, by what an operator would write. */
record CorpSettings(Path folder, String address, String more) {
    /** Within TLS from the beginning. */
    static CorpSettings of(DomainController controller, Path folder) throws IOException {
        Files.writeString(folder.resolve("ca.pem"), controller.authority().pem());
        return new CorpSettings(folder, "ldaps://" + text(controller.tlsAddress()), "");
    }

    static String text(InetSocketAddress address) {
        return address.getHostString() + ":" + address.getPort();
    }

    CorpSettings at(String other) {
        return new CorpSettings(folder, other, more);
    }

    /** With more lines. */
    CorpSettings with(String lines) {
        return new CorpSettings(folder, address, more + lines + "\n");
    }

    LdapDirectory open() {
        String text = """
                staff:
                  implementation: activedirectory
                  address: %s
                  tls: {ca: ca.pem, server_name: %s}
                  base_dn: %s
                  user: %s
                  password: %s
                  attributes: {job: title, sid: objectSid, guid: objectGUID}
                """.formatted(
                address, DomainController.HOST, DomainController.SUFFIX, CorpEntries.SERVICE, CorpEntries.PASSWORD);
        try {
            Path file = Files.writeString(folder.resolve("gatehouse.yaml"), text + more.indent(2));
            Section root = Section.of("", new Section("staff", new LdapDirectoryType().keys()));
            Values values = new Configuration(root, Map.of(), folder).read(file).in("staff");
            LdapSettings settings = LdapSettingsReader.read("staff", values);
            values.throwProblems();
            return LdapDirectory.open(Objects.requireNonNull(settings));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
