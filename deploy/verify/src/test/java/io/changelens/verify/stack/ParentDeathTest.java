package io.changelens.verify.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.local.stack.Stack;
import io.changelens.local.stack.StackOptions;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ParentDeathTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** A parent that is killed while its children run. */
    static final class Parent {

        private Parent() {}

        /** Starts a stack below the directory, prints the children's process ids, and waits to be killed. */
        public static void main(String[] args) throws Exception {
            Stack.start(StackOptions.isolated(Path.of(args[0])), List.of(), StackFixture.silent());
            ProcessHandle.current().children().forEach(child -> System.out.println(child.pid()));
            System.out.println("ready");
            Thread.sleep(Duration.ofMinutes(5).toMillis());
        }
    }

    @Test
    void noChildOutlivesAKilledParent() throws Exception {
        Path directory = StackFixture.scratch("parent");
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Parent.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<ProcessHandle> children = new ArrayList<>();
        try (BufferedReader out = parent.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); !"ready".equals(line); line = out.readLine()) {
                assertThat(line).as("the parent started").isNotNull();
                ProcessHandle.of(Long.parseLong(line)).ifPresent(children::add);
            }
        } finally {
            parent.destroyForcibly();
        }

        assertThat(children).hasSize(2);
        for (ProcessHandle child : children) {
            child.onExit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        }
        StackFixture.delete(directory);
    }
}
