package io.gatehouse.load.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.load.backend.BackendKind;
import io.gatehouse.load.report.Figures;
import io.gatehouse.load.rig.ObjectiveResult;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the scenarios make of the figures of their rounds. */
final class RepeatedScenarioTest {
    private static ScenarioResult result(Scenario scenario, Figures... rounds) {
        return ((RepeatedScenario) scenario).result(List.of(rounds));
    }

    private static List<String> objectives(ScenarioResult result) {
        return ObjectiveResult.table(result.objectives()).rows().stream()
                .map(row -> row.get(3) + ", " + row.get(4) + ", " + row.get(5))
                .toList();
    }

    private static Figures run(double goodput) {
        return new Figures()
                .put("offered_per_s", 10 * goodput)
                .put("in_time", 0.995)
                .put("in_time_per_s", goodput)
                .put("p99_ms", 12.34)
                .put("late", 1)
                .put("wrong", 2)
                .put("lost", 5)
                .put("warmup", new Figures().put("late", 10).put("wrong", 3).put("lost", 60))
                .put("cooldown", new Figures().put("late", 100).put("wrong", 4).put("lost", 0))
                .put("rss_max_mb", 123.4);
    }

    @Test
    void aColdStartIsHeldAgainstItsFirstRequests() {
        ScenarioResult result = result(
                ColdStart.scenario(),
                new Figures()
                        .put("warm_per_second", 4321.5)
                        .put("first", run(1000))
                        .put("ready_ms", new Figures().put("none", 600.0).put("ldap", 1700.0)));

        assertThat(result.details().heads())
                .containsExactly(
                        "round", "warm capacity/s", "in time", "p99 ms", "late", "wrong", "RSS MB", "ready ms");
        assertThat(result.details().rows())
                .containsExactly(List.of("1", "4322", "99.50 %", "12.3", "1", "9", "123", "none 600, ldap 1700"));
        assertThat(objectives(result))
                .containsExactly("99.5 %, 99.5 %, held", "12.34 ms, 12.34 ms, stretch", "1700 ms, 1700 ms, missed");
    }

    @Test
    void aStartThatDoesNotSayHowLongItTookIsSlowerThanAnyOther() {
        assertThat(StartUps.slowest(new Figures().put("none", 600.0).put("all", 900.0)))
                .isEqualTo(900);
        assertThat(StartUps.slowest(new Figures().put("none", Double.NaN).put("all", 900.0)))
                .isNaN();
    }

    @Test
    void aStormOfNewUsersIsHeldAgainstWhatTheirServerCan() {
        assertThat(objectives(result(ColdStorm.scenario(), storm(1000, 900))))
                .containsExactly(
                        "94 %, 94 %, missed",
                        "1, 1, missed", "222, 222, missed", "18, 18, missed", "99.5 %, 99.5 %, held");
    }

    @Test
    void aServerThatWasSlowWhenItWasAskedDirectlyMakesNoStormLookGood() {
        assertThat(objectives(result(ColdStorm.scenario(), storm(900, 1000)))).startsWith("94 %, 94 %, missed");
    }

    private static Figures storm(double alone, double beside) {
        return new Figures()
                .put("capacity_per_s", alone)
                .put("busy_capacity_per_s", beside)
                .put("cold", run(940))
                .put("warm", run(200))
                .put("most_at_a_time", 51)
                .put("refused", 1);
    }

    @Test
    void aColdLoginIsHeldAgainstItsServersOwnTime() {
        Map<BackendKind, List<Figures>> rounds =
                Map.of(BackendKind.LDAP, List.of(cold(0.4, 1.3), cold(0.4, 1.5), cold(0.5, 0.9)));

        ScenarioResult result = ColdLookups.result(rounds);

        assertThat(result.details().rows())
                .singleElement()
                .satisfies(row -> assertThat(row.subList(0, 5)).containsExactly("ldap", "-", "0.40", "1.30", "0.90"));
        assertThat(objectives(result)).containsExactly("0.9 ms, 1.1 ms, held", "185, 185, missed");
    }

    @Test
    void whatAnInstanceAnswersWhenItIsBackCounts() {
        Figures round = new Figures().put("alone", restart(none(), none())).put("shared", restart(none(), none()));
        assertThat(objectives(result(ColdRestart.scenario(), round))).last().isEqualTo("0, 0, held");

        Figures lostMeanwhile = new Figures()
                .put("alone", restart(none().put("lost", 3), none()))
                .put("shared", restart(none(), none()));
        assertThat(objectives(result(ColdRestart.scenario(), lostMeanwhile)))
                .last()
                .isEqualTo("0, 0, held");

        Figures bad = new Figures()
                .put("alone", restart(none(), none().put("wrong", 1)))
                .put("shared", restart(none(), none().put("late", 10).put("lost", 100)));
        assertThat(objectives(result(ColdRestart.scenario(), bad))).last().isEqualTo("111, 111, missed");
    }

    private static Figures restart(Figures meanwhile, Figures afterwards) {
        return new Figures().put("asked_anew", 0.0).put("logins", meanwhile).put("afterwards", afterwards);
    }

    private static Figures none() {
        return new Figures().put("in_time", 1.0).put("wrong", 0).put("late", 0).put("lost", 0);
    }

    private static Figures cold(double own, double cold) {
        return new Figures()
                .put("own", new Figures().put("p50_ms", own))
                .put("cold", new Figures().put("p50_ms", cold))
                .put("more_p50_ms", cold - own)
                .put("busy", run(100));
    }

