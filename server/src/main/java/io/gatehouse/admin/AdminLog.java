package io.gatehouse.admin;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a line for each admin request that it hears of, to the logger {@code io.gatehouse.admin}. */
public final class AdminLog implements AdminListener {
    private static final Logger log = LoggerFactory.getLogger("io.gatehouse.admin");

    /** No method that there is is longer. */
    private static final int MAX_METHOD = 16;

    @Override
    public void answered(String method, String path, @Nullable String from, int status) {
        String shown = method.length() <= MAX_METHOD ? method : method.substring(0, MAX_METHOD) + "…";
        log.atInfo()
                .addKeyValue("method", shown)
                .addKeyValue("path", path)
                .addKeyValue("host", from == null ? "" : from)
                .addKeyValue("status", status)
                .log("admin request");
    }
}
