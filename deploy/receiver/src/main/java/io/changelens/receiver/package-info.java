/**
 * {@code changelens receive}: takes the webhooks of tools into Kafka. ReceiverServer listens, Routes takes a request through
 * its steps: BodyReader reads it within bounds, Signatures checks it, Manners answers as the sender expects, Delivery makes
 * records of it, KafkaStore has them confirmed. Sources says which presets are served, with which secrets. Must not depend on
 * the command line.
 */
package io.changelens.receiver;
