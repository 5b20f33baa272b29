/**
 * Reads files row by row: CSV, TSV, JSON lines and YAML, plain or gzipped. A row is an object of named cells; what the
 * cells mean is decided in {@code rule}. No package of Changelens may be used here.
 */
package io.changelens.mapping.row;
