package io.changelens.mapping.row;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One row of a file.
 *
 * @param file name of the file, without folders and without {@code .gz}
 * @param number number of the row in the file from 1, the header not counted
 * @param cells values by column; all are text in CSV and TSV
 */
public record Row(String file, long number, ObjectNode cells) {}
