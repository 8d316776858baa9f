package io.gatehouse.load.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

class HtmlReportTest {
    private static final HtmlPage PAGE = new HtmlPage("Load test: <steps>", "today & here")
            .tile("In time", "99 %", "9 of 10", true)
            .tile("Wrong", "1", "</script>", false)
            .chart(new Chart(
                    "Latency",
                    "Less is better.",
                    Chart.Axis.percentiles("percentile"),
                    Chart.Axis.log("latency", "ms"),
                    List.of(Chart.Curve.of(
                            "</script><b>1x", new double[] {0, 50}, new double[] {1.5, Double.NaN}, Chart.Tone.BAD))))
            .table(new Table("step", "lost").row("1x", "0"))
            .fact("Users", "1,000");
    private static final String HTML =
            HtmlReport.html(PAGE, new Figures().put("mode", "</script>").put("in_time", 0.9));

    @Test
    void loadsNothingFromAnywhere() {
        String withoutNamespace = HTML.replace("http://www.w3.org/2000/svg", "");

        assertThat(withoutNamespace).doesNotContain("http:", "https:", "//cdn", "@import", "url(", " src=", " href=");
    }

    @Test
    void showsWhatIsOnThePage() {
        assertThat(HTML)
                .contains("<title>Load test: &lt;steps&gt;</title>")
                .contains("today &amp; here")
                .contains("<div class=\"tile good\"><div class=\"label\">In time</div><div class=\"value\">99 %</div>")
                .contains("<div class=\"tile bad\">")
                .contains("<h2>Latency</h2><p>Less is better.</p>")
                .contains("<tr><td>1x</td><td>0</td></tr>")
                .contains("<dt>Users</dt><dd>1,000</dd>");
    }

    @Test
    void everyElementIsClosedInOrder() {
        String body = Pattern.compile("<(script|style)[^>]*>.*?</\\1>", Pattern.DOTALL)
                .matcher(HTML)
                .replaceAll("");
        ArrayDeque<String> open = new ArrayDeque<>();
        Pattern.compile("<(/?)([a-z0-9]+)[^>]*>").matcher(body).results().forEach(tag -> {
            if (tag.group(1).isEmpty() && !tag.group(2).equals("meta")) {
                open.push(tag.group(2));
            } else if (!tag.group(1).isEmpty()) {
                assertThat(open.pop()).isEqualTo(tag.group(2));
            }
        });

        assertThat(open).isEmpty();
    }

    @Test
    void carriesItsDataAsJsonThatCannotEndItsElement() {
        assertThat(json("charts"))
                .contains("\"ys\":[1.5,null]")
                .contains("\"scale\":\"PERCENTILES\"", "\"tone\":\"BAD\"");
        assertThat(json("result")).isEqualTo("{\"mode\":\"\\u003c/script>\",\"in_time\":0.9}");
        parse(json("charts"));
        parse(json("result"));
    }

    private static String json(String id) {
        var found = Pattern.compile("<script type=\"application/json\" id=\"" + id + "\">(.*?)</script>")
                .matcher(HTML);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private static void parse(String json) {
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
            while (parser.nextToken() != null) {
                parser.skipChildren();
            }
        }
    }
}
