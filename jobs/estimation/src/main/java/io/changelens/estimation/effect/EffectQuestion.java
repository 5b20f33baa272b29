package io.changelens.estimation.effect;

/**
 * What to estimate, in steps of the series.
 *
 * @param before end of the time before the change, exclusive: where work on the environment began
 * @param after begin of the time after the change: where it was live; at least {@code before}
 * @param horizon length of the whole window after the change
 * @param elapsed how much of that window has passed; at most {@code horizon}, and equal to it for a final estimate
 * @param season length of the season, such as a week
 */
public record EffectQuestion(int before, int after, int horizon, int elapsed, int season) {}
