package io.gatehouse.flame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoldingTest {
    private static final StackFrame ROOT = new StackFrame(CodeOrigin.THREAD, "all");
    private static final StackFrame WORK = StackFrame.method("io.gatehouse.pipeline.CalloutPipeline", "answer");
    private static final StackFrame SIGN = StackFrame.method("io.gatehouse.crypto.SigningKey", "sign");
    private static final StackFrame OPEN = StackFrame.method("io.gatehouse.crypto.BoxKey", "open");

    @Test
    void stacksThatBeginAlikeShareTheirBeginning() {
        Node root = Node.fold(
                ROOT,
                List.of(
                        new Stack(List.of(WORK, SIGN), 3),
                        new Stack(List.of(WORK, OPEN), 2),
                        new Stack(List.of(WORK), 1),
                        new Stack(List.of(SIGN), 4)));

        assertThat(root.total()).isEqualTo(10);
        assertThat(root.children()).extracting(Node::frame).containsExactly(SIGN, WORK);
        Node work = root.children().get(1);
        assertThat(work.total()).isEqualTo(6);
        assertThat(work.children()).extracting(Node::frame).containsExactly(OPEN, SIGN);
        assertThat(work.children()).extracting(Node::total).containsExactly(2.0, 3.0);
        assertThat(root.height()).isEqualTo(3);
    }

    @Test
    void aMethodThatCallsItselfIsABoxForEachCall() {
        Node root = Node.fold(ROOT, List.of(new Stack(List.of(WORK, WORK, WORK), 1)));

        assertThat(root.height()).isEqualTo(4);
    }

    @Test
    void whatIsTooLightBecomesOneBoxOfTheHeaviestOrigin() {
        List<Stack> stacks = IntStream.range(0, 5)
                .mapToObj(i -> new Stack(List.of(StackFrame.method("io.gatehouse.claims.C" + i, "read")), 1))
                .toList();
        Node pruned = Node.fold(ROOT, stacks).pruned(2, 10);

        assertThat(pruned.total()).isEqualTo(5);
        assertThat(pruned.children()).hasSize(1);
        Node others = pruned.children().get(0);
        assertThat(others.frame()).isEqualTo(new StackFrame(CodeOrigin.CLAIMS, "(5 more)"));
        assertThat(others.total()).isEqualTo(5);
    }

    @Test
    void whatIsTooLightEvenTogetherGoesToItsCaller() {
        Node root = Node.fold(ROOT, List.of(new Stack(List.of(WORK), 10), new Stack(List.of(WORK, SIGN), 1)));
        Node work = root.pruned(2, 10).children().get(0);

        assertThat(work.total()).isEqualTo(11);
        assertThat(work.children()).isEmpty();
    }

    @Test
    void nothingIsDeeperThanTheLimit() {
        Node root = Node.fold(ROOT, List.of(new Stack(List.of(WORK, SIGN, OPEN), 7)));
        Node pruned = root.pruned(0, 3);

        assertThat(pruned.height()).isEqualTo(3);
        assertThat(pruned.children().get(0).children().get(0).total()).isEqualTo(7);
    }

    @Test
    void operatorsInARowAreOneBox() {
        StackFrame map = StackFrame.method("reactor.core.publisher.FluxMap", "onNext");
        StackFrame just = StackFrame.method("reactor.core.publisher.MonoJust", "subscribe");
        Stack stack = new Stack(List.of(WORK, just, map, map, SIGN, map), 3);

        assertThat(stack.withoutOperators())
                .isEqualTo(new Stack(List.of(WORK, StackFrame.reactor(), SIGN, StackFrame.reactor()), 3));
    }

    @Test
    void classesThatTheJvmNumbersAreOne() {
        assertThat(StackFrame.method("a.b.Door$$Lambda$14.0x0000000800c03000", "run"))
                .isEqualTo(StackFrame.method("a.b.Door$$Lambda.0x00007f1c38123450", "run"))
                .isEqualTo(StackFrame.method("a.b.Door$$Lambda+0x00007f1c38123450.123", "run"));
        assertThat(StackFrame.method("java.lang.invoke.LambdaForm$DMH.0x0000000800c04400", "invoke"))
                .isEqualTo(StackFrame.method("java.lang.invoke.LambdaForm$DMH.0x0000000800c0", "invoke"));
        assertThat(StackFrame.thread("gatehouse-worker-1")).isEqualTo(StackFrame.thread("gatehouse-worker-12"));
    }

    @Test
    void namesAreShort() {
        assertThat(SIGN.shortName()).isEqualTo("crypto.SigningKey.sign");
        assertThat(SIGN.shortestName()).isEqualTo("SigningKey.sign");
        assertThat(StackFrame.method("java.util.concurrent.locks.LockSupport", "park")
                        .shortName())
                .isEqualTo("j.u.c.l.LockSupport.park");
        assertThat(StackFrame.type("[B").shortName()).isEqualTo("byte[]");
        assertThat(StackFrame.type("[[Ljava.lang.String;").shortName()).isEqualTo("j.l.String[][]");
        assertThat(StackFrame.type("[[Ljava.lang.String;").shortestName()).isEqualTo("String[][]");
    }

    @Test
    void originsAreFoundByPackages() {
        assertThat(SIGN.origin()).isEqualTo(CodeOrigin.CRYPTO);
        assertThat(CodeOrigin.of("io.gatehouse.directory.file.UsersJson")).isEqualTo(CodeOrigin.DIRECTORY);
        assertThat(CodeOrigin.of("io.gatehouse.cli.FlameGraphMain")).isEqualTo(CodeOrigin.GATEHOUSE);
        assertThat(CodeOrigin.of("com.amazon.corretto.crypto.provider.EvpSignature"))
                .isEqualTo(CodeOrigin.NATIVE_SIGNATURE);
        assertThat(CodeOrigin.of("io.nats.client.impl.NatsConnectionReader")).isEqualTo(CodeOrigin.JNATS);
        assertThat(CodeOrigin.of("tools.jackson.core.JsonParser")).isEqualTo(CodeOrigin.JACKSON);
        assertThat(CodeOrigin.of("sun.nio.ch.SocketDispatcher")).isEqualTo(CodeOrigin.JDK);
        assertThat(CodeOrigin.of("reactor.core.publisher.Mono")).isEqualTo(CodeOrigin.REACTOR);
        assertThat(CodeOrigin.of("com.github.benmanes.caffeine.cache.Cache")).isEqualTo(CodeOrigin.LIBRARY);
    }

    @Test
    void originsAnswerForWhatLibrariesDoForThem() {
        StackFrame copy = StackFrame.method("java.util.Arrays", "copyOf");
        StackFrame read = StackFrame.method("io.nats.client.impl.SocketDataPort", "read");
        Shares shares = Shares.of(new Profile(
                Measure.ALLOCATION,
                List.of(
                        new Stack(List.of(WORK, SIGN, copy, StackFrame.type("[B")), 5),
                        new Stack(List.of(WORK, StackFrame.type("[B")), 2),
                        new Stack(List.of(copy, read, copy), 3),
                        new Stack(List.of(copy), 1)),
                1));

        assertThat(shares.total()).isEqualTo(11);
        assertThat(shares.self(CodeOrigin.JDK)).isEqualTo(9);
        assertThat(shares.self(CodeOrigin.PIPELINE)).isEqualTo(2);
        assertThat(shares.caused(CodeOrigin.CRYPTO)).isEqualTo(5);
        assertThat(shares.caused(CodeOrigin.PIPELINE)).isEqualTo(2);
        assertThat(shares.caused(CodeOrigin.JNATS)).isEqualTo(3);
        assertThat(shares.caused(CodeOrigin.JDK)).isEqualTo(1);
        assertThat(shares.self(CodeOrigin.TYPE)).isZero();
    }

    @Test
    void figuresAreToldByTheAnswer() {
        Profile time = new Profile(Measure.CPU, List.of(new Stack(List.of(WORK), 1e9)), 2);
        Profile bytes = new Profile(Measure.ALLOCATION, List.of(new Stack(List.of(WORK, SIGN), 8_000)), 2);

        assertThat(new OriginTable(time, bytes).text(10))
                .contains(
                        "| crypto | 0.0 % | 0.0 % | 0.0 | 400 | 400 |\n",
                        "| pipeline | 100.0 % | 100.0 % | 50000.0 | 0 | 0 |\n");
    }
}
