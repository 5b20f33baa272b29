package io.changelens.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {

    @TempDir
    private Path directory;

    private Path log;
    private Path errorLog;

    @BeforeEach
    void name() {
        log = directory.resolve("logs/child.log");
        errorLog = directory.resolve("errors.log");
    }

    /** A child that does what its argument says. */
    static final class Child {

        private Child() {}

        /** Says something and ends, or waits to be killed. */
        public static void main(String[] args) throws Exception {
            switch (args[0]) {
                case "refuse" -> {
                    System.out.println("Code: 210. DB::Exception: no");
                    System.exit(3);
                }
                case "throw" -> throw new IllegalStateException("no more");
                case "environment" -> System.getenv().keySet().forEach(System.out::println);
                default -> {
                    System.out.println("Logging error to " + args[1]);
                    Thread.sleep(60_000);
                }
            }
        }
    }

    private ChildProcess start(String what) {
        return ChildProcess.start(
                "Child",
                log,
                errorLog,
                new ChildProcess.Program(
                        Child.class,
                        ChildProcess.Program.ownClassPath(),
                        List.of("-Xmx32m"),
                        List.of(what, errorLog.toString())));
    }

    private String obituary(String what) throws Exception {
        try (ChildProcess child = start(what)) {
            child.onExit().get(30, TimeUnit.SECONDS);
            return child.obituary();
        }
    }

    @Test
    void saysWhatItsOutputSays() throws Exception {
        assertThat(obituary("refuse"))
                .isEqualTo("Child ended with code 3; last line of " + log + ": Code: 210. DB::Exception: no");
    }

    @Test
    void aStackTraceIsNoReason() throws Exception {
        assertThat(obituary("throw")).endsWith("IllegalStateException: no more");
    }

    @Test
    void saysThatItWasKilled() throws Exception {
        try (ChildProcess child = start("wait")) {
            while (child.line("Logging").isEmpty()) {
                Thread.sleep(50);
            }
            ProcessHandle.of(child.pid()).orElseThrow().destroyForcibly();
            child.onExit().get(30, TimeUnit.SECONDS);

            assertThat(child.obituary()).isEqualTo("Child was killed by signal 9; its log is " + log);
            Files.writeString(errorLog, "x <Fatal> Application: out of luck\n");
            assertThat(child.obituary()).endsWith("last error in " + errorLog + ": x <Fatal> Application: out of luck");
        }
    }

    @Test
    void getsNothingOfTheEnvironmentThatItDoesNotNeed() throws Exception {
        obituary("environment");

        assertThat(Files.readAllLines(log))
                .contains("CLASSPATH")
                .isSubsetOf(
                        "PATH",
                        "HOME",
                        "LANG",
                        "LANGUAGE",
                        "LC_ALL",
                        "LC_CTYPE",
                        "TZ",
                        "TMPDIR",
                        "CLASSPATH",
                        "PWD",
                        "_");
    }
}
