/**
 * Fetches the schemas of records from a schema registry, and finds their ids in records.
 */
@ApplicationModule(allowedDependencies = { "record", "pipeline", "start" })
@NullMarked
package io.kafkatojdbc.registry;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
