/**
 * Reads JSON from the values and keys of records.
 */
@ApplicationModule(allowedDependencies = { "pipeline", "record" })
@NullMarked
package io.kafkatojdbc.json;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
