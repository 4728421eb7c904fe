/** Traces what the service does, if there is somebody to send the traces to. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.kafkatojdbc.trace;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
