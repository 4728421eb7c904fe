/** Connections to the database, and whose fault an error of the database is. */
@ApplicationModule(allowedDependencies = { "start", "pipeline" })
@NullMarked
package io.kafkatojdbc.database;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
