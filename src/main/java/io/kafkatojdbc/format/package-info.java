/** Creates the readers for the formats that the settings declare. */
@ApplicationModule(allowedDependencies = { "json", "record", "pipeline" })
@NullMarked
package io.kafkatojdbc.format;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
