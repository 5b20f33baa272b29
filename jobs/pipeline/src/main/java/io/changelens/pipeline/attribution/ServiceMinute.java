package io.changelens.pipeline.attribution;

import io.changelens.core.attribution.KpiKind;
import io.changelens.schemas.OutcomeMinute;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;

/**
 * KPI sums of one service, cohort and minute, with the properties of the KPI by which harm is recognized.
 *
 * @param outcome the sums
 * @param kind kind of the KPI
 * @param lowerIsBetter whether higher values are worse
 */
public record ServiceMinute(OutcomeMinute outcome, KpiKind kind, boolean lowerIsBetter) {

    static final TypeInformation<ServiceMinute> TYPE = Types.POJO(
            ServiceMinute.class,
            Map.of(
                    "outcome",
                    new AvroTypeInfo<>(OutcomeMinute.class),
                    "kind",
                    Types.ENUM(KpiKind.class),
                    "lowerIsBetter",
                    Types.BOOLEAN));
}
