package io.gatehouse.admin.page;

import static org.awaitility.Awaitility.await;

import io.gatehouse.testbed.Chromium;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;

/** A tab of a browser, with storage of its own, as a person uses it: looks, types, clicks. It remembers what went wrong in it. */
public final class BrowserTab implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final double PHONE_DOTS = 1.5;
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final DevTools tools;
    private final String context;
    private final String target;
    private final String session;
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private BrowserTab(DevTools tools) {
        this.tools = tools;
        this.context = tools.run(null, "Target.createBrowserContext", Map.of())
                .get("browserContextId")
                .asString();
        this.target = tools.run(null, "Target.createTarget", Map.of("url", "about:blank", "browserContextId", context))
                .get("targetId")
                .asString();
        this.session = tools.run(null, "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .get("sessionId")
                .asString();
        tools.listen(session, this::happened);
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            run(domain + ".enable", Map.of());
        }
        run("Emulation.setTimezoneOverride", Map.of("timezoneId", "UTC"));
    }

    /** Opens an empty one, as wide as a desktop's. */
    public static BrowserTab open(Chromium browser) {
        BrowserTab tab = new BrowserTab(new DevTools(browser.address()));
        tab.resize(1280, 900, false);
        return tab;
    }

    private void happened(JsonNode event) {
        JsonNode what = event.path("params");
        switch (event.path("method").asString("")) {
            case "Runtime.exceptionThrown" ->
                errors.add(what.at("/exceptionDetails/exception/description")
                        .asString(what.at("/exceptionDetails/text").asString("")));
            case "Log.entryAdded" ->
                errors.add(what.at("/entry/source").asString("") + ": "
                        + what.at("/entry/text").asString("") + " "
                        + what.at("/entry/url").asString(""));
            case "Network.requestWillBeSent" ->
                requests.add(what.at("/request/url").asString(""));
            default -> {
                // is of no interest
            }
        }
    }

    JsonNode run(String method, Map<String, ?> parameters) {
        return tools.run(session, method, parameters);
    }

    /** As wide and as high as a desktop's, or as a phone's, which has more dots to a pixel. */
    public void resize(int width, int height, boolean phone) {
        run(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", phone ? PHONE_DOTS : 1, "mobile", phone));
    }

    /** Whether the person prefers dark colours. */
    public void dark(boolean dark) {
        run(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    /** Goes to an address, and waits until all of it is loaded. */
    public void visit(String url) {
        run("Page.navigate", Map.of("url", url));
        awaitTrue("document.readyState === 'complete' && location.href !== 'about:blank'");
    }

    /** What an expression of JavaScript is, or what it promises. */
    public JsonNode evaluate(String expression) {
        JsonNode result =
                run("Runtime.evaluate", Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
        if (result.has("exceptionDetails")) {
            throw new IllegalStateException(expression + ": " + result.get("exceptionDetails"));
        }
        return result.path("result").path("value");
    }

    /** Whether an expression of JavaScript is true now. */
    public boolean isTrue(String expression) {
        return evaluate(expression).asBoolean(false);
    }

    /** Waits until an expression of JavaScript is true. */
    public void awaitTrue(String expression) {
        await(expression).atMost(PATIENCE).pollInterval(PAUSE).until(() -> isTrue(expression));
    }

    /** What a person reads in an element, with one blank between words. */
    public String text(String selector) {
        return evaluate("document.querySelector(" + quoted(selector) + ")?.innerText ?? ''")
                .asString("")
                .replaceAll("\\s+", " ")
                .strip();
    }

    /** Waits until an element reads so. */
    public void awaitText(String selector, String part) {
        await(selector + " has " + part)
                .atMost(PATIENCE)
                .pollInterval(PAUSE)
                .until(() -> text(selector), text -> text.contains(part));
    }

    /** Presses the mouse in the middle of an element. */
    public void click(String selector) {
        JsonNode at = evaluate("(() => { const it = document.querySelector(" + quoted(selector) + ");"
                + " it.scrollIntoView({block: 'center'}); const box = it.getBoundingClientRect();"
                + " return {x: box.x + box.width / 2, y: box.y + box.height / 2}; })()");
        for (String type : List.of("mousePressed", "mouseReleased")) {
            run(
                    "Input.dispatchMouseEvent",
                    Map.of(
                            "type",
                            type,
                            "x",
                            at.get("x").asDouble(),
                            "y",
                            at.get("y").asDouble(),
                            "button",
                            "left",
                            "clickCount",
                            1));
        }
    }

    /** Types where the focus is. */
    public void type(String text) {
        run("Input.insertText", Map.of("text", text));
    }

    /** Presses a key: {@code Tab}, {@code Enter}, {@code Escape} or a blank. */
    public void press(String key) {
        int code = Map.of("Tab", 9, "Enter", 13, "Escape", 27, " ", 32).getOrDefault(key, 0);
        String text = key.equals("Enter") ? "\r" : key.equals(" ") ? " " : "";
        run(
                "Input.dispatchKeyEvent",
                Map.of("type", "keyDown", "key", key, "windowsVirtualKeyCode", code, "text", text));
        run("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key, "windowsVirtualKeyCode", code));
    }

    /** A picture of what is to be seen, as PNG. */
    public byte[] picture() {
        JsonNode shot = run("Page.captureScreenshot", Map.of("format", "png"));
        return Base64.getDecoder().decode(shot.get("data").asString());
    }

    /** What has gone wrong: exceptions, and what the browser itself complains of. */
    public List<String> errors() {
        return List.copyOf(errors);
    }

    /** The addresses that were asked. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    @Override
    public void close() {
        tools.run(null, "Target.closeTarget", Map.of("targetId", target));
        tools.run(null, "Target.disposeBrowserContext", Map.of("browserContextId", context));
        tools.close();
    }
}
