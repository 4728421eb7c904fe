/** Holds the settings of one pipeline. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.kafkatojdbc.pipeline;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
