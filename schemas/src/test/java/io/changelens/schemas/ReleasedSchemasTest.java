package io.changelens.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReleasedSchemasTest {

    private static final Map<String, Schema> CURRENT = Map.of(
            "deployment-event", DeploymentEvent.getClassSchema(),
            "incident-event", IncidentEvent.getClassSchema(),
            "learning-activity-event", LearningActivityEvent.getClassSchema(),
            "value-stream-catalog", ValueStreamCatalog.getClassSchema(),
            "release-window", ReleaseWindow.getClassSchema(),
            "outcome-minute", OutcomeMinute.getClassSchema(),
            "change-alert", ChangeAlert.getClassSchema());

    static List<String> contracts() {
        return ReleasedSchemas.CONTRACTS;
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void everyReleasedVersionAndTheCurrentOneReadEachOther(String contract) {
        Schema current = CURRENT.get(contract);
        assertThat(ReleasedSchemas.versions(contract)).isNotEmpty().allSatisfy(released -> {
            assertThat(compatibility(current, released)).isEqualTo(SchemaCompatibilityType.COMPATIBLE);
            assertThat(compatibility(released, current)).isEqualTo(SchemaCompatibilityType.COMPATIBLE);
        });
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void everyFieldIsDocumented(String contract) {
        assertThat(CURRENT.get(contract).getFields())
                .allSatisfy(field -> assertThat(field.doc()).as(field.name()).isNotBlank());
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void theCurrentVersionIsReleased(String contract) {
        List<Schema> versions = ReleasedSchemas.versions(contract);
        Schema latest = versions.get(versions.size() - 1);
        assertThat(org.apache.avro.SchemaNormalization.parsingFingerprint64(latest))
                .isEqualTo(org.apache.avro.SchemaNormalization.parsingFingerprint64(CURRENT.get(contract)));
    }

    private static SchemaCompatibilityType compatibility(Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getType();
    }
}
