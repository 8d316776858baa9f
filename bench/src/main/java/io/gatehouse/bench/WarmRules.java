package io.gatehouse.bench;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rules that give {@link WarmUser users} what else their records state, as YAML. */
final class WarmRules {
    /** The departments that there are; a user is in two. */
    static final int DEPARTMENTS = 90;

    /** The network that all requests come from is the first. */
    private static final int NETWORKS = 9;

    private static final String LISTEN = "sub: {allow: 'inbox.{{name()}}.>'}";

    private WarmRules() {}

    /** The name of a department, which is a group and the beginning of its subjects; all are of one length. */
    static String department(int number) {
        return "department-%02d".formatted(number % DEPARTMENTS);
    }

    /** One for everybody, one for each department, and one for each network and the server, of which one holds. */
    static String hundred() {
        return "rules:\n  all: {if: {group: all}, give: {account: APP, permissions: {" + LISTEN + "}}}\n"
                + IntStream.range(0, DEPARTMENTS)
                        .mapToObj(WarmRules::ofDepartment)
                        .collect(Collectors.joining())
                + IntStream.range(0, NETWORKS).mapToObj(WarmRules::ofNetwork).collect(Collectors.joining());
    }

    private static String ofDepartment(int number) {
        String name = department(number);
        return "  %s: {if: {group: %s}, give: {permissions: {pub: {allow: '%s.{{name()}}'}}}}\n"
                .formatted(name, name, name);
    }

    private static String ofNetwork(int number) {
        return "  net-%d: {if: {group: all, source: 10.%d.0.0/16, server: 'load*'}, give: {tags: net-%d}}\n"
                .formatted(number, number, number);
    }

    /** One that gives everybody as much. */
    static String one() {
        return "rules:\n  all: {give: {account: APP, tags: net-0, permissions: {pub: {allow: ['%s.{{name()}}', '%s.{{name()}}']}, %s}}}\n"
                .formatted(department(0), department(1), LISTEN);
    }
}
