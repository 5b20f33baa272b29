package io.changelens.core.effect;

/** Whether an effect may still change. */
public enum EffectStatus {
    /** An interim analysis: the observation window is still filling. */
    PROVISIONAL,
    /** The observation window is complete. */
    FINAL,
    /** The effect was final, and late data changed its figures. */
    REVISED,
    /** The change does not affect the KPI after all: it was taken back, moved out of production, or the catalog changed. */
    WITHDRAWN
}
