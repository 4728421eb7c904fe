/**
 * Turns a Kafka record into the values of rows, and touches no database. The service's
 * own columns, as partition and offset, are written by {@code staging}.
 */
@ApplicationModule(allowedDependencies = "pipeline")
@NullMarked
package io.kafkatojdbc.record;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
