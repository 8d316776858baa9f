package io.gatehouse.cli.convert.from;

import io.gatehouse.cli.convert.parts.ImportFailure;
import io.gatehouse.cli.convert.parts.ImportReport;
import io.gatehouse.cli.convert.parts.ImportReport.Outcome;
import io.gatehouse.cli.convert.parts.ImportRequest;
import io.gatehouse.cli.convert.parts.ImportedParts;
import io.gatehouse.cli.convert.parts.Setting;
import io.gatehouse.cli.convert.parts.SourceReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** EMQX's authenticators: those of {@code authentication} in an emqx.conf of version 5. */
public final class EmqxReader implements SourceReader {
    @Override
    public void read(ImportRequest request, ImportedParts parts) {
        String account = request.placed();
        Setting root = HoconSettings.read(request.file(), parts.report());
        Setting chain = root.get("authentication");
        if (!chain.isPresent()) {
            throw new ImportFailure(request.file()
                    + ": has no authentication: this is not a configuration of EMQX 5 that" + " says who may log in");
        }
        new Conversion(parts, account).convert(root, chain);
    }

    /** One file. */
    private static final class Conversion {
        private final ImportedParts parts;
        private final ImportReport report;
        private final String account;
        private final Set<String> backends = new HashSet<>();

        Conversion(ImportedParts parts, String account) {
            this.parts = parts;
            this.report = parts.report();
            this.account = account;
        }

        void convert(Setting root, Setting chain) {
            for (Setting authenticator : chain.items()) {
                authenticator(authenticator);
            }
            Setting rights = root.get("authorization");
            if (rights.isPresent()) {
                report.left(
                        rights,
                        "rights are not asked for at each message: write rules, with dots for slashes, * for +"
                                + " and > for #; until then users may do nothing");
            } else {
                report.add(
                        Outcome.LEFT,
                        root.place(),
                        "authorization",
                        "write rules that say what users may; until then" + " they may do nothing");
            }
            listeners(root);
            others(root);
            report.unused(root);
        }

        private void authenticator(Setting authenticator) {
            if (!HoconSettings.isKnown(authenticator)) {
                report.left(authenticator, "is left out, since some of its values are not known");
                authenticator.use();
                return;
            }
            Setting enable = authenticator.get("enable");
            if (enable.isPresent() && !enable.isOn()) {
                report.stays(authenticator, "is switched off");
                return;
            }
            String mechanism = authenticator.get("mechanism").text("");
            String backend = authenticator.get("backend").text("");
            EmqxSource source = new EmqxSource(authenticator, parts, account);
            if (mechanism.equals("jwt") && backends.add(mechanism)) {
                new EmqxJwt(source).convert();
            } else if (!mechanism.equals("password_based")) {
                report.left(authenticator, "there is no directory for this mechanism: clients need another credential");
            } else if (!backends.add(backend)) {
                report.left(authenticator, "is a second one with this backend: import it by itself");
            } else {
                switch (backend) {
                    case "http" -> new EmqxHttp(source).convert();
                    case "ldap", "ldap_bind" -> new EmqxLdap(source).convert();
                    case "postgresql" -> new EmqxPostgres(source).convert();
                    case "built_in_database" ->
                        report.left(
                                authenticator,
                                "the users of EMQX's own database are not in"
                                        + " this file: add them to a users.json; their hashes are taken when they are bcrypt");
                    default -> report.left(authenticator, "there is no directory for this backend");
                }
            }
        }

        private void listeners(Setting root) {
            root.get("listeners").entries().values().stream()
                    .flatMap(type -> type.entries().values().stream())
                    .map(listener -> listener.get("authentication"))
                    .filter(Setting::isPresent)
                    .forEach(chain -> report.left(
                            chain,
                            "is of one listener: import it by itself, and bound the directory by"
                                    + " match.connection"));
        }

        private void others(Setting root) {
            List<String> names = new ArrayList<>();
            for (Map.Entry<String, Setting> entry : root.entries().entrySet()) {
                if (!List.of("authentication", "authorization").contains(entry.getKey())) {
                    entry.getValue().use();
                    names.add(entry.getKey());
                }
            }
            if (!names.isEmpty()) {
                report.add(Outcome.STAYS, root.place(), String.join(", ", names), "EMQX's own");
            }
        }
    }
}
