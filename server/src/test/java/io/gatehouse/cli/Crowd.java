package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.testbed.ClientProgram;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Clients of every setup at the same server, logged in. */
final class Crowd implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Time for more than one try. */
    private static final Duration FIRST_LOGIN = Duration.ofMinutes(3);

    private static final String NOT_POSSIBLE = "–";

    private final Map<ClientSetup, ClientProgram> programs = new EnumMap<>(ClientSetup.class);

    private final ClientsPage page;
    private final String column;

    private Crowd(String column) throws IOException {
        this.page = ClientsPage.table("library and settings");
        this.column = column;
    }

    /**
     * Starts a process with so many clients for each setup that a column of the table says something of, and waits until
     * all are in.
     */
    static Crowd of(Stage stage, String column, int count, String... options) throws IOException {
        Crowd crowd = new Crowd(column);
        String[] all = options(count, options);
        try {
            for (ClientSetup setup : ClientSetup.values()) {
                if (!crowd.page.cell(setup.title(), column).equals(NOT_POSSIBLE)) {
                    crowd.programs.put(setup, setup.start(stage, all));
                }
            }
            crowd.programs.keySet().forEach(setup -> crowd.awaitIn(setup, count, () -> setup.start(stage, all)));
            return crowd;
        } catch (RuntimeException e) {
            crowd.close();
            throw e;
        }
    }

    /**
     * No library tries a first login again, and some settings leave it two seconds, which may be too few on a busy machine: then another
     * process is started. What the column is about comes after the login.
     */
    private void awaitIn(ClientSetup setup, int count, Supplier<ClientProgram> another) {
        await(setup.title()).atMost(FIRST_LOGIN).until(() -> {
            ClientProgram program = Objects.requireNonNull(programs.get(setup));
            if (program.count("refused") > 0) {
                program.close();
                programs.put(setup, another.get());
            }
            return program.count("connected") == count;
        });
    }

    private static String[] options(int count, String... options) {
        String[] all = Arrays.copyOf(options, options.length + 2);
        all[options.length] = "--count";
        all[options.length + 1] = Integer.toString(count);
        return all;
    }

    void awaitAll(Predicate<ClientProgram> state) {
        programs.forEach((setup, program) -> await(setup.title() + "\n" + String.join("\n", program.lines()))
                .atMost(LIMIT)
                .until(() -> state.test(program)));
    }

    /** Asserts that every setup has come to what its row says in the column. */
    void assertColumn(Function<ClientProgram, String> outcome) {
        Map<String, String> said = new LinkedHashMap<>();
        Map<String, String> seen = new LinkedHashMap<>();
        programs.forEach((setup, program) -> {
            String cell = page.cell(setup.title(), column);
            String outcomeNow = outcome.apply(program);
            said.put(setup.title(), cell);
            seen.put(setup.title(), cell.equals("some closed") ? cell : outcomeNow);
        });
        assertThat(seen).as(column).isEqualTo(said);
    }

    @Override
    public void close() {
        programs.values().forEach(ClientProgram::close);
    }
}
