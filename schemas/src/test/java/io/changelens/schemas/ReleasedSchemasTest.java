package io.changelens.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReleasedSchemasTest {

    static List<RecordKind<?>> kinds() {
        return RecordKind.all();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyReleasedVersionAndTheCurrentOneReadEachOther(RecordKind<?> kind) {
        Schema current = kind.schema();
        assertThat(ReleasedSchemas.versions(kind.contract())).isNotEmpty().allSatisfy(released -> {
            assertThat(compatibility(current, released)).isEqualTo(SchemaCompatibilityType.COMPATIBLE);
            assertThat(compatibility(released, current)).isEqualTo(SchemaCompatibilityType.COMPATIBLE);
        });
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyFieldIsDocumented(RecordKind<?> kind) {
        assertThat(kind.schema().getFields())
                .allSatisfy(field -> assertThat(field.doc()).as(field.name()).isNotBlank());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theCurrentVersionIsReleased(RecordKind<?> kind) {
        List<Schema> versions = ReleasedSchemas.versions(kind.contract());
        Schema latest = versions.get(versions.size() - 1);
        assertThat(org.apache.avro.SchemaNormalization.parsingFingerprint64(latest))
                .isEqualTo(org.apache.avro.SchemaNormalization.parsingFingerprint64(kind.schema()));
    }

    private static SchemaCompatibilityType compatibility(Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getType();
    }
}
