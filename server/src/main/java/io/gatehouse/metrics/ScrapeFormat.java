package io.gatehouse.metrics;

import java.util.Locale;

/** How metrics are written. */
public enum ScrapeFormat {
    TEXT("text/plain; version=0.0.4; charset=utf-8"),
    OPEN_METRICS("application/openmetrics-text; version=1.0.0; charset=utf-8");

    private final String contentType;

    ScrapeFormat(String contentType) {
        this.contentType = contentType;
    }

    public String contentType() {
        return contentType;
    }

    /**
     * What a scraper asks for.
     *
     * @param accept the Accept header, empty when there is none; OpenMetrics is given only to those who like it no less
     */
    public static ScrapeFormat of(String accept) {
        double openMetrics = 0;
        double text = 0;
        for (String range : accept.toLowerCase(Locale.ROOT).split(",", -1)) {
            String type = range.split(";", 2)[0].trim();
            if (type.equals("application/openmetrics-text")) {
                openMetrics = Math.max(openMetrics, quality(range));
            } else if (type.equals("text/plain") || type.equals("text/*")) {
                text = Math.max(text, quality(range));
            }
        }
        return openMetrics > 0 && openMetrics >= text ? OPEN_METRICS : TEXT;
    }

    private static double quality(String range) {
        for (String parameter : range.split(";", -1)) {
            String trimmed = parameter.trim();
            if (trimmed.startsWith("q=")) {
                return number(trimmed.substring(2));
            }
        }
        return 1;
    }

    private static double number(String text) {
        try {
            double quality = Double.parseDouble(text);
            return quality >= 0 && quality <= 1 ? quality : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
