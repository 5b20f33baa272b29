package io.changelens.verify;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What may depend on what. {@code docs/architecture.md} shows the same order. */
@Tag("fast")
class ArchitectureTest {

    private static JavaClasses all;

    @BeforeAll
    static void read() {
        all = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                // Maven gives modules of one build as directories, or as jars.
                .withImportOption(place -> place.contains("changelens") || place.contains("/target/classes"))
                .importPackages("io.changelens");
    }

    /** Else a rule would hold of no classes. */
    @Test
    void everyModuleWasRead() {
        assertThat(all.stream().map(type -> type.getPackageName().split("\\.", 4)[2]))
                .contains(
                        "schemas",
                        "core",
                        "mapping",
                        "pipeline",
                        "intake",
                        "local",
                        "importer",
                        "relay",
                        "receiver",
                        "simulation",
                        "demo",
                        "cli");
    }

    @Test
    void theDomainKnowsNoFrameworkAndNoInputOrOutput() {
        noClasses()
                .that()
                .resideInAPackage("io.changelens.core..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.flink..",
                        "org.apache.kafka..",
                        "com.fasterxml..",
                        "com.clickhouse..",
                        "java.sql..",
                        "java.net..",
                        "java.nio.file..",
                        "org.slf4j..")
                .check(all);
    }

    @Test
    void mappingsKnowNoFlinkNoKafkaAndNoHttp() {
        noClasses()
                .that()
                .resideInAPackage("io.changelens.mapping..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.flink..", "org.apache.kafka..", "java.net..", "com.clickhouse..", "picocli..")
                .check(all);
    }

    @Test
    void onlyTheCommandLineKnowsItsLibrary() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.changelens.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli..")
                .check(all);
    }

    @Test
    void modulesDependInOneDirection() {
        Architectures.layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("schemas")
                .definedBy("io.changelens.schemas..")
                .layer("core")
                .definedBy("io.changelens.core..")
                .layer("mapping")
                .definedBy("io.changelens.mapping..")
                .layer("pipeline")
                .definedBy("io.changelens.pipeline..")
                .layer("intake")
                .definedBy("io.changelens.intake..")
                .layer("local")
                .definedBy("io.changelens.local..")
                .layer("importer")
                .definedBy("io.changelens.importer..")
                .layer("relay")
                .definedBy("io.changelens.relay..")
                .layer("receiver")
                .definedBy("io.changelens.receiver..")
                .layer("simulation")
                .definedBy("io.changelens.simulation..", "io.changelens.demo..")
                .layer("cli")
                .definedBy("io.changelens.cli..", "io.changelens.calibrate..")
                .whereLayer("cli")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("simulation")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("relay")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("receiver")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("importer")
                .mayOnlyBeAccessedByLayers("simulation", "cli")
                .whereLayer("local")
                .mayOnlyBeAccessedByLayers("importer", "relay", "receiver", "simulation", "cli")
                .whereLayer("intake")
                .mayOnlyBeAccessedByLayers("local", "importer", "relay", "receiver", "simulation", "cli")
                .whereLayer("pipeline")
                .mayOnlyBeAccessedByLayers("intake", "local", "importer", "relay", "receiver", "simulation", "cli")
                .whereLayer("mapping")
                .mayOnlyBeAccessedByLayers("intake", "local", "importer", "receiver", "simulation", "cli")
                .check(all);
    }

    @Test
    void noPackagesDependOnEachOtherInACircle() {
        slices().assignedFrom(new ByPackage()).should().beFreeOfCycles().check(all);
    }

    private static final class ByPackage implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    }
}
