package io.gatehouse.cli.convert.from;

import io.gatehouse.cli.convert.parts.ImportFailure;
import io.gatehouse.cli.convert.parts.ImportReport;
import io.gatehouse.cli.convert.parts.ImportRequest;
import io.gatehouse.cli.convert.parts.ImportedParts;
import io.gatehouse.cli.convert.parts.Setting;
import io.gatehouse.cli.convert.parts.SourceReader;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The configuration of nats-iam-broker: providers as directories of type {@code oidc}, role bindings as rules. */
public final class IamBrokerReader implements SourceReader {
    /** How long the broker lets a session be when nothing else is said. */
    private static final Duration LONGEST_SESSION = Duration.ofHours(1);

    @Override
    public void read(ImportRequest request, ImportedParts parts) {
        Setting root = YamlSettings.read(request.files());
        Setting rbac = root.get("rbac");
        if (!root.get("idp").isPresent() && !rbac.isPresent()) {
            throw new ImportFailure(request.files().get(0)
                    + ": has neither idp nor rbac: this is not the configuration of" + " nats-iam-broker");
        }
        IamTexts texts = new IamTexts(request.environment(), request.files().get(0));
        delimiters(root.get("params"), parts.report());
        service(root, texts, parts);
        IamProviders providers = new IamProviders(parts, texts);
        providers.convert(root.get("idp"));
        List<String> accounts = new IamAccounts(parts, texts).convert(rbac);
        new IamBindings(parts, texts, providers, accounts).convert(rbac);
        session(root.get("nats").get("token_bounds"), providers.longestSession(), parts);
        parts.report().unused(root);
    }

    private static void delimiters(Setting params, ImportReport report) {
        if (!params.get("left_delim").text("{{").equals("{{")
                || !params.get("right_delim").text("}}").equals("}}")) {
            throw new ImportFailure(
                    params.place() + ": params: templates with other delimiters than {{ and }} are not read");
        }
        if (params.isPresent()) {
            report.stays(params, "has nothing to do here");
        }
    }

    private static void service(Setting root, IamTexts texts, ImportedParts parts) {
        Setting account = root.get("service").get("account");
        carry(root.get("nats").get("url"), "nats", "url", texts, parts);
        carry(root.get("service").get("creds_file"), "nats", "creds", texts, parts);
        key(account.get("signing_nkey"), "issuer", texts, parts);
        Setting encryption = account.get("encryption");
        if (encryption.get("enabled").isOn()) {
            key(encryption.get("xkey_secret"), "xkey", texts, parts);
        }
        for (String name : new String[] {"name", "version", "description", "account"}) {
            Setting setting = root.get("service").get(name);
            if (setting.isPresent() && !setting.unused().isEmpty()) {
                parts.report().stays(setting, "has nothing to do here");
            }
        }
    }

    private static void carry(Setting setting, String section, String key, IamTexts texts, ImportedParts parts) {
        if (!setting.isPresent()) {
            return;
        }
        String value = texts.value(setting.text(""));
        if (value == null) {
            parts.report().left(setting, "has a template that cannot be carried over: set " + section + "." + key);
        } else {
            parts.section(section).put(key, value);
            parts.report().carried(setting, section + "." + key);
        }
    }

    private static void key(Setting setting, String section, IamTexts texts, ImportedParts parts) {
        if (!setting.isPresent()) {
            return;
        }
        String value = texts.keyFile(setting.text(""), parts, section + ".nk");
        if (value == null) {
            parts.report().left(setting, "is no seed and no file with one: set " + section + ".seed");
        } else {
            parts.section(section).put("seed", value);
            parts.report().carried(setting, section + ".seed");
        }
    }

    private static void session(Setting bounds, @Nullable Duration ofProvider, ImportedParts parts) {
        Setting longest = bounds.get("max");
        Duration given = IamTexts.duration(longest.text());
        Duration session = given == null ? LONGEST_SESSION : given;
        session = ofProvider != null && ofProvider.compareTo(session) < 0 ? ofProvider : session;
        parts.section("callout").put("session", session.toSeconds() + "s");
        if (longest.isPresent() && given == null) {
            parts.report()
                    .left(
                            longest,
                            "is no duration that is known here: callout.session is the broker's default, an hour");
        } else {
            parts.report()
                    .add(
                            ImportReport.Outcome.CARRIED,
                            longest.isPresent() ? longest.place() : "default",
                            "nats.token_bounds.max",
                            "callout.session");
        }
        if (bounds.get("min").isPresent()) {
            parts.report()
                    .changed(
                            bounds.get("min"), "tokens that end sooner are taken here, and the session ends with them");
        }
    }
}