    @Test
    void hashingIsHeldAgainstItsOwnCapacity() {
        ScenarioResult result = result(
                OverloadHash.scenario(),
                new Figures()
                        .put("capacity_per_second", 40.0)
                        .put("cold", run(39.6))
                        .put("warm", run(200)));

        assertThat(result.details().rows())
                .containsExactly(List.of("1", "40.0", "396.0", "39.6", "99.50 %", "12.3", "123"));
        assertThat(objectives(result))
                .containsExactly("99 %, 99 %, held", "99.5 %, 99.5 %, held", "2, 2, missed", "18, 18, missed");
    }

    @Test
    void aServiceThatNeverRecoversTakesAnHour() {
        Figures step = new Figures().put(Figures.NAME, "0.8x").put("recovery_s", Double.NaN);
        Figures round =
                new Figures().put("capacity_per_s", 1000.0).put("steps", List.of(run(970).put("name", "10x"), step));

        ScenarioResult result = result(OverloadRecovery.scenario(), round);

        assertThat(result.details().rows()).containsExactly(List.of("1", "1000", "970", "-", "3600.0"));
        assertThat(objectives(result)).containsExactly("3600 s, 3600 s, missed");
    }

    @Test
    void memoryGrowsFromTheSecondPartToTheLast() {
        Figures run = new Figures()
                .put(
                        "steps",
                        List.of(
                                new Figures().put("rss_max_mb", 90.0),
                                new Figures().put("rss_max_mb", 100.0),
                                new Figures().put("rss_max_mb", 104.6)));

        ScenarioResult result = result(ResidentMemory.scenario(), ResidentMemory.figures(run));

        assertThat(result.details().rows()).containsExactly(List.of("1", "90 100 105"));
        assertThat(objectives(result)).containsExactly("104.6 MB, 104.6 MB, stretch", "1.05x, 1.05x, held");
    }

    @Test
    void theMedianOfTheRatiosCounts() {
        ScenarioResult result =
                result(TwoInstances.scenario(), ratio(1000, 1900), ratio(2000, 3900), ratio(1000, 1700));

        assertThat(result.details().rows().get(1)).containsExactly("2", "2000", "3900", "1.95");
        assertThat(objectives(result)).containsExactly("1.9x, 1.7x, held");
    }

    private static Figures fresh(double... microsOfRounds) {
        List<Figures> steps = Arrays.stream(microsOfRounds)
                .mapToObj(
                        micros -> new Figures().put("cpu_us_per_answer", micros).put("answered_per_s", 15_000.0))
                .toList();
        return new Figures().put("wrong", 1).put("steps", steps);
    }

    private static Figures held(double... perSecond) {
        List<Figures> parts =
                Arrays.stream(perSecond).mapToObj(RepeatedScenarioTest::run).toList();
        return WarmUpRounds.figures(
                StartUps.millis("12:00:00 INFO Ready 812 ms after the start of the process"),
                fresh(78, 66, 75, 58.8, 60, 60, 59, 63),
                parts);
    }

    @Test
    void aFreshProcessIsHeldAgainstItselfWhenItIsWarm() {
        Figures round = held(3600, 3900, 4000);

        ScenarioResult result = result(WarmUpRounds.scenario(25), round);

        assertThat(round.value("rounds[2].of_warm")).isEqualTo(1.25);
        assertThat(result.details().rows())
                .containsExactly(List.of(
                        "1", "812", "60.0", "1.30 1.10 1.25 0.98 1.00 1.00 0.98 1.05", "3600", "4000", "90.0 %"));
        assertThat(objectives(result))
                .containsExactly(
                        "1.3x, 1.3x, missed",
                        "1.25x, 1.25x, missed",
                        "812 ms, 812 ms, held",
                        "28, 28, missed",
                        "90 %, 90 %, held");
    }

    @Test
    void olderJdksMayTakeLongerToBeWarm() {
        ScenarioResult result = result(WarmUpRounds.scenario(17), held(2000, 4000));

        assertThat(objectives(result))
                .startsWith("1.3x, 1.3x, held", "1.25x, 1.25x, missed", "812 ms, 812 ms, held")
                .hasSize(4);
    }

    @Test
    void aServiceThatDoesNotSayHowLongItTookHasNoStartUp() {
        assertThat(StartUps.millis("Ready")).isNaN();
    }

    @Test
    void aHiccupIsAMultipleOfWhatLoginsTakeAtRest() {
        Figures file = new Figures()
                .put("load_s", 4.2)
                .put("heap_mb", 250.4)
                .put("alone", steady(2))
                .put("reloads", steady(3).put("median_ms", 2500));
        Figures bucket = new Figures()
                .put("fill_s", 20)
                .put("load_s", 9.9)
                .put("heap_mb", 300)
                .put("alone", steady(2))
                .put("changes", steady(2.5))
                .put("in_force", steady(9).put("median_ms", 1.25).put("worst_ms", 101))
                .put("rereads", steady(5).put("median_ms", 8000));

        ScenarioResult result = result(
                LargeDirectory.scenario(), new Figures().put("file", file).put("kv", bucket));

        assertThat(result.details().rows())
                .containsExactly(List.of(
                        "1", "4.2", "250", "2.00", "2.5", "3.00", "20.0", "9.9", "300", "2.00", "1.3", "2.50", "8.0",
                        "5.00"));
        assertThat(objectives(result))
                .containsExactly(
                        "1.5x, 1.5x, stretch",
                        "1.25x, 1.25x, stretch",
                        "2.5x, 2.5x, missed",
                        "101 ms, 101 ms, missed",
                        "6, 6, missed");
    }

    private static Figures steady(double p99) {
        return new Figures().put("p99_ms", p99).put("wrong", 0).put("lost", 1);
    }

    private static Figures ratio(double one, double two) {
        return new Figures()
                .put("one_per_second", one)
                .put("two_per_second", two)
                .put("ratio", two / one);
    }
}
