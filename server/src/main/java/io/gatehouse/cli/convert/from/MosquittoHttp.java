package io.gatehouse.cli.convert.from;

import io.gatehouse.cli.convert.parts.ImportReport;
import io.gatehouse.cli.convert.parts.ImportedParts;
import io.gatehouse.cli.convert.parts.Setting;
import java.util.Locale;
import java.util.Map;

/** The backend {@code http} of mosquitto-go-auth, as far as its service answers with a status. */
final class MosquittoHttp {
    private static final String NAME = "http";

    private final Setting root;
    private final ImportedParts parts;
    private final ImportReport report;
    private final String account;

    MosquittoHttp(Setting root, ImportedParts parts, String account) {
        this.root = root;
        this.parts = parts;
        this.report = parts.report();
        this.account = account;
    }

    void convert() {
        Setting uri = root.get("http_getuser_uri");
        Setting host = root.get("http_host");
        if (uri.text() == null || host.text() == null) {
            report.left(root.get("backends"), "the backend http lacks http_host or http_getuser_uri, and is left out");
            return;
        }
        Setting answers = root.get("http_response_mode");
        Setting method = root.get("http_method");
        if (!answers.text("status").equalsIgnoreCase("status")) {
            report.left(
                    answers,
                    "the service says in a text whether it knows somebody, with status 200 in any case, which"
                            + " would let everybody in: the backend http is left out. Have it answer with 200 or 401, or as"
                            + " docs/guides/http.md says");
            forget();
            return;
        }
        if (!method.text("POST").equalsIgnoreCase("POST")) {
            report.left(method, "only POST sends the same here: the backend http is left out");
            forget();
            return;
        }
        directory(uri, host);
        rights();
    }

    private void directory(Setting uri, Setting host) {
        Setting tls = root.get("http_with_tls");
        Setting port = root.get("http_port");
        Map<String, Object> directory = parts.section("directories", NAME);
        directory.put("type", NAME);
        directory.put("mode", "status");
        directory.put(
                "url",
                ImportedParts.literal((tls.isOn() ? "https://" : "http://")
                        + host.text("")
                        + (port.isPresent() ? ":" + port.text("") : "")
                        + uri.text("")));
        Setting params = root.get("http_params_mode");
        directory.put("body", params.text("json").toLowerCase(Locale.ROOT).equals("form") ? "form" : "json");
        Setting timeout = root.get("http_timeout");
        if (timeout.text("").matches("[0-9]{1,3}")) {
            directory.put("timeout", Math.max(1, Math.min(600, Integer.parseInt(timeout.text("")))) + "s");
        }
        report.changed(
                uri,
                "url, in mode status: 401 refuses, 404 asks the next directory, and any other answer decides"
                        + " nothing; the client id is not sent");
        Setting verify = root.get("http_verify_peer");
        if (tls.isOn() && !verify.isOn()) {
            report.add(
                    ImportReport.Outcome.LEFT,
                    tls.place(),
                    "http_verify_peer",
                    "certificates are always verified here: name"
                            + " the service's authority as directories.http.tls.ca, where the JDK does not know it");
        }
        forget(
                "http_host",
                "http_port",
                "http_with_tls",
                "http_verify_peer",
                "http_params_mode",
                "http_timeout",
                "http_response_mode",
                "http_method");
    }

    private void rights() {
        parts.addRule(NAME, account, false);
        for (String name : new String[] {"http_aclcheck_uri", "http_superuser_uri"}) {
            if (root.get(name).isPresent()) {
                report.left(
                        root.get(name),
                        "rights are not asked for at each message: write them as rules, or have the"
                                + " service answer in mode json; until then its users may do nothing");
            }
        }
    }

    private void forget(String... names) {
        for (String name : names) {
            root.get(name).use();
        }
    }

    /** All of the backend. */
    private void forget() {
        root.entries().forEach((name, setting) -> {
            if (name.startsWith("http_")) {
                setting.use();
            }
        });
    }
}
