package io.changelens.mapping.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.changelens.mapping.DocumentMapper;
import io.changelens.mapping.OpenFile;
import io.changelens.mapping.row.InputError;
import io.changelens.mapping.row.InputFile;
import io.changelens.mapping.row.Row;
import io.changelens.schemas.RecordKind;
import io.changelens.schemas.Service;
import io.changelens.schemas.ServiceAlias;
import io.changelens.schemas.ValueStreamCatalog;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogAliasesTest {

    private static final Instant MARCH = Instant.parse("2026-03-01T00:00:00Z");

    @TempDir
    private Path folder;

    private static ServiceAlias alias(String name, String from, String until) {
        return new ServiceAlias(
                name, from == null ? null : Instant.parse(from), until == null ? null : Instant.parse(until));
    }

    private static ValueStreamCatalog yaml(String aliases) {
        String text = """
                revision: 1
                effectiveFrom: 1970-01-01T00:00:00Z
                valueStreams: [{id: s, name: S, kpis: [], activities: []}]
                kpis: []
                services:
                  - {id: other, name: Other, team: t}
                  - id: web
                    name: Web
                    aliases: %s
                """.formatted(aliases);
        return CatalogYaml.read("c.yaml", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<ServiceAlias> inYaml(String aliases) {
        return yaml(aliases).getServices().get(1).getAliases();
    }

    private ValueStreamCatalog table(String aliases) throws Exception {
        Path file = Files.writeString(folder.resolve("c.csv"), """
                record,revision,effectiveFrom,id,name,team,aliases
                catalog,1,1970-01-01T00:00:00Z,,,,
                value-stream,,,s,S,,
                service,,,other,Other,t,
                service,,,web,Web,,%s
                """.formatted(aliases));
        InputFile input = InputFile.of(file, Optional.empty());
        try (OpenFile open = OpenFile.open(input, RecordKind.VALUE_STREAMS, Optional.empty(), new AtomicLong())) {
            Row row = open.rows().read().orElseThrow();
            DocumentMapper.Outcome outcome = open.mapper().map(row, 0).get(0);
            if (outcome.rejected().isPresent()) {
                throw outcome.rejected().get();
            }
            return (ValueStreamCatalog) outcome.events().get(0).event();
        }
    }

    @Test
    void namesAndPeriodsAreWrittenAsText() {
        assertThat(inYaml("[oldname, legacy-web]"))
                .containsExactly(alias("oldname", null, null), alias("legacy-web", null, null));
        assertThat(inYaml("[oldname@..2026-03-01]")).containsExactly(new ServiceAlias("oldname", null, MARCH));
        assertThat(inYaml("['oldname@2026-03-01..']")).containsExactly(new ServiceAlias("oldname", MARCH, null));
        assertThat(inYaml("['oldname@2025-01-01T08:30:00+01:00..2026-03-01']"))
                .containsExactly(alias("oldname", "2025-01-01T07:30:00Z", "2026-03-01T00:00:00Z"));
    }

    @Test
    void aNameMayContainWhatPeriodsAreWrittenWith() {
        assertThat(inYaml("['pkg:npm/web@1.2', 'a@b', 'school..web', 'pkg:npm/old@1.2@..2026-03-01']"))
                .containsExactly(
                        alias("pkg:npm/web@1.2", null, null),
                        alias("a@b", null, null),
                        alias("school..web", null, null),
                        new ServiceAlias("pkg:npm/old@1.2", null, MARCH));
        assertThat(inYaml("[{name: 'web@..'}]")).containsExactly(alias("web@..", null, null));
    }

    @Test
    void aTableHasTheSameAliasesAsYaml() throws Exception {
        ValueStreamCatalog expected = yaml(
                "[oldname, {name: legacy-web, validFrom: 2025-01-01T00:00:00Z, validUntil: 2026-03-01T00:00:00Z}]");

        assertThat(table("oldname;legacy-web@2025-01-01..2026-03-01")).isEqualTo(expected);
        assertThat(table("oldname; legacy-web@2025-01-01T00:00:00Z..2026-03-01T00:00:00Z"))
                .isEqualTo(expected);
        assertThat(table("").getServices()).extracting(Service::getAliases).containsOnly(List.of());
    }

    @Test
    void errorsNameThePlace() {
        assertThat(failure("['oldname@..yesterday']"))
                .isEqualTo("c.yaml: services[1].aliases[0]: not an ISO 8601 time (oldname@..yesterday)");
        assertThat(failure("[a, 'oldname@..']"))
                .isEqualTo("c.yaml: services[1].aliases[1]: a period needs a time: name@FROM.., name@..UNTIL or"
                        + " name@FROM..UNTIL (oldname@..)");
        assertThat(failure("[other]"))
                .isEqualTo("c.yaml: alias of service web, other, is the id of a service (rule ambiguous-alias)");
        assertThat(failure("['']")).isEqualTo("c.yaml: alias of service web is empty (rule empty-id)");
        assertThat(failure("[a, a]"))
                .isEqualTo("c.yaml: alias a stands twice at the same time: for service web and for service web (rule"
                        + " ambiguous-alias)");
        assertThat(failure("[{alias: a}]")).isEqualTo("c.yaml: services[1].aliases[0].name: missing");
    }

    private static String failure(String aliases) {
        return catchThrowableOfType(InputError.class, () -> yaml(aliases)).getMessage();
    }
}
