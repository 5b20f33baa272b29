package io.changelens.core.effect;

/** How far an effect can be relied on. */
public enum EffectStatus {
    /** Its window is still filling. */
    PROVISIONAL,
    /** Its window is full. */
    FINAL,
    /** It was final, and what came late changed its figures. */
    REVISED
}
