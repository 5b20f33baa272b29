/**
 * The account of what was read: for each partition of each topic, records read = counted + duplicates + late + rejected. Each
 * operator that decides about records says so in {@link io.changelens.pipeline.decode.IntakeDelta}s; they are added up at one
 * place, at checkpoints, when no record is on its way.
 */
package io.changelens.pipeline.audit;
