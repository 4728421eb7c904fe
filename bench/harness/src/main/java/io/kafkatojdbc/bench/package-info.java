/** Measures the service side by side with other ways from Kafka into PostgreSQL. */
package io.kafkatojdbc.bench;
