/**
 * The systems that are compared: the service, and other ways from Kafka into PostgreSQL.
 */
package io.kafkatojdbc.bench.system;
