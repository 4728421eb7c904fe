/** Reads Avro from the values and keys of records. */
@ApplicationModule(allowedDependencies = { "record", "registry", "pipeline", "start" })
@NullMarked
package io.kafkatojdbc.avro;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
