/**
 * Reads mapping files and applies their rules: which rows are skipped, which events a row becomes, and where the value
 * of each field comes from. The input is a {@code row}, the output are the fields of events as JSON, which
 * {@code record} encodes. A mapping file is checked completely before the first row is read.
 */
package io.changelens.mapping.rule;
