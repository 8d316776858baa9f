package io.gatehouse.load.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The guide to sizing: each {@code sh} block is one command of the load tool, and the {@code text} block behind it all that it
 * prints. A {@code json} block that names a file is that file. With {@code -Dgatehouse.docs.write} what is printed is written
 * into the page.
 */
@Tag("heavy")
class SizingGuideTest {
    private static final Path PAGE = Path.of("..", "docs", "guides", "sizing.md");
    private static final Pattern BLOCK =
            Pattern.compile("(?ms)^```(sh|sh fails|json [a-z-]+\\.json)\\n(.*?)^```\\n(?:\\n?```text\\n(.*?)^```\\n)?");
    private static final String TOOL = "gatehouse load ";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final Map<String, Path> files = new HashMap<>();

    @Test
    void printsWhatThePageSays() throws IOException {
        String page = Files.readString(PAGE);
        StringBuilder written = new StringBuilder();
        Matcher block = BLOCK.matcher(page);
        int commands = 0;
        while (block.find()) {
            String kind = block.group(1);
            if (kind.startsWith("json ")) {
                String name = kind.substring("json ".length());
                files.put(name, Files.writeString(folder.resolve(name), block.group(2)));
                continue;
            }
            commands++;
            String printed = run(block.group(2), kind.equals("sh"));
            block.appendReplacement(
                    written,
                    Matcher.quoteReplacement(
                            "```" + kind + "\n" + block.group(2) + "```\n\n```text\n" + printed + "```\n"));
        }
        block.appendTail(written);
        assertThat(commands).isGreaterThan(5);
        if (System.getProperty("gatehouse.docs.write") != null) {
            Files.writeString(PAGE, written);
        } else {
            assertThat(page).isEqualTo(written.toString());
        }
    }

    private String run(String script, boolean succeeds) {
        String command = script.replace("\\\n", " ").strip();
        assertThat(command).startsWith(TOOL).doesNotContain("\n");
        List<String> words = new ArrayList<>();
        for (String word : command.substring(TOOL.length()).split(" +", -1)) {
            Path file = files.get(word);
            words.add(file == null ? word : file.toString());
        }
        LoadRun run = LoadRun.of(words.toArray(String[]::new));
        assertThat(run.exit() == 0).as(command + "\n" + run.out() + run.err()).isEqualTo(succeeds);
        return run.out() + run.err();
    }
}
