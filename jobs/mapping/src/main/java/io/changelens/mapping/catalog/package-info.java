/**
 * Reads catalogs of value streams from YAML or from a table, and contains the catalog that ships with Changelens. A
 * catalog is one record, so the input is complete or rejected. This package may use {@code row} and {@code record}, but
 * not {@code rule}.
 */
package io.changelens.mapping.catalog;
