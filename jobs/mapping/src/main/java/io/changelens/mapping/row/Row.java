package io.changelens.mapping.row;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One row of a file.
 *
 * @param file name of the file, without its folders and without {@code .gz}
 * @param number counts the data rows of the file from 1, the header not among them
 * @param cells values by column; those of CSV and TSV are all text
 */
public record Row(String file, long number, ObjectNode cells) {}
