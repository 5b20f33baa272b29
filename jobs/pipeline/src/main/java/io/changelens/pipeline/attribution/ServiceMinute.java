package io.changelens.pipeline.attribution;

import io.changelens.core.attribution.KpiKind;
import io.changelens.schemas.OutcomeMinute;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;

/**
 * A KPI's sums of one service, cohort and minute, with what is needed to see harm in them.
 *
 * @param outcome the sums
 * @param kind what they are
 * @param lowerIsBetter which way is worse
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
