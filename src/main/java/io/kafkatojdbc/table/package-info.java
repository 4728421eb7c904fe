/** The user's staging table: its columns, its slots, and what it lacks. */
@ApplicationModule(allowedDependencies = { "record", "database", "pipeline", "start" })
@NullMarked
package io.kafkatojdbc.table;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
