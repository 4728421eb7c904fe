/**
 * Reads the user's staging table, its columns and its slots, and reports what the table
 * lacks.
 */
@ApplicationModule(allowedDependencies = { "record", "database", "pipeline", "start" })
@NullMarked
package io.kafkatojdbc.table;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
