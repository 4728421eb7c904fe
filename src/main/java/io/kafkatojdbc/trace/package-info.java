/** Traces the work of the service, if traces are exported. */
@ApplicationModule(allowedDependencies = "database")
@NullMarked
package io.kafkatojdbc.trace;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
