/**
 * Decodes the bytes of records to events, applies the rules for events, and splits off rejected records. Nothing here
 * throws on bad bytes. The types for received, rejected and late records and for their counts ({@code IntakeDelta}) are
 * here as well, because all later packages use them; this package uses no other package of the pipeline.
 */
package io.changelens.pipeline.decode;
