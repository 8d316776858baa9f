package io.gatehouse.directory.http;

import io.gatehouse.directory.web.WebAnswer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Knows pages for people by how they begin. */
final class HttpPage {
    private static final int BEGIN = 1024;

    private static final String DOCTYPE = "<!doctype";
    private static final String HTML = "<html";
    private static final List<String> BEGINS =
            List.of(DOCTYPE, HTML, "<!--", "<head", "<body", "<meta", "<script", "<title", "<center");

    private HttpPage() {}

    /** Whether the body is HTML, whatever its type: some programs call everything so, also nothing. */
    static boolean isHtml(WebAnswer answer) {
        int length = Math.min(answer.body().length, BEGIN);
        String begin = new String(answer.body(), 0, length, StandardCharsets.UTF_8)
                .replace("\ufeff", "")
                .strip()
                .toLowerCase(Locale.ROOT);
        return BEGINS.stream().anyMatch(begin::startsWith)
                || (begin.startsWith("<?xml") && (begin.contains(DOCTYPE + " html") || begin.contains(HTML)))
                || (begin.startsWith("<") && isCalledHtml(answer));
    }

    private static boolean isCalledHtml(WebAnswer answer) {
        String type = answer.header("Content-Type");
        return type != null && type.strip().toLowerCase(Locale.ROOT).startsWith("text/html");
    }

    /** Whether nobody can see what the body is without decoding it first. */
    static boolean isEncoded(WebAnswer answer) {
        String encoding = answer.header("Content-Encoding");
        return encoding != null && !encoding.isBlank() && !encoding.strip().equalsIgnoreCase("identity");
    }
}
