/**
 * {@code changelens relay}: takes alerts from the topic {@code change-alerts} to where people are. AlertRelay reads the
 * topic and keeps the latest revision of each alert; Alertmanager is told what holds now, again and again, and Webhook of
 * each change once. Post sends and retries. Must not depend on the command line.
 */
package io.changelens.relay;
