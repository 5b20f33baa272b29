/**
 * Directories and files of the stack: where they are, and that only their owner can read them. No processes, no
 * network.
 */
package io.changelens.local.files;
