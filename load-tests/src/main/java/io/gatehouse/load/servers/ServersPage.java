package io.gatehouse.load.servers;

import io.gatehouse.load.report.Page;

/** The result of {@code load servers} as a page with plots. */
final class ServersPage {
    private ServersPage() {}

    static Page of(RunResult result, Session session) {
        return new Page("Load test: " + result.mode()).table(ServersTable.of(result));
    }
}
