package io.gatehouse.cli.convert.from;

import io.gatehouse.cli.convert.parts.ImportReport;
import io.gatehouse.cli.convert.parts.ImportedParts;
import io.gatehouse.cli.convert.parts.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The accounts of nats-iam-broker, with the keys that sign for them. */
final class IamAccounts {
    private final ImportedParts parts;
    private final ImportReport report;
    private final IamTexts texts;

    IamAccounts(ImportedParts parts, IamTexts texts) {
        this.parts = parts;
        this.report = parts.report();
        this.texts = texts;
    }

    /** The names of those that were carried over. */
    List<String> convert(Setting rbac) {
        Setting folder = rbac.get("auto_accounts_dir");
        if (folder.isPresent()) {
            report.left(
                    folder,
                    "accounts are not found by the files of a folder: write each below accounts, with id and"
                            + " signing_key");
        }
        List<String> names = new ArrayList<>();
        for (Setting account : rbac.get("user_accounts").items()) {
            Setting named = account.get("name");
            String name = texts.known(named.text(""));
            String id = texts.publicKey(account.get("public_key").text(""));
            String key = name != null && name.matches("[A-Za-z0-9_-]{1,64}")
                    ? texts.keyFile(account.get("signing_nkey").text(""), parts, name + ".nk")
                    : null;
            if (name == null || id == null || key == null) {
                report.left(
                        account,
                        "is left out, for its name, public key or signing key is not known now: set the variables"
                                + " of its templates, or write it below accounts");
                continue;
            }
            Map<String, Object> section = parts.section("accounts", name);
            section.put("id", id);
            section.put("signing_key", key);
            names.add(name);
            report.carried(account, "accounts." + name);
        }
        return names;
    }
}
