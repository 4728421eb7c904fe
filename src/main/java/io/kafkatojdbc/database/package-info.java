/**
 * Provides the connections to the database, and decides what caused an error of the
 * database.
 */
@ApplicationModule(allowedDependencies = "pipeline")
@NullMarked
package io.kafkatojdbc.database;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
