package io.changelens.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ChangelensTest {

    private final StringWriter err = new StringWriter();

    @Test
    void anUnknownCommandIsOneLine() {
        assertThat(run("conjure")).isEqualTo(2);
        assertThat(err.toString().lines()).singleElement().asString().contains("conjure", "see changelens --help");
    }

    @Test
    void anUnknownOptionIsOneLine() {
        assertThat(run("up", "--cloud")).isEqualTo(2);
        assertThat(err.toString().lines()).singleElement().asString().contains("--cloud", "see changelens up --help");
    }

    @Test
    void anExpectedFailureIsOneLine() {
        assertThat(run("up", "--schema-registry", "registry:8081")).isEqualTo(1);
        assertThat(err.toString().lines())
                .containsExactly(
                        "changelens: the Kafka property schema.registry.url must be http:// or https:// addresses,"
                                + " separated by commas, but is registry:8081");
    }

    @Test
    void aPasswordInAnAddressIsRefusedAndNotRepeated() {
        assertThat(run("up", "--clickhouse", "http://user:hush@host:8123")).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(err.toString()).doesNotContain("hush");
    }

    @Test
    void aReceiverWithoutSendersDoesNotStart() {
        assertThat(run("receive")).isEqualTo(1);
        assertThat(err.toString().lines()).singleElement().asString().contains("receive from whom?", "--secrets DIR");
    }

    @Test
    void everyCommandHasHelp() {
        for (CommandLine command : Changelens.commandLine().getSubcommands().values()) {
            assertThat(command.getCommandSpec().mixinStandardHelpOptions())
                    .as(command.getCommandName())
                    .isTrue();
        }
    }

    @Test
    void everyCommandOfTheStackIsThere() {
        assertThat(Changelens.commandLine().getSubcommands().keySet())
                .containsAll(List.of("up", "import", "query", "doctor", "fetch-clickhouse"));
    }

    private int run(String... args) {
        return Changelens.commandLine().setErr(new PrintWriter(err, true)).execute(args);
    }
}
