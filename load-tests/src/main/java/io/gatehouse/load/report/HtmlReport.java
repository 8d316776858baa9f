package io.gatehouse.load.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes a page as one self-contained HTML file: style, script, plots and data are in it, and nothing is loaded. */
public final class HtmlReport {
    private HtmlReport() {}

    /**
     * The file's text.
     *
     * @param figures the whole result, which the page carries along as JSON in the element {@code result}
     */
    public static String html(HtmlPage page, Figures figures) {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s</title>
                <style>
                %s</style>
                </head>
                <body>
                <main>
                <h1>%s</h1>
                <p class="when">%s</p>
                %s%s%s%s</main>
                %s%s<script>
                %s</script>
                </body>
                </html>
                """.formatted(
                escaped(page.title()),
                resource("report.css"),
                escaped(page.title()),
                escaped(page.subtitle()),
                tiles(page.tiles()),
                charts(page.charts()),
                page.table() == null ? "" : table(page.table()),
                facts(page.facts()),
                data(
                        "charts",
                        FiguresJson.text(
                                page.charts().stream().map(Chart::figures).toList())),
                data("result", FiguresJson.text(figures)),
                resource("report.js"));
    }

    private static String tiles(List<HtmlPage.Tile> tiles) {
        return each(
                tiles,
                tile -> """
                <div class="tile%s"><div class="label">%s</div><div class="value">%s</div><div class="note">%s</div></div>
                """.formatted(
                                tile.good() == null ? "" : tile.good() ? " good" : " bad",
                                escaped(tile.label()),
                                escaped(tile.value()),
                                escaped(tile.note())),
                "<div class=\"tiles\">\n",
                "</div>\n");
    }

    /** Frames only; the script draws the plots. */
    private static String charts(List<Chart> charts) {
        return each(
                charts,
                chart -> """
                <section class="card"><h2>%s</h2><p>%s</p><div class="legend"></div><div class="chart"></div></section>
                """.formatted(escaped(chart.title()), escaped(chart.note())),
                "<div class=\"charts\">\n",
                "</div>\n");
    }

    private static String table(Table table) {
        return """
                <section class="card wide"><h2>In figures</h2>
                <table>
                <thead>%s</thead>
                <tbody>
                %s</tbody>
                </table></section>
                """.formatted(row("th", table.heads()), each(table.rows(), row -> row("td", row), "", ""));
    }

    private static String row(String element, List<String> cells) {
        return each(cells, cell -> "<%1$s>%2$s</%1$s>".formatted(element, escaped(cell)), "<tr>", "</tr>\n");
    }

    private static String facts(List<HtmlPage.Fact> facts) {
        if (facts.isEmpty()) {
            return "";
        }
        return each(
                facts,
                fact -> "<dt>%s</dt><dd>%s</dd>\n".formatted(escaped(fact.name()), escaped(fact.value())),
                "<section class=\"card wide\"><h2>How it was measured</h2>\n<dl>\n",
                "</dl></section>\n");
    }

    private static <T> String each(List<T> parts, Function<T, String> html, String before, String behind) {
        return parts.stream().map(html).collect(Collectors.joining("", before, behind));
    }

    /** JSON within a page must not end the element that it is in. */
    private static String data(String id, String json) {
        return "<script type=\"application/json\" id=\"" + id + "\">" + json.replace("<", "\\u003c") + "</script>\n";
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
