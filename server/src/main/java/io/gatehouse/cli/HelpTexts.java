package io.gatehouse.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.IHelpFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Breaks the lines of help texts at spaces only: {@code users.json} and {@code callout.budget} stay whole. */
final class HelpTexts implements IHelpFactory {
    /** Where descriptions of options begin, and what picocli keeps free behind them. */
    private static final int NAMES = 31;

    @Override
    public Help create(CommandSpec spec, Help.ColorScheme colors) {
        UsageMessageSpec usage = spec.usageMessage();
        int width = usage.width();
        return new Help(spec, colors) {
            @Override
            public String description(Object... params) {
                return broken(usage.description(), width);
            }

            @Override
            public String footer(Object... params) {
                return broken(usage.footer(), width);
            }

            @Override
            public IOptionRenderer createDefaultOptionRenderer() {
                IOptionRenderer whole = super.createDefaultOptionRenderer();
                return (option, label, scheme) -> rows(whole.render(option, label, scheme), width - NAMES);
            }

            @Override
            public IParameterRenderer createDefaultParameterRenderer() {
                IParameterRenderer whole = super.createDefaultParameterRenderer();
                return (parameter, label, scheme) -> rows(whole.render(parameter, label, scheme), width - NAMES);
            }
        };
    }

    /** One row for each line of the description, which is in the last column. */
    private static Text[][] rows(Text[][] whole, int width) {
        return Arrays.stream(whole).flatMap(row -> rows(row, width)).toArray(Text[][]::new);
    }

    private static Stream<Text[]> rows(Text[] row, int width) {
        Text description = row[row.length - 1];
        List<Text[]> rows = new ArrayList<>();
        int begin = 0;
        for (String line : lines(description.plainString(), width)) {
            Text[] next = row.clone();
            if (begin > 0) {
                Arrays.fill(next, description.substring(0, 0));
            }
            next[row.length - 1] = description.substring(begin, begin + line.length());
            rows.add(next);
            begin += line.length() + 1;
        }
        return rows.stream();
    }

    private static String broken(String[] paragraphs, int width) {
        return Arrays.stream(paragraphs)
                .flatMap(paragraph -> lines(paragraph, width - 1).stream())
                .map(line -> line + System.lineSeparator())
                .collect(Collectors.joining());
    }

    /** Lines of a text, each ended by the space that is left out between them. */
    private static List<String> lines(String text, int width) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (rest.length() > width) {
            int space = rest.lastIndexOf(' ', width);
            if (space <= 0) {
                break;
            }
            lines.add(rest.substring(0, space));
            rest = rest.substring(space + 1);
        }
        lines.add(rest);
        return lines;
    }
}
