/**
 * Validation of records after decoding: each kind of record has rules, and the first broken one names the reason of
 * rejection. Classes here depend on the contracts in {@code schemas} alone, so that the importer validates a file by
 * the same rules as the jobs. Records pass here before any other package of this module reads them.
 */
package io.changelens.core.rules;
