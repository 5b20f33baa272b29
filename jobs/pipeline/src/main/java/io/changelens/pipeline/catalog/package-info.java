/**
 * Provides the catalog of value streams to operators, as broadcast state. Operators that depend on the catalog extend
 * {@code CatalogFunction}, which selects the revision in effect at the time of an element. Of the pipeline, this
 * package uses only {@code decode}; what a catalog means is defined in the module core.
 */
package io.changelens.pipeline.catalog;
