/**
 * Reads Protobuf messages from the values and keys of records, along the schema with
 * which they were written.
 */
@ApplicationModule(allowedDependencies = { "record", "pipeline", "registry", "start" })
@NullMarked
package io.kafkatojdbc.protobuf;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
