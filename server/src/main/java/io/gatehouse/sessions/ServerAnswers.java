package io.gatehouse.sessions;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the servers of a cluster have answered to one question.
 *
 * @param given the answers, by the servers' names
 * @param refused why servers do not tell, or have not done it, by their names
 * @param servers how many servers there are; 0 where that is not known
 */
public record ServerAnswers<T>(Map<String, T> given, Map<String, String> refused, int servers) {
    public ServerAnswers {
        given = Collections.unmodifiableMap(new TreeMap<>(given));
        refused = Collections.unmodifiableMap(new TreeMap<>(refused));
    }

    /** How many have answered. */
    public int answered() {
        return given.size() + refused.size();
    }

    /** Whether each server has. */
    public boolean isWhole() {
        return servers > 0 && answered() >= servers;
    }
}
