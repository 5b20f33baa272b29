package io.changelens.pipeline.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.verify.stack.ClickHouseFixture;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * A table's columns are those of the migrations, in their order: the driver takes the columns of a simple insert in the
 * order of the table, whatever order the statement names, so that two of one type would change places.
 */
class TableColumnsTest {

    private static final List<Class<?>> CLASSES = List.of(
            AlertTables.class,
            AttributionTables.class,
            AuditTables.class,
            CatalogTables.class,
            CollisionTables.class,
            DeliveryTables.class,
            EffectTables.class,
            FlowTables.class,
            IntakeTables.class,
            OutcomeTables.class,
            PathTables.class);

    @TestFactory
    List<DynamicTest> theColumnsOfATableAreInTheOrderOfTheMigrations() throws Exception {
        ClickHouseFixture clickHouse = ClickHouseFixture.get();
        List<DynamicTest> tests = new ArrayList<>();
        for (Class<?> tables : CLASSES) {
            for (Field field : tables.getDeclaredFields()) {
                if (field.getType() == Table.class) {
                    field.setAccessible(true);
                    Table<?> table = (Table<?>) field.get(null);
                    tests.add(DynamicTest.dynamicTest(
                            table.name(),
                            () -> assertThat(columns(clickHouse, table.name())).isEqualTo(table.columnNames())));
                }
            }
        }
        assertThat(tests.size()).isGreaterThanOrEqualTo(20);
        return tests;
    }

    private static List<String> columns(ClickHouseFixture clickHouse, String table) throws Exception {
        return clickHouse
                .query(
                        clickHouse.credentials().admin(),
                        "SELECT name FROM system.columns WHERE database = currentDatabase() AND table = {table:String}"
                                + " ORDER BY position",
                        Map.of("param_table", table))
                .lines()
                .toList();
    }
}
