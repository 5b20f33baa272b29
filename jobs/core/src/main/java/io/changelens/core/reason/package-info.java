/**
 * Statements that people read later, as codes with named arguments. The domain decides what is the case; readers (the
 * dashboard, SQL views, the text of an alert) have the words of each code in their language. Each subject has an enum of
 * its codes: {@link io.changelens.core.estimator.Insufficient}, {@link io.changelens.core.estimator.EstimationStep},
 * {@link io.changelens.core.attribution.CandidateReason}, {@link io.changelens.core.attribution.KpiFinding}, {@link io.changelens.core.calendar.CollisionReason} and
 * {@link io.changelens.core.reason.AlertCode}.
 */
package io.changelens.core.reason;
