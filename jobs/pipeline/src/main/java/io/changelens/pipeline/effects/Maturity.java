package io.changelens.pipeline.effects;

/** How far an effect can be relied on. */
public enum Maturity {
    /** Its window is still filling. */
    PROVISIONAL,
    /** Its window is full. */
    FINAL,
    /** It was final, and what came late changed its figures. */
    REVISED
}
