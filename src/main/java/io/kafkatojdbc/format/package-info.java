/** Creates the readers for the formats that the settings declare. */
@ApplicationModule(allowedDependencies = { "avro", "json", "protobuf", "record", "registry", "pipeline", "start" })
@NullMarked
package io.kafkatojdbc.format;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
