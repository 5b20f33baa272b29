/**
 * Balances the intake of each partition of each topic: records read = counted + duplicates + late + rejected. Operators
 * report the outcomes of records as {@link io.changelens.pipeline.decode.IntakeDelta}s. They are summed in one operator
 * and published at checkpoints, when no record is in flight. This package uses only {@code decode}.
 */
package io.changelens.pipeline.audit;
