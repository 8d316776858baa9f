package io.gatehouse.load.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Writes a page as one self-contained HTML file: style, script, plots and data are in it, and nothing is loaded. */
public final class HtmlReport {
    private HtmlReport() {}

    /**
     * The file's text.
     *
     * @param figures the whole result, which the page carries along as JSON in the element {@code result}
     */
    public static String html(HtmlPage page, Figures figures) {
        StringBuilder html = new StringBuilder(64 * 1024);
        html.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
                .append(escaped(page.title()))
                .append("</title>\n<style>\n")
                .append(resource("report.css"))
                .append("</style>\n</head>\n<body>\n<main>\n<h1>")
                .append(escaped(page.title()))
                .append("</h1>\n<p class=\"when\">")
                .append(escaped(page.subtitle()))
                .append("</p>\n");
        tiles(page.tiles(), html);
        charts(page.charts(), html);
        if (page.table() != null) {
            table(page.table(), html);
        }
        facts(page.facts(), html);
        html.append("</main>\n");
        data(
                "charts",
                FiguresJson.text(page.charts().stream().map(Chart::figures).toList()),
                html);
        data("result", FiguresJson.text(figures), html);
        html.append("<script>\n").append(resource("report.js")).append("</script>\n</body>\n</html>\n");
        return html.toString();
    }

    private static void tiles(List<HtmlPage.Tile> tiles, StringBuilder html) {
        html.append("<div class=\"tiles\">\n");
        for (HtmlPage.Tile tile : tiles) {
            String mood = tile.good() == null ? "" : tile.good() ? " good" : " bad";
            html.append("<div class=\"tile").append(mood).append("\"><div class=\"label\">");
            html.append(escaped(tile.label()))
                    .append("</div><div class=\"value\">")
                    .append(escaped(tile.value()));
            html.append("</div><div class=\"note\">")
                    .append(escaped(tile.note()))
                    .append("</div></div>\n");
        }
        html.append("</div>\n");
    }

    /** Frames only; the script draws the plots. */
    private static void charts(List<Chart> charts, StringBuilder html) {
        html.append("<div class=\"charts\">\n");
        for (Chart chart : charts) {
            html.append("<section class=\"card\"><h2>")
                    .append(escaped(chart.title()))
                    .append("</h2><p>");
            html.append(escaped(chart.note())).append("</p><div class=\"legend\"></div><div class=\"chart\"></div>");
            html.append("</section>\n");
        }
        html.append("</div>\n");
    }

    private static void table(Table table, StringBuilder html) {
        html.append("<section class=\"card wide\"><h2>In figures</h2>\n<table>\n<thead>");
        row("th", table.heads(), html);
        html.append("</thead>\n<tbody>\n");
        table.rows().forEach(row -> row("td", row, html));
        html.append("</tbody>\n</table></section>\n");
    }

    private static void row(String element, List<String> cells, StringBuilder html) {
        html.append("<tr>");
        for (String cell : cells) {
            html.append('<').append(element).append('>').append(escaped(cell));
            html.append("</").append(element).append('>');
        }
        html.append("</tr>\n");
    }

    private static void facts(List<HtmlPage.Fact> facts, StringBuilder html) {
        if (facts.isEmpty()) {
            return;
        }
        html.append("<section class=\"card wide\"><h2>How it was measured</h2>\n<dl>\n");
        for (HtmlPage.Fact fact : facts) {
            html.append("<dt>").append(escaped(fact.name())).append("</dt><dd>");
            html.append(escaped(fact.value())).append("</dd>\n");
        }
        html.append("</dl></section>\n");
    }

    /** JSON within a page must not end the element that it is in. */
    private static void data(String id, String json, StringBuilder html) {
        html.append("<script type=\"application/json\" id=\"").append(id).append("\">");
        html.append(json.replace("<", "\\u003c")).append("</script>\n");
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(HtmlReport.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
