package io.changelens.verify.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.core.delivery.ProductionEnvironments;
import io.changelens.local.clickhouse.ClickHouseHttp;
import io.changelens.local.process.Ports;
import io.changelens.local.process.Ports.Wish;
import io.changelens.local.stack.Stack;
import io.changelens.local.stack.StackOptions;
import io.changelens.local.stack.StackOptions.PortWishes;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TwoStacksTest {

    @Test
    void twoThatPreferTheSamePortsBothStart() throws Exception {
        List<Integer> usual = Ports.choose(List.of(Wish.any(), Wish.any(), Wish.any(), Wish.any(), Wish.any()));
        Path first = StackFixture.scratch("first");
        Path second = StackFixture.scratch("second");
        CompletableFuture<Stack> other = start(second, usual);
        try (Stack one = Stack.start(options(first, usual), List.of(), StackFixture.silent());
                Stack two = other.get(3, TimeUnit.MINUTES)) {
            for (Stack stack : List.of(one, two)) {
                assertThat(new ClickHouseHttp(stack.endpoints().clickHouse())
                                .query(stack.credentials().reader(), "SELECT currentUser()"))
                        .isEqualTo("reader\n");
            }
            assertThat(List.of(
                            one.endpoints().clickHouse().getPort(),
                            one.endpoints().clickHouseNativePort(),
                            one.endpoints().flink().getPort(),
                            one.endpoints().dashboard().getPort(),
                            two.endpoints().clickHouse().getPort(),
                            two.endpoints().clickHouseNativePort(),
                            two.endpoints().flink().getPort(),
                            two.endpoints().dashboard().getPort()))
                    .doesNotHaveDuplicates();
            assertThat(one.endpoints().kafkaBootstrap())
                    .isNotEqualTo(two.endpoints().kafkaBootstrap());
        } finally {
            StackFixture.delete(first);
            StackFixture.delete(second);
        }
    }

    private static CompletableFuture<Stack> start(Path directory, List<Integer> usual) {
        CompletableFuture<Stack> started = new CompletableFuture<>();
        new Thread(() -> {
                    try {
                        started.complete(Stack.start(options(directory, usual), List.of(), StackFixture.silent()));
                    } catch (Throwable e) {
                        started.completeExceptionally(e);
                    }
                })
                .start();
        return started;
    }

    private static StackOptions options(Path directory, List<Integer> usual) {
        return new StackOptions(
                directory,
                StackOptions.Begin.CONTINUE,
                Optional.empty(),
                new PortWishes(
                        Wish.prefer(usual.get(0)),
                        Wish.prefer(usual.get(1)),
                        Wish.prefer(usual.get(2)),
                        Wish.prefer(usual.get(3)),
                        Wish.prefer(usual.get(4))),
                Optional.empty(),
                Optional.empty(),
                2,
                1,
                List.of(),
                StackOptions.GIVE_UP_AFTER,
                ProductionEnvironments.DEFAULT);
    }
}
