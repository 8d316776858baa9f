package io.gatehouse.cli.convert.from;

import io.gatehouse.cli.convert.parts.ImportReport;
import io.gatehouse.cli.convert.parts.ImportedParts;
import io.gatehouse.cli.convert.parts.Setting;
import java.util.Map;
import java.util.regex.Pattern;

/** One authenticator of EMQX, and what it is turned into. */
record EmqxSource(Setting settings, ImportedParts parts, String account) {
    private static final Pattern DURATION = Pattern.compile("[0-9]{1,7}(ms|s|m|h)");

    ImportReport report() {
        return parts.report();
    }

    Setting get(String... names) {
        return settings.get(names);
    }

    /** The directory of a name, with its type. */
    Map<String, Object> directory(String name, String type) {
        Map<String, Object> directory = parts.section("directories", name);
        directory.put("type", type);
        parts.addRule(name, account, false);
        return directory;
    }

    /** Puts a text of the authenticator under a key. */
    void carry(String from, String to, Map<String, Object> directory) {
        Setting setting = settings.get(from);
        String text = setting.text();
        if (text != null) {
            directory.put(to, ImportedParts.literal(text));
            report().carried(setting, to);
        }
    }

    /** Puts a whole number under a key. */
    void carryNumber(String from, String to, Map<String, Object> directory) {
        Setting setting = settings.get(from);
        if (setting.text("").matches("[1-9][0-9]{0,3}")) {
            directory.put(to, setting.text(""));
            report().carried(setting, to);
        }
    }

    /** Puts a duration under a key, where both write it in the same way. */
    void carryDuration(String from, String to, Map<String, Object> directory) {
        Setting setting = settings.get(from);
        if (DURATION.matcher(setting.text("")).matches()) {
            directory.put(to, setting.text(""));
            report().carried(setting, to);
        }
    }

    /** Writes the password of the service's own login into a file of its own. */
    void password(String name, Map<String, Object> directory) {
        Setting password = settings.get("password");
        if (!password.text("").isEmpty()) {
            directory.put("password_file", parts.secret(name + ".password", password.text("")));
            report().carried(password, "password_file, in a file of its own");
        }
    }

    /** The files of TLS; whether it is on. */
    boolean tls(String name) {
        Setting ssl = settings.get("ssl");
        boolean on = ssl.get("enable").isOn();
        if (on) {
            file(ssl.get("cacertfile"), name, "ca");
            file(ssl.get("certfile"), name, "cert");
            file(ssl.get("keyfile"), name, "key");
            file(ssl.get("server_name_indication"), name, "server_name");
        }
        if (ssl.isPresent()) {
            ssl.use();
        }
        return on;
    }

    private void file(Setting setting, String name, String key) {
        String text = setting.text("");
        if (text.contains("-----BEGIN")) {
            parts.section("directories", name, "tls").put(key, parts.secret(name + "." + key + ".pem", text.strip()));
            report().carried(setting, "tls." + key + ", in a file of its own");
        } else if (!text.isEmpty() && !text.equals("disable")) {
            parts.section("directories", name, "tls").put(key, ImportedParts.literal(text));
            report().carried(setting, "tls." + key);
        }
    }
}
